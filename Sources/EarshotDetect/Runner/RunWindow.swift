import EarshotModel

/// The time a run of a rule sees, as Sentinel gives it: the rule's period up to the moment it runs.
public struct RunWindow: Sendable, Hashable {
    /// Seconds since 1970.
    public let start: Int64
    public let end: Int64

    init(_ rule: Rule, endingAt end: Int64) {
        self.end = end
        start = end - rule.period
    }

    /// What makes the query's text mean this window: `ago()` counts from its end, tables begin at its start.
    var prefix: String {
        let from = Self.text(start)
        let to = Self.text(end)
        return """
            set query_now = datetime(\(to));
            set query_datetimescope_column = 'TimeGenerated';
            set query_datetimescope_from = datetime(\(from));
            set query_datetimescope_to = datetime(\(to));

            """
    }

    private static func text(_ seconds: Int64) -> String {
        Ticks.from(unixSeconds: seconds).map { KustoValue.datetime($0).text } ?? "1970-01-01"
    }
}
