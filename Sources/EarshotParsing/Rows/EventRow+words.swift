internal import EarshotModel

/// What devices call what they did, and how bad they think it is, in ASIM's words.
extension EventRow {
    /// Sets `DvcOriginalAction`, and `DvcAction` when the word is a known one. False: it is not.
    @discardableResult
    mutating func setAction(_ line: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard !range.isEmpty, range.upperBound <= line.count else { return false }
        set(.dvcOriginalAction, line, range)
        guard let action = ActionWords.action(line, range) else { return false }
        set(.dvcAction, action)
        return true
    }

    /// `EventSeverity` from a syslog severity (RFC 5424 §6.2.1).
    mutating func setSeverity(level: Int) {
        switch level {
        case ...2: set(.eventSeverity, "High")
        case 3: set(.eventSeverity, "Medium")
        case 4: set(.eventSeverity, "Low")
        default: set(.eventSeverity, "Informational")
        }
    }

    /// `EventSeverity` and `EventOriginalSeverity` from a device's word or number; sessions have a severity of their own.
    /// `scale` reads what is no word of syslog's.
    mutating func setSeverity(
        _ line: Span<UInt8>, _ range: Range<Int>,
        _ scale: (Span<UInt8>, Range<Int>) -> StaticString? = SeverityWords.severity
    ) {
        guard !range.isEmpty else { return }
        if table == .networkSession {
            add("Severity", line, range.lowerBound, range.upperBound)
        } else {
            set(.eventOriginalSeverity, line, range)
        }
        if let severity = scale(line, range) { set(.eventSeverity, severity) }
    }
}

enum ActionWords {
    private static let table: WordTable<StaticString> = [
        "allow": "Allow", "allowed": "Allow", "accept": "Allow", "accepted": "Allow", "pass": "Allow",
        "permit": "Allow", "permitted": "Allow", "passed": "Allow", "forward": "Allow",
        "passthrough": "Allow",
        "est-allowed": "Allow", "trust": "Allow", "monitor": "Allow", "fastpath": "Allow", "alert": "Allow",
        "detected": "Allow", "detect": "Allow", "bypass": "Allow", "built": "Allow", "permit:": "Allow",
        "deny": "Deny", "denied": "Deny", "block": "Deny", "blocked": "Deny", "reject": "Deny",
        "rejected": "Deny", "prevent": "Deny", "prevented": "Deny", "block-url": "Deny", "sinkhole": "Deny",
        "block-override": "Deny", "block-continue": "Deny", "drop": "Drop", "dropped": "Drop",
        "discard": "Drop", "discarded": "Drop", "drop-all-packets": "Drop", "drop-packet": "Drop",
        "mgmt": "Drop", "clear_session": "Reset", "reset": "Reset", "reset-both": "Reset",
        "block with reset": "Reset", "reset-client": "Reset", "reset-server": "Reset", "drop-icmp": "Drop",
        "terminated": "Reset", "blocked by": "Deny", "quarantine": "Deny", "block ip": "Deny",
        "localblock": "Deny",
        "localallow": "Allow", "localdeny": "Deny", "remove": "Allow", "localremove": "Allow",
    ]

    static func action(_ line: Span<UInt8>, _ range: Range<Int>) -> StaticString? {
        table.meaning(line, range)
    }
}

enum SeverityWords {
    private static let table: WordTable<StaticString> = [
        "information": "Informational", "informational": "Informational", "info": "Informational",
        "notice": "Informational", "notification": "Informational", "debug": "Informational",
        "low": "Low", "minor": "Low", "warning": "Low", "warn": "Low", "medium": "Medium",
        "moderate": "Medium", "error": "Medium", "err": "Medium", "major": "Medium", "high": "High",
        "critical": "High", "crit": "High", "alert": "High", "emergency": "High", "emerg": "High",
        "0": "High", "1": "High", "2": "High", "3": "Medium", "4": "Low", "5": "Informational",
        "6": "Informational", "7": "Informational",
    ]

    static func severity(_ line: Span<UInt8>, _ range: Range<Int>) -> StaticString? {
        table.meaning(line, range)
    }
}
