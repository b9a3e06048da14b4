internal import EarshotModel

/// What all forms of an alert say about the rule.
enum SnortSignature {
    static func set(
        _ line: Span<UInt8>, generator: Range<Int>, number: Range<Int>, _ message: Range<Int>, _ row: inout EventRow
    ) {
        row.set(.eventType, "Alert")
        row.set(.eventResult, "Success")
        row.set(.alertName, line, message)
        row.set(.threatName, line, message)
        row.set(.ruleName, line, message)
        row.set(.threatId, line, number)
        row.set(.ruleNumber, line, number)
        row.add("Generator", line, generator.lowerBound, generator.upperBound)
    }

    /// 1 is the gravest (Snort manual, "priority"); 0 and none stand for a rule without one.
    static func set(priority: Range<Int>, _ line: Span<UInt8>, _ row: inout EventRow) {
        row.set(.eventOriginalSeverity, line, priority)
        switch EventRow.number(line, priority.lowerBound, priority.upperBound) {
        case 1: row.set(.eventSeverity, "High")
        case 2: row.set(.eventSeverity, "Medium")
        case 3: row.set(.eventSeverity, "Low")
        default: row.set(.eventSeverity, "Informational")
        }
    }

    /// `allow`, `Allow`, `would_drop`, `drop`, `block`, `reset`.
    static func set(action: Range<Int>, _ line: Span<UInt8>, _ row: inout EventRow) {
        row.set(.dvcOriginalAction, line, action)
        switch line.string(action.lowerBound, action.upperBound).lowercased() {
        case "allow", "pass", "alert", "log", "trust": row.set(.dvcAction, "Allow")
        case "drop", "block": row.set(.dvcAction, "Drop")
        case "reject", "reset": row.set(.dvcAction, "Reset")
        default: break
        }
    }
}
