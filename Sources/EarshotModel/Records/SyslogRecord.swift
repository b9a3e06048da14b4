/// A line kept whole: what `Syslog` holds. Texts are ranges of `ParsedBatch.text` or labels.
public struct SyslogRecord: Sendable {
    public var seconds: Int64 = 0
    public var fraction: Int32 = 0
    /// Arrival, seconds since 1970 UTC.
    public var received: Int64 = 0
    public var source: Int32 = 0
    public var host: Int32 = 0
    /// The program's name (`TAG` in RFC 3164, `APP-NAME` in RFC 5424).
    public var program: Int32 = 0
    public var processID: UInt32 = 0
    /// Facility × 8 + severity; `noPriority` when the line had none.
    public var priority: UInt8 = SyslogRecord.noPriority
    public static let noPriority: UInt8 = 255

    /// Why no family took it.
    public var reason: UnparsedReason = .noFamily
    /// Index of the family whose program wrote it; `noFamily` when none knows it.
    public var family: UInt8 = SyslogRecord.noFamily
    public static let noFamily: UInt8 = 255

    /// The whole line as it arrived (invalid UTF-8 repaired with U+FFFD), a range of `ParsedBatch.text`.
    public var lineStart: UInt32 = 0
    public var lineCount: UInt32 = 0
    /// The message part of it, relative to `lineStart`.
    public var messageStart: UInt32 = 0

    public init() {}
}

/// Why a line went to `Syslog`. The raw value is stored and is the label of the counter.
public enum UnparsedReason: UInt8, Sendable, CaseIterable {
    /// No family recognizes it: an ordinary log line.
    case noFamily = 0
    /// A family recognized it, but a value in it cannot be (port 99999, address 300.1.2.3).
    case impossibleValue = 1
    /// A family recognized it, but the parts that make sense of it are missing.
    case truncated = 2
    /// Not text: more than a few bytes that are not UTF-8.
    case notText = 3
    /// Longer than the bound; the text is cut there.
    case tooLong = 4
    /// An ordinary message of a program that a family knows.
    case message = 5

    public var name: String {
        switch self {
        case .noFamily: "no_family"
        case .impossibleValue: "impossible_value"
        case .truncated: "truncated"
        case .notText: "not_text"
        case .tooLong: "too_long"
        case .message: "message"
        }
    }
}
