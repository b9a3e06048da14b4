/// Flow datagrams in a file: a capture (pcap, pcapng), or the payloads themselves one after another, as collectors and
/// tests save them. Captures may hold what devices announce of themselves, too.
public enum FlowFile {
    /// How much of a file's beginning tells what it is, bytes.
    public static let headLength = 64

    /// Whether a file with that beginning may hold flows. A text never begins so.
    public static func begins(_ head: Span<UInt8>) -> Bool {
        PacketCapture.begins(head) || isDatagram(head, 0, isWhole: false)
    }

    public static func isCapture(_ head: Span<UInt8>) -> Bool { PacketCapture.begins(head) }

    /// Calls `body` with each datagram that looks like flows or like announcements, in the order of the file.
    /// - Returns: how many other packets there are.
    @discardableResult
    public static func forEachDatagram(_ bytes: Span<UInt8>, _ body: (CapturedDatagram) -> Void) -> Int {
        guard var capture = PacketCapture(bytes) else {
            payloads(bytes, body)
            return 0
        }
        var others = 0
        while let packet = capture.next() {
            guard var datagram = CapturedDatagram(packet, in: bytes) else {
                others += 1
                continue
            }
            // Exporters may use any port, so flows are told by what they are.
            if isDatagram(bytes.extracting(datagram.range), 0, isWhole: true), datagram.content == .other {
                datagram.content = .flows
            }
            if datagram.content == .other { others += 1 } else { body(datagram) }
        }
        return others
    }

    /// Payloads one behind the other. Where one ends its header says, for NetFlow v9 the next one's beginning.
    private static func payloads(_ bytes: Span<UInt8>, _ body: (CapturedDatagram) -> Void) {
        var position = 0
        while position < bytes.count {
            let end = endOfPayload(bytes, position)
            body(CapturedDatagram(range: position..<end))
            position = end
        }
    }

    private static func endOfPayload(_ bytes: Span<UInt8>, _ start: Int) -> Int {
        let rest = bytes.count - start
        switch FlowVersion(bytes, start) {
        case .netflow5 where rest >= 24: return next(bytes, start + 24 + Int(bytes.u16(start + 2)) * 48)
        case .ipfix where rest >= 16: return next(bytes, start + max(16, Int(bytes.u16(start + 2))))
        case .netflow9 where rest >= 20: return endOfSets(bytes, start + 20)
        default: return bytes.count
        }
    }

    /// The end is only one if a datagram follows.
    private static func next(_ bytes: Span<UInt8>, _ end: Int) -> Int {
        end < bytes.count && isDatagram(bytes, end, isWhole: false) ? end : bytes.count
    }

    private static func endOfSets(_ bytes: Span<UInt8>, _ start: Int) -> Int {
        var position = start
        while bytes.count - position >= 4 {
            let number = bytes.u16(position)
            if number > 1, number < 256 { return next(bytes, position) }
            let length = Int(bytes.u16(position + 2))
            guard length >= 4 else { break }
            position += length
        }
        return bytes.count
    }

    /// Whether a flow datagram begins there: its version and what its header says of itself go together.
    private static func isDatagram(_ bytes: Span<UInt8>, _ start: Int, isWhole: Bool) -> Bool {
        let rest = bytes.count - start
        switch FlowVersion(bytes, start) {
        case .netflow5: return rest >= 24 && (1...100).contains(bytes.u16(start + 2))
        case .netflow9:
            guard rest >= 24 else { return rest >= 20 && bytes.u16(start + 2) <= 1 }
            let number = bytes.u16(start + 20)
            return (number < 2 || number >= 256) && bytes.u16(start + 2) <= 4_096
        case .ipfix:
            guard rest >= 16 else { return false }
            let length = Int(bytes.u16(start + 2))
            return length >= 16 && (!isWhole || length >= rest - 3)
        case .sflow: return rest >= 28 && (1...2).contains(bytes.u32(start + 4))
        case nil: return false
        }
    }
}
