internal import EarshotModel

/// A line that another one carries: what a container wrote, what journald or a collector put into a document.
struct InnerLine: Sendable {
    var text: [UInt8] = []
    /// The time the carrier tells, for a line without its own.
    var stamp = Stamp()
    /// A JSON object of what else the carrier says.
    var carrier: [UInt8] = []
}

extension EventRow {
    /// Forgets what belongs to the last line.
    mutating func forgetLine() {
        documentStart = .unknown
        inner.text.removeAll(keepingCapacity: true)
        inner.carrier.removeAll(keepingCapacity: true)
    }

    /// Begins a line that is carried, for a family that answers `.inner`: fill it with `appendInner`.
    mutating func beginInner(_ stamp: Stamp) {
        inner.text.removeAll(keepingCapacity: true)
        inner.carrier.removeAll(keepingCapacity: true)
        inner.stamp = stamp
    }

    /// A header as of RFC 5424 in front of the carried message, so that host and program are known. The time is the
    /// carrier's. `nil` where the carrier does not tell.
    mutating func appendInnerHeader(
        priority: UInt8?, host: String?, program: String?, process: String?
    ) {
        let parts = [host, program, process].map { Self.headerWord($0) }
        inner.text.append(contentsOf: "<\(priority ?? 14)>1 - \(parts[0]) \(parts[1]) \(parts[2]) - - ".utf8)
    }

    /// What the carrier says besides: all values of its document, or of its object at `place`, but those at `left`.
    mutating func keepCarrier(
        _ tape: JSONTape, _ line: Span<UInt8>, below place: JSONPath = .root, but left: [JSONPath]
    ) {
        var writer = JSONWriter(inner.carrier)
        let object = tape.index(of: place)
        var index = object.map { $0 + 1 } ?? 0
        let end = object.map { Int(tape.nodes[$0].next) } ?? tape.count
        while index < end {
            let node = tape.nodes[index]
            let hash = tape.hashes[index]
            index = max(Int(node.next), index + 1)
            guard !left.contains(where: { $0.hash == hash }), node.kind != .null, !writer.isFull else { continue }
            writer.escapedKey(line, node.key.lowerBound, node.key.upperBound, &inner.carrier)
            let form: JSONForm = !node.isClean || node.kind == .word ? .text : node.kind == .string ? .quoted : .raw
            Self.append(line, node.range, as: form, to: &inner.carrier)
        }
        writer.end(&inner.carrier)
    }

    static func append(_ line: Span<UInt8>, _ range: Range<Int>, as form: JSONForm, to target: inout [UInt8]) {
        switch form {
        case .raw: UTF8Repair.append(line, range.lowerBound, range.upperBound, to: &target)
        case .quoted:
            target.append(Byte.quote)
            UTF8Repair.append(line, range.lowerBound, range.upperBound, to: &target)
            target.append(Byte.quote)
        case .text: JSONBytes.string(line, range.lowerBound, range.upperBound, &target)
        }
    }

    /// A word of a header has no blanks and is not empty.
    private static func headerWord(_ text: String?) -> String {
        guard let text, !text.isEmpty else { return "-" }
        return String(text.prefix(255).map { $0.isWhitespace ? "_" : $0 })
    }
}

extension ParsedBatch {
    /// Adds the carrier's object to the last session, whose family writes no `EventRow`.
    mutating func addCarrier(_ carrier: [UInt8]) {
        guard !carrier.isEmpty, let last = sessions.indices.last else { return }
        let end = Int(sessions[last].extraStart) + Int(sessions[last].extraCount)
        let key = Array("\"Carrier\":".utf8)
        if sessions[last].extraCount > 2, end == extra.count {
            extra[extra.count - 1] = Byte.comma
            extra.append(contentsOf: key + carrier + [125])
        } else if sessions[last].extraCount == 0 {
            sessions[last].extraStart = UInt32(clamping: extra.count)
            extra.append(contentsOf: [123] + key + carrier + [125])
        } else {
            return
        }
        sessions[last].extraCount = UInt32(clamping: extra.count - Int(sessions[last].extraStart))
    }
}

extension SyslogHeader {
    /// Host and program as a document tells them.
    mutating func names(host: Range<Int>?, program: Range<Int>?) {
        if let host { (hostStart, hostEnd) = (host.lowerBound, host.upperBound) }
        if let program { (programStart, programEnd) = (program.lowerBound, program.upperBound) }
    }

    /// The time as a document tells it; none is no change.
    mutating func time(_ range: Range<Int>?, _ line: Span<UInt8>) {
        guard let range, let stamp = StampReader.value(line, range.lowerBound, range.upperBound) else { return }
        self.stamp = stamp
    }
}
