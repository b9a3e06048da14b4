import Testing

/// `scan`, step by step.
struct ScanTests {
    @Test func runningValues() async throws {
        #expect(
            try await Answers.text(
                "range x from 1 to 4 step 1 | scan declare (c: long = 0) with (step s: true => c = x + s.c;)")
                == "x c | 1 1 | 2 3 | 3 6 | 4 10")
        // A name without a step is the declared default.
        #expect(
            try await Answers.text(
                "range x from 1 to 2 step 1 | scan declare (c: long = 5) with (step s: true => c = c + x;)")
                == "x c | 1 6 | 2 7")
    }

    private static let events = """
        datatable (Minute: long, Event: string)
            [0, "a", 1, "Start", 2, "b", 3, "c", 4, "Stop", 6, "d", 8, "Start", 11, "e", 12, "Stop"]
        | sort by Minute asc
        """

    /// Each step needs the one before; what lies outside a sequence matches nothing.
    @Test func sequences() async throws {
        let query =
            Self.events + """
                | scan with_match_id=Id with_step_name=Step with (
                    step begin: Event == "Start";
                    step inside: Event !in ("Start", "Stop") and Minute - begin.Minute <= 5;
                    step end: Event == "Stop" and Minute - begin.Minute <= 5;)
                | project Minute, Id, Step
                """
        #expect(
            try await Answers.text(query)
                == "Minute Id Step | 1 0 begin | 2 0 inside | 3 0 inside | 4 0 end | 8 1 begin | 11 1 inside | 12 1 end"
        )
    }

    @Test func outputs() async throws {
        let query =
            Self.events + """
                | scan declare (Begin: long) with (
                    step begin output=none: Event == "Start" => Begin = Minute;
                    step inside output=last: Event !in ("Start", "Stop") => Begin = begin.Begin;
                    step end: Event == "Stop" => Begin = inside.Begin;)
                | project Minute, Begin
                """
        #expect(try await Answers.text(query) == "Minute Begin | 3 1 | 4 1 | 11 8 | 12 8")
    }

    /// A state that moves up leaves an empty one behind: the same row begins the next sequence.
    @Test func sessions() async throws {
        let query = """
            datatable (T: long)[0, 1, 3, 32, 36, 75] | sort by T asc
            | scan with_match_id=Id declare (Begin: long) with (
                step inside: true => Begin = iff(isnull(inside.Begin), T, inside.Begin);
                step over output=none: T - inside.Begin > 30;)
            """
        #expect(
            try await Answers.text(query) == "T Begin Id | 0 0 0 | 1 0 0 | 3 0 0 | 32 32 1 | 36 32 1 | 75 75 2")
    }

    @Test func groups() async throws {
        let rows = "datatable (U: long, T: long)[1, 1, 1, 2, 2, 1, 2, 2, 2, 3] | sort by U asc, T asc"
        let inside = rows + " | partition by U (scan declare (c: long = 0) with (step s: true => c = s.c + 1;))"
        #expect(try await Answers.sorted(inside) == ["1 1 1", "1 2 2", "2 1 1", "2 2 2", "2 3 3"])
        let clause = rows + " | scan partition by U declare (c: long = 0) with (step s: true => c = s.c + 1;)"
        #expect(try await Answers.sorted(clause) == ["1 1 1", "1 2 2", "2 1 1", "2 2 2", "2 3 3"])
    }
}
