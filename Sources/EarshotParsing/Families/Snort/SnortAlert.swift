internal import EarshotModel

/// `[**] [1:2008578:4] Message [**] [Classification: …] [Priority: 2] {UDP} 192.0.2.1:5116 -> 192.168.1.9:5060`, in
/// syslog without the stars. Read from both ends, because the message may hold anything.
struct SnortAlert {
    private var signature = (generator: 0..<0, number: 0..<0, revision: 0..<0)
    private var message = 0..<0
    private var classification = 0..<0
    private var priority = 0..<0
    private var network = 0..<0
    private var source = 0..<0
    private var destination = 0..<0
    /// `[Drop]` in front of Suricata's.
    private var action = 0..<0

    init?(_ line: Span<UInt8>, _ start: Int, _ to: Int) {
        guard var position = Self.firstBracket(line, start, to) else { return nil }
        if line.has("[Drop]", at: position, to) || line.has("[wDrop]", at: position, to) {
            let close = line.position(of: Byte.rightBracket, position, to) ?? position
            action = (position + 1)..<close
            position = Self.skipStars(line, close + 1, to)
        }
        guard readSignature(line, &position, to), readEnds(line, position, to) else { return nil }
        readMiddle(line, position, network.lowerBound - 1)
    }

    private static func firstBracket(_ line: Span<UInt8>, _ start: Int, _ to: Int) -> Int? {
        let position = skipStars(line, start, to)
        return position < to && line[position] == Byte.leftBracket ? position : nil
    }

    private static func skipStars(_ line: Span<UInt8>, _ start: Int, _ to: Int) -> Int {
        let position = line.skipBlanks(start, to)
        return line.has("[**]", at: position, to) ? line.skipBlanks(position + 4, to) : position
    }

    /// `[1:2008578:4]`.
    private mutating func readSignature(_ line: Span<UInt8>, _ position: inout Int, _ to: Int) -> Bool {
        guard position < to, line[position] == Byte.leftBracket else { return false }
        var next = position + 1
        var parts: [Range<Int>] = []
        while parts.count < 3 {
            let start = next
            guard line.decimal(&next, to) != nil, next < to else { return false }
            parts.append(start..<next)
            guard line[next] == (parts.count < 3 ? Byte.colon : Byte.rightBracket) else { return false }
            next += 1
        }
        signature = (parts[0], parts[1], parts[2])
        position = line.skipBlanks(next, to)
        return true
    }

    /// `{UDP} 192.0.2.1:5116 -> 192.168.1.9:5060` at the end.
    private mutating func readEnds(_ line: Span<UInt8>, _ start: Int, _ to: Int) -> Bool {
        var open = to - 1
        while open > start, line[open] != 123 { open -= 1 }
        guard open > start, let close = line.position(of: 125, open, to) else { return false }
        let from = line.skipBlanks(close + 1, to)
        let end = line.endOfToken(from, to)
        let arrow = line.skipBlanks(end, to)
        guard end > from, line.has("->", at: arrow, to) else { return false }
        let other = line.skipBlanks(arrow + 2, to)
        network = (open + 1)..<close
        source = from..<end
        destination = other..<line.endOfToken(other, to)
        return true
    }

    /// What stands between signature and protocol: the message, then parts in brackets.
    private mutating func readMiddle(_ line: Span<UInt8>, _ start: Int, _ to: Int) {
        var end = to
        var index = start
        while index < to {
            if line[index] == Byte.leftBracket {
                if line.has("[**]", at: index, to) { end = min(end, index) }
                if line.has("[Classification: ", at: index, to) {
                    end = min(end, index)
                    classification = (index + 17)..<(line.position(of: Byte.rightBracket, index, to) ?? index + 17)
                }
                if line.has("[Priority: ", at: index, to) {
                    end = min(end, index)
                    priority = (index + 11)..<(line.position(of: Byte.rightBracket, index, to) ?? index + 11)
                }
            }
            index += 1
        }
        message = start..<max(start, line.trimEnd(start, max(start, end)))
    }
}

extension SnortAlert {
    func fill(_ row: inout EventRow, _ line: Span<UInt8>) {
        SnortSignature.set(line, generator: signature.generator, number: signature.number, message, &row)
        row.add("Revision", line, signature.revision.lowerBound, signature.revision.upperBound)
        row.set(.threatCategory, line, classification)
        SnortSignature.set(priority: priority, line, &row)
        setProtocol(&row, line)
        Self.end(source, .srcIpAddr, .srcPortNumber, &row, line)
        Self.end(destination, .dstIpAddr, .dstPortNumber, &row, line)
        row.set(.dvcOriginalAction, line, action)
        if !action.isEmpty { row.set(.dvcAction, "Drop") }
    }

    /// `{TCP}`, and `{PROTO:254}` for what has no name.
    private func setProtocol(_ row: inout EventRow, _ line: Span<UInt8>) {
        let isNumber = line.has("PROTO:", at: network.lowerBound, network.upperBound)
        row.set(.networkProtocol, line, network.lowerBound + (isNumber ? 6 : 0), network.upperBound)
    }

    /// An address alone, or with a port behind the last colon.
    private static func end(
        _ range: Range<Int>, _ address: EventField, _ port: EventField, _ row: inout EventRow, _ line: Span<UInt8>
    ) {
        if let alone = EventRow.address(line, range.lowerBound, range.upperBound) {
            // `2001:db8::35:80` is an address as it stands; with all eight groups there is one group more.
            return row.set(address, address: alone)
        }
        var colon = range.upperBound - 1
        while colon > range.lowerBound, line[colon] != Byte.colon { colon -= 1 }
        guard colon > range.lowerBound else { return }
        row.set(address, line, range.lowerBound, colon)
        row.set(port, line, colon + 1, range.upperBound)
    }
}
