import EarshotQuery

/// What failures of the engine mean for the person who asked.
extension QueryError {
    static func timeout(_ seconds: Double) -> QueryError {
        QueryError(
            code: "timeout", message: "The query took longer than \(seconds) seconds and was stopped.",
            hint: "Narrow the time range, or allow more time with `set servertimeout`, timeoutSeconds or --timeout.")
    }

    static let cancelled = QueryError(code: "cancelled", message: "The query was cancelled.")

    static func unread(_ seconds: Double) -> QueryError {
        QueryError(
            code: "timeout", message: "The answer was not read within \(seconds) seconds, and the query was stopped.",
            hint: "Read it faster, or ask for less: summarize, project or take.")
    }

    /// `memoryLimit`: bytes the engine may use.
    init(_ error: DatabaseError, memoryLimit: Int64) {
        switch error.kind {
        case .interrupted: self = .cancelled
        case .outOfMemory, .diskFull:
            self = .outOfMemory(memoryLimit)
        case .overflow:
            self.init(
                code: "execution", message: "A number left the range of its type: \(error.summary)",
                hint: "toreal() or todecimal() counts further than a long.")
        case .unknownTimeZone:
            self.init(
                code: "invalid-argument", message: "There is no time zone named '\(error.quoted ?? "")'.",
                hint: "datetime_list_timezones() lists the names.")
        case .refused:
            self.init(code: "invalid-argument", message: error.summary)
        case .invalidated:
            self.init(
                code: "internal", message: "The database engine failed at this query: \(error.summary)",
                hint: "This is a fault in Earshot. Restart it; the query's text helps to mend it.")
        default:
            self.init(code: "execution", message: error.summary)
        }
    }

    private static func outOfMemory(_ limit: Int64) -> QueryError {
        QueryError(
            code: "out-of-memory",
            message: "The query needs more memory than the \(limit / 1_000_000) MB it may use.",
            hint: """
                Narrow the time range, summarize earlier, or raise store.memoryLimitMegabytes in earshot.yaml. A database \
                in memory has no disk to fall back on, one in a data directory has.
                """)
    }
}

extension DatabaseError {
    /// The engine's message without its kind, the piece of SQL and the stack that follow.
    var summary: String {
        let line = message.prefix { $0 != "\n" }
        guard let colon = line.firstRange(of: "Error: ") else { return String(line) }
        let text = line[colon.upperBound...]
        return String(text.hasPrefix(Self.refusal) ? text.dropFirst(Self.refusal.count) : text)
    }

    /// What the message has in its first pair of quotes.
    var quoted: String? {
        let parts = message.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        return parts.count == 3 ? String(parts[1]) : nil
    }
}
