import Testing

/// `parse-kv` with delimiters, without any, and with quotes of several kinds.
struct KeyValueTests {
    private func values(_ text: String, _ columns: String, _ options: String) async throws -> String {
        try await Answers.text("print s = \(text) | parse-kv s as (\(columns))\(options) | project-away s")
    }

    @Test func keysAmongWordsWithoutDelimiters() async throws {
        #expect(
            try await values(
                "'03:04 [WARN] Job:17, Unit:Node4 (State = idle)'", "State: string, Job: int, Unit: string", "")
                == "State Job Unit | idle 17 Node4")
        #expect(
            try await values("'JobName: x, Job: 3, Job: 4'", "Job: long, Name: string", "") == "Job Name | 3 ''")
        #expect(
            try await values(
                #""who:'it\\'s me', n:2""#, "who: string, n: int", #" with (quote="'", escape='\\')"#)
                == "who n | it's me 2")
    }

    @Test func quotesThatOpenAndClose() async throws {
        let delimiters = " with (pair_delimiter=' ', kv_delimiter='=', quote="
        #expect(
            try await values("'a=[1 2] [b c]=[x=y]'", "a: string, ['b c']: string", delimiters + "'[]')")
                == "a b c | 1 2 x=y")
        #expect(
            try await values(
                #"'a="1 2" b=<3 4>'"#, "a: string, b: string", delimiters + #"'"', quote='<>')"#) == "a b | 1 2 3 4")
        // A quote inside a word is a character like any other.
        #expect(
            try await values(#""a=it's b=that's""#, "a: string, b: string", delimiters + #""'")"#)
                == "a b | it's that's")
    }
}
