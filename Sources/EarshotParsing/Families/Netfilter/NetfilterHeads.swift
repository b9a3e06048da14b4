internal import EarshotModel

/// What stands before a packet, taken apart: everything about it that does not change while its text does not.
struct NetfilterHead {
    var anchor: NetfilterAnchor
    var names: NetfilterNames
    var wrapping: NetfilterWrapping
    var prefix: NetfilterPrefix
    /// Numbers of the host's and the rule's labels; 0: not known yet, or none.
    var host: Int32 = 0
    var rule: Int32 = 0

    /// Whether it can be used again: it took nothing from the line but the positions of its parts.
    func isPlain(_ before: SyslogHeader, _ after: SyslogHeader) -> Bool {
        !anchor.isCut && wrapping.isEmpty && before.priority == after.priority && after.stamp.isPresent
            && !after.isStructured && !after.hasHost && after.programEnd == 0
    }

    /// What a line gets that has this head and nothing else to tell: no description, no other program than the kernel,
    /// labels that are known. nil: there is more to it.
    func summary(_ line: Span<UInt8>) -> Summary? {
        let program = names.programStart..<names.programEnd
        let isKernel =
            program.isEmpty || (program.count == 6 && line.has("kernel", at: program.lowerBound, program.upperBound))
        guard isKernel, prefix.descriptionEnd == prefix.descriptionStart,
            host != 0 || names.hostEnd == names.hostStart, rule != 0 || prefix.ruleEnd == prefix.ruleStart
        else { return nil }
        return Summary(host: host, rule: rule, action: prefix.action)
    }

    struct Summary {
        var host: Int32
        var rule: Int32
        var action: SessionAction
    }

    /// The same head elsewhere in a line.
    func moved(by distance: Int) -> NetfilterHead {
        var head = self
        head.anchor.position &+= distance
        head.names.hostStart &+= distance
        head.names.hostEnd &+= distance
        head.names.programStart &+= distance
        head.names.programEnd &+= distance
        head.names.prefixStart &+= distance
        head.names.prefixEnd &+= distance
        return head
    }
}

/// The heads of the last lines. A router's log has a handful: `router kernel: DROP IN=eth0 OUT=` comes again and again,
/// and comparing it takes a tenth of the time that reading it takes.
struct NetfilterHeads {
    private static let slots = 8
    /// Words of eight bytes; a longer head is read anew each time.
    private static let width = 20
    private var words = Array(repeating: UInt64(0), count: slots * width)
    /// Words in use; 0: free.
    private var counts = Array(repeating: 0, count: slots)
    /// Of the last word.
    private var masks = Array(repeating: UInt64(0), count: slots)
    /// Facility words count only where a line has no priority.
    private var prioritized = Array(repeating: false, count: slots)
    /// Positions relative to the beginning of the head.
    private var heads: [NetfilterHead?] = Array(repeating: nil, count: slots)
    /// The same in short, as far as it can be, and where the packet begins: a head is two hundred bytes.
    private var summaries: [NetfilterHead.Summary?] = Array(repeating: nil, count: slots)
    private var packets = Array(repeating: 0, count: slots)
    private var latest = 0
    private var next = 0

    /// Which head is at the beginning of the line's body, if it was seen before.
    mutating func find(_ line: Span<UInt8>, _ header: borrowing SyslogHeader) -> Int? {
        guard header.stamp.isPresent, !header.isStructured, !header.hasHost, header.programEnd == 0 else { return nil }
        for step in 0..<Self.slots {
            let slot = (latest &+ step) & (Self.slots - 1)
            guard holds(slot, line, header.bodyStart, header.bodyEnd),
                prioritized[slot] == (header.priority != SyslogRecord.noPriority)
            else { continue }
            latest = slot
            return slot
        }
        return nil
    }

    /// The head in a line whose body begins at `start`.
    func head(_ slot: Int, at start: Int) -> NetfilterHead? { heads[slot]?.moved(by: start) }

    func summary(_ slot: Int) -> NetfilterHead.Summary? { summaries[slot] }

    /// Where the packet begins behind the beginning of the body.
    func packet(_ slot: Int) -> Int { packets[slot] }

    @inline(__always)
    private func holds(_ slot: Int, _ line: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        let count = counts[slot]
        guard count > 0, start &+ count &* 8 <= end else { return false }
        let bytes = line.bytes
        let base = slot &* Self.width
        for index in 0..<(count &- 1)
        where bytes.word(start &+ index &* 8) != words[base &+ index] { return false }
        let last = count &- 1
        return (bytes.word(start &+ last &* 8) ^ words[base &+ last]) & masks[slot] == 0
    }

    /// Keeps a head for the next lines. Its text goes on to the key that proves that a packet begins there.
    mutating func keep(_ head: NetfilterHead, _ line: Span<UInt8>, _ header: SyslogHeader) {
        let start = header.bodyStart
        let value = line.endOfToken(head.anchor.position, header.bodyEnd)
        let key = line.skipBlanks(value, header.bodyEnd)
        guard line.has("IN=", at: head.anchor.position, header.bodyEnd),
            let equal = line.position(of: Byte.equal, key, min(key + 9, header.bodyEnd))
        else { return }
        let length = equal + 1 - start
        let count = (length + 7) / 8
        guard count <= Self.width, start + count * 8 <= header.bodyEnd else { return }
        for index in 0..<count { words[next * Self.width + index] = line.bytes.word(start + index * 8) }
        counts[next] = count
        masks[next] = length % 8 == 0 ? .max : (1 << UInt64(length % 8 * 8)) - 1
        prioritized[next] = header.priority != SyslogRecord.noPriority
        heads[next] = head.moved(by: -start)
        summaries[next] = head.summary(line)
        packets[next] = head.anchor.position - start
        latest = next
        next = (next + 1) % Self.slots
    }
}

extension RawSpan {
    /// Eight bytes, the first lowest. Any eight bytes are a number, which is all that is unsafe about the call below; it
    /// checks the bounds.
    @inline(__always)
    func word(_ offset: Int) -> UInt64 {
        UInt64(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
}
