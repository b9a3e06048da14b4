internal import EarshotModel

/// Brings the values of a document to the fields of a row, as a map says.
///
///     mapper.map(tape, line, Self.map, &header, &row)
///
/// A field that is set already keeps its value; the document's goes to `AdditionalFields`, like everything without rule.
struct JSONMapper: Sendable {
    private var scratch: [UInt8] = []
    /// The keys above the value at hand, each with a dot behind it.
    private var prefix: [UInt8] = []

    mutating func map(
        _ tape: JSONTape, _ line: Span<UInt8>, _ map: JSONMap, _ header: inout SyslogHeader, _ row: inout EventRow
    ) {
        prefix.removeAll(keepingCapacity: true)
        walk(0, tape.count, tape, line, map, &header, &row)
        if !tape.unread.isEmpty { row.add("Unread", line, tape.unread.lowerBound, tape.unread.upperBound) }
    }

    private mutating func walk(
        _ from: Int, _ to: Int, _ tape: JSONTape, _ line: Span<UInt8>, _ map: JSONMap, _ header: inout SyslogHeader,
        _ row: inout EventRow
    ) {
        var index = from
        while index < to {
            let node = tape.nodes[index]
            if let target = map[tape.hashes[index]] {
                if case .descend = target {
                    descend(index, tape, line, map, &header, &row)
                } else {
                    put(index, target, tape, line, &header, &row)
                }
            } else {
                keep(node, line, &row)
            }
            index = max(Int(node.next), index + 1)
        }
    }

    /// Opens an object, or an array that holds just one; others stay whole. Depth is bounded by the tape's.
    private mutating func descend(
        _ index: Int, _ tape: JSONTape, _ line: Span<UInt8>, _ map: JSONMap, _ header: inout SyslogHeader,
        _ row: inout EventRow
    ) {
        let node = tape.nodes[index]
        let end = Int(node.next)
        var first = index + 1
        if node.kind == .array {
            guard first < end, tape.nodes[first].kind == .object, Int(tape.nodes[first].next) == end else {
                return keep(node, line, &row)
            }
            first += 1
        } else if node.kind != .object {
            return keep(node, line, &row)
        }
        let length = prefix.count
        for position in node.key where position < line.count { prefix.append(line[position]) }
        prefix.append(Byte.dot)
        walk(first, end, tape, line, map, &header, &row)
        prefix.removeLast(prefix.count - length)
    }

    private mutating func put(
        _ index: Int, _ target: JSONTarget, _ tape: JSONTape, _ line: Span<UInt8>, _ header: inout SyslogHeader,
        _ row: inout EventRow
    ) {
        var node = tape.nodes[index]
        if node.kind == .array, case .field(let field) = target {
            return elements(index, field, tape, line, &row)
        }
        if node.kind == .array, index + 1 < Int(node.next), Int(tape.nodes[index + 1].next) == Int(node.next) {
            let (keyStart, keyEnd) = (node.keyStart, node.keyEnd)
            node = tape.nodes[index + 1]
            (node.keyStart, node.keyEnd) = (keyStart, keyEnd)
        }
        if case .ignore = target { return }
        guard node.hasText else { return keep(node, line, &row) }
        if !JSONValue.put(node, target, line, &header, &row, &scratch) { keep(node, line, &row) }
    }

    /// The elements of an array of scalars: all of them, separated by blanks, for a text; else the first that is one.
    private mutating func elements(
        _ index: Int, _ field: EventField, _ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow
    ) {
        let array = tape.nodes[index]
        let end = Int(array.next)
        guard index + 1 < end else { return }
        guard !row.has(field), field.kind == .text || index + 2 == end else { return keep(array, line, &row) }
        scratch.removeAll(keepingCapacity: true)
        for element in (index + 1)..<end {
            guard tape.nodes[element].hasText else { return keep(array, line, &row) }
            if element > index + 1 { scratch.append(Byte.space) }
            JSONText.unescape(line, tape.nodes[element].range, into: &scratch)
        }
        row.set(field, scratch.span, 0, scratch.count)
    }

    /// To `AdditionalFields`, as JSON.
    private func keep(_ node: JSONNode, _ line: Span<UInt8>, _ row: inout EventRow) {
        guard node.kind != .null, !node.range.isEmpty, !node.isContainer || node.end - node.start > 2 else { return }
        let form: JSONForm = !node.isClean || node.kind == .word ? .text : node.kind == .string ? .quoted : .raw
        row.add(prefix: prefix.span, node.key, isPlain: node.isKeyClean, of: line, node.range, as: form)
    }
}
