internal import EarshotModel

/// The packet inside an ICMP error.
extension EventRow {
    /// `udp src 192.0.2.1/53 dst 198.51.100.2/10872.` of `No matching connection for ICMP error message` (ASA 313005).
    ///
    /// The message is about the connection that is not there, so its ends are those of the packet inside, as other products
    /// read it, and sessions with that host are found; who sent the error to whom is kept beside it. The protocol stays
    /// ICMP: that is what was denied.
    mutating func setPayload(_ span: Span<UInt8>, _ start: Int, _ end: Int) {
        add("OriginalPayload", span, start, end)
        guard let source = span.find("src ", start, end), let middle = span.find(" dst ", source, end),
            let from = Self.packetEnd(span, source + 4, middle), let to = Self.packetEnd(span, middle + 5, end)
        else { return }
        let sender = (source: address(.srcIpAddr), destination: address(.dstIpAddr))
        keepSender(from.address, to.address)
        if sender.source?.bits == to.address.bits, sender.destination?.bits == from.address.bits { exchangeUsers() }
        set(.srcIpAddr, address: from.address)
        set(.dstIpAddr, address: to.address)
        if !from.port.isEmpty { set(.srcPortNumber, span, from.port) }
        if !to.port.isEmpty { set(.dstPortNumber, span, to.port) }
    }

    /// The ends of the error itself, unless they are the same.
    private mutating func keepSender(_ source: IPAddress, _ destination: IPAddress) {
        if let sender = address(.srcIpAddr), sender.bits != source.bits { add("IcmpSource", text: "\(sender)") }
        if let receiver = address(.dstIpAddr), receiver.bits != destination.bits {
            add("IcmpDestination", text: "\(receiver)")
        }
    }

    /// The users of both ends change places.
    mutating func exchangeUsers() {
        let users = (source: value(.srcUsername)?.text, destination: value(.dstUsername)?.text)
        remove(.srcUsername)
        remove(.dstUsername)
        if let user = users.source { put(FieldValue(.dstUsername, text: user)) }
        if let user = users.destination { put(FieldValue(.srcUsername, text: user)) }
    }

    private static func packetEnd(
        _ span: Span<UInt8>, _ start: Int, _ end: Int
    ) -> (address: IPAddress, port: Range<Int>)? {
        var stop = span.endOfToken(start, end)
        if stop > start, span[stop - 1] == Byte.dot { stop -= 1 }
        let slash = span.position(of: Byte.slash, start, stop) ?? stop
        guard let address = address(span, start, slash) else { return nil }
        return (address, min(slash + 1, stop)..<stop)
    }
}
