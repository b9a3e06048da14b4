internal import EarshotModel

/// From a value of a line to the column its rule names.
extension OwnReader {
    mutating func put(
        _ name: String, _ value: Range<Int>, _ format: FormatDescription, _ line: Span<UInt8>,
        _ header: inout SyslogHeader, _ row: inout EventRow
    ) -> Bool {
        guard let rule = format.rules[name] else {
            Self.keep(name, value, line, &row)
            return true
        }
        return put(name, rule, value, line, &header, &row)
    }

    /// False: the value cannot be what the column holds, so that the line says something else than it seems.
    mutating func put(
        _ name: String, _ rule: FieldRule, _ value: Range<Int>, _ line: Span<UInt8>, _ header: inout SyslogHeader,
        _ row: inout EventRow
    ) -> Bool {
        // A dash stands for nothing.
        if value.isEmpty || (value.count == 1 && line[value.lowerBound] == Byte.dash) { return true }
        switch rule.target {
        case .ignore: return true
        case .host:
            setHost(value, line, &header)
            return true
        case .named(let other):
            Self.keep(other, value, line, &row)
            return true
        case .time(let pattern):
            if let stamp = pattern.read(line, value.lowerBound, value.upperBound) {
                header.stamp = stamp
            } else {
                Self.keep(name, value, line, &row)
            }
            return true
        case .field(let field): return put(field, rule, name, value, line, &row)
        }
    }

    /// Positions only mean something in the line itself, not in a text that was taken out of it.
    private func setHost(_ value: Range<Int>, _ line: Span<UInt8>, _ header: inout SyslogHeader) {
        guard header.bodyEnd <= line.count, value.upperBound <= header.bodyEnd else { return }
        (header.hostStart, header.hostEnd) = (value.lowerBound, value.upperBound)
    }

    private mutating func put(
        _ field: EventField, _ rule: FieldRule, _ name: String, _ value: Range<Int>, _ line: Span<UInt8>,
        _ row: inout EventRow
    ) -> Bool {
        guard !row.has(field) else {
            Self.keep(name, value, line, &row)
            return true
        }
        if let word = rule.words.isEmpty
            ? nil : rule.words[line.string(value.lowerBound, value.upperBound).lowercased()]
        {
            if field == .dvcAction { row.set(.dvcOriginalAction, line, value) }
            row.set(field, text: word)
            return true
        }
        switch field {
        case .dvcAction:
            // A word that nobody knows is no action; it stays in the device's own.
            row.setAction(line, value)
            return true
        case .eventSeverity:
            row.setSeverity(line, value)
            return true
        case .dnsQueryTypeName:
            row.setQueryType(line, value.lowerBound, value.upperBound)
            return true
        case .eventResultDetails where row.table == .dns:
            row.setResponse(line, value.lowerBound, value.upperBound)
            return true
        default: return set(field, rule.factor, value, line, &row)
        }
    }

    private func set(
        _ field: EventField, _ factor: Int64, _ value: Range<Int>, _ line: Span<UInt8>, _ row: inout EventRow
    ) -> Bool {
        if field.kind == .number, let number = Self.number(line, value, factor) {
            guard !field.isPort || (0...65_535).contains(number) else { return false }
            row.set(field, number: number)
            return true
        }
        return row.set(field, line, value) || !field.isDecisive
    }

    /// A whole number, also one with a fraction when there is a factor, or in hexadecimal with `0x`.
    private static func number(_ line: Span<UInt8>, _ value: Range<Int>, _ factor: Int64) -> Int64? {
        if let number = line.scaled(value.lowerBound, value.upperBound, by: factor) { return number }
        guard line.has("0x", at: value.lowerBound, value.upperBound) else { return nil }
        var position = value.lowerBound
        guard let number = line.hexadecimal(&position, value.upperBound), position == value.upperBound else {
            return nil
        }
        let (product, overflow) = Int64(clamping: number).multipliedReportingOverflow(by: factor)
        return overflow ? nil : product
    }

    private static func keep(_ name: String, _ value: Range<Int>, _ line: Span<UInt8>, _ row: inout EventRow) {
        let key = Array(name.utf8)
        row.add(key.span, 0, key.count, line, value.lowerBound, value.upperBound)
    }
}

extension EventField {
    var isPort: Bool {
        switch self {
        case .srcPortNumber, .dstPortNumber, .srcNatPortNumber, .dstNatPortNumber, .targetPortNumber: true
        default: false
        }
    }

    /// Without it the event would be about somebody else.
    fileprivate var isDecisive: Bool { isPort || self == .srcIpAddr || self == .dstIpAddr }
}
