import Testing

@testable import EarshotParsing

struct WordTableTests {
    private static let table: WordTable<Int> = ["one": 1, "two": 2, "three words more": 3, "one": 4]

    @Test(
        arguments: [
            ("one", 1), ("ONE", 1), ("Two", 2), ("three words more", 3), ("on", nil), ("ones", nil), ("", nil),
            ("three words more than there are", nil),
        ] as [(String, Int?)])
    func wordsAreFound(_ word: String, _ meaning: Int?) {
        let bytes = Array("<\(word)>".utf8)
        let found = Self.table.meaning(bytes.span, 1..<bytes.count - 1)
        #expect(found == meaning)
    }
}
