internal import EarshotModel

/// One value to its target.
enum JSONValue {
    /// False: the target has a value already, or nothing can be made of this one for it.
    static func put(
        _ node: JSONNode, _ target: JSONTarget, _ line: Span<UInt8>, _ header: inout SyslogHeader,
        _ row: inout EventRow, _ scratch: inout [UInt8]
    ) -> Bool {
        let (start, end) = (node.range.lowerBound, node.range.upperBound)
        switch target {
        case .field(let field): return set(field, node, line, &row, &scratch)
        case .seconds(let field): return set(field, line.double(start, end), times: 1000, &row)
        case .nanoseconds(let field): return set(field, line.double(start, end), times: 1e-6, &row)
        case .hex(let field):
            var position = start
            guard !row.has(field), let value = line.hexadecimal(&position, end), position == end else { return false }
            row.set(field, number: Int64(clamping: value))
            return true
        case .user(let field): return setUser(field, node, line, &row, &scratch)
        case .time:
            guard let stamp = StampReader.value(line, start, end) else { return false }
            header.stamp = stamp
            return true
        case .host:
            guard !node.isEscaped else { return false }
            (header.hostStart, header.hostEnd) = (start, end)
            return true
        case .named(let name):
            add(name, node, line, &row, &scratch)
            return true
        case .ignore, .descend: return false
        }
    }

    /// `-` stands for nothing.
    static func set(
        _ field: EventField, _ node: JSONNode, _ line: Span<UInt8>, _ row: inout EventRow, _ scratch: inout [UInt8]
    ) -> Bool {
        let (start, end) = (node.range.lowerBound, node.range.upperBound)
        if end - start == 1, line[start] == Byte.dash { return true }
        guard !row.has(field) else { return false }
        if field.kind == .number, node.kind == .number, let value = whole(line, start, end) {
            row.set(field, number: value)
        } else if node.isEscaped {
            scratch.removeAll(keepingCapacity: true)
            JSONText.unescape(line, node.range, into: &scratch)
            row.set(field, scratch.span, 0, scratch.count)
        } else {
            row.set(field, line, start, end)
        }
        return true
    }

    /// A number that is written with a fraction of zeros (`1800.0`).
    private static func whole(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Int64? {
        if let value = EventRow.number(line, start, end) { return value }
        guard let value = line.double(start, end), abs(value) < 9e15 else { return nil }
        return Int64(value.rounded())
    }

    private static func set(_ field: EventField, _ value: Double?, times factor: Double, _ row: inout EventRow) -> Bool
    {
        guard !row.has(field), let value, abs(value * factor) < 9e15 else { return false }
        row.set(field, number: Int64((value * factor).rounded()))
        return true
    }

    private static func setUser(
        _ field: EventField, _ node: JSONNode, _ line: Span<UInt8>, _ row: inout EventRow, _ scratch: inout [UInt8]
    ) -> Bool {
        if node.range.count == 1, line[node.range.lowerBound] == Byte.dash { return true }
        guard !row.has(field) else { return false }
        scratch.removeAll(keepingCapacity: true)
        JSONText.unescape(line, node.range, into: &scratch)
        let slash = scratch.firstIndex(of: Byte.backslash)
        let start = slash.map { $0 + 1 } ?? 0
        guard start < scratch.count else { return false }
        row.set(field, scratch.span, start, scratch.count)
        if let slash, field == .targetUsername, !row.has(.targetDomain) {
            row.set(.targetDomain, scratch.span, 0, slash)
        } else if let slash, slash > 0 {
            row.add("UserDomain", scratch.span, 0, slash)
        }
        return true
    }

    private static func add(
        _ name: StaticString, _ node: JSONNode, _ line: Span<UInt8>, _ row: inout EventRow, _ scratch: inout [UInt8]
    ) {
        guard node.isEscaped else { return row.add(name, line, node.range.lowerBound, node.range.upperBound) }
        scratch.removeAll(keepingCapacity: true)
        JSONText.unescape(line, node.range, into: &scratch)
        row.add(name, scratch.span, 0, scratch.count)
    }
}
