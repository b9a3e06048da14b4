internal import EarshotModel

extension ParsedJSON {
    static func add(_ record: SessionRecord, _ batch: ParsedBatch, _ labels: LabelTable, _ writer: inout FieldWriter) {
        writer.add("TimeGenerated", text: ISOTime.text(record.seconds, record.fraction))
        writer.add("DvcHostname", text: labels[record.host])
        addEnds(record, &writer)
        addProtocol(record, &writer)
        writer.add("DvcInboundInterface", text: labels[record.inboundInterface])
        writer.add("DvcOutboundInterface", text: labels[record.outboundInterface])
        writer.add("DvcAction", text: record.action.asimName)
        writer.add("NetworkRuleName", text: labels[record.rule])
        if record.present.contains(.length) { writer.add("SrcBytes", number: Int(record.length)) }
        addFlags(record, &writer)
        if record.present.contains(.priority) {
            writer.add("EventOriginalSeverity", text: SyslogNames.severity(record.priority))
            writer.add("SyslogPriority", number: Int(record.priority))
        }
        let start = Int(record.valueStart)
        add(batch.values[start..<(start + Int(record.valueCount))], batch, &writer)
        addAdditional(record, batch, &writer)
    }

    private static func addEnds(_ record: SessionRecord, _ writer: inout FieldWriter) {
        let present = record.present
        if present.contains(.sourceAddress) { writer.add("SrcIpAddr", text: record.sourceAddress.description) }
        if present.contains(.sourcePort) { writer.add("SrcPortNumber", number: Int(record.sourcePort)) }
        if present.contains(.sourceMAC) {
            writer.add("SrcMacAddr", text: MACAddress(bits: record.sourceMAC).description)
        }
        if present.contains(.destinationAddress) {
            writer.add("DstIpAddr", text: record.destinationAddress.description)
        }
        if present.contains(.destinationPort) { writer.add("DstPortNumber", number: Int(record.destinationPort)) }
        if present.contains(.destinationMAC) {
            writer.add("DstMacAddr", text: MACAddress(bits: record.destinationMAC).description)
        }
    }

    private static func addProtocol(_ record: SessionRecord, _ writer: inout FieldWriter) {
        if record.present.contains(.networkProtocol) {
            let name = NetworkProtocolNames.all[Int(record.networkProtocol)]
            writer.add("NetworkProtocol", text: name.isEmpty ? "0" : name)
        }
        if record.present.contains(.sourceAddress) || record.present.contains(.destinationAddress) {
            let isSource = record.present.contains(.sourceAddress)
            let address = isSource ? record.sourceAddress : record.destinationAddress
            writer.add("NetworkProtocolVersion", text: address.isV4 ? "IPv4" : "IPv6")
        }
        if record.present.contains(.icmpType) { writer.add("NetworkIcmpType", number: Int(record.icmpType)) }
        if record.present.contains(.icmpCode) { writer.add("NetworkIcmpCode", number: Int(record.icmpCode)) }
    }

    private static let flagNames: [(flag: TCPFlags, name: StaticString)] = [
        (.fin, "TcpFlagsFin"), (.syn, "TcpFlagsSyn"), (.rst, "TcpFlagsRst"), (.psh, "TcpFlagsPsh"),
        (.ack, "TcpFlagsAck"), (.urg, "TcpFlagsUrg"), (.ece, "TcpFlagsEce"), (.cwr, "TcpFlagsCwr"),
    ]

    /// Those that are set.
    private static func addFlags(_ record: SessionRecord, _ writer: inout FieldWriter) {
        for (flag, name) in flagNames where record.tcpFlags.contains(flag) { writer.add(name, bool: true) }
    }

    private static func addAdditional(_ record: SessionRecord, _ batch: ParsedBatch, _ writer: inout FieldWriter) {
        let present = record.present
        writer.open("AdditionalFields")
        if present.contains(.ttl) { writer.add("TTL", number: Int(record.ttl)) }
        if present.contains(.tos) { writer.add("TOS", number: Int(record.tos)) }
        if present.contains(.ipIdentification) { writer.add("ID", number: Int(record.ipIdentification)) }
        if record.ipFlags.contains(.congestionExperienced) { writer.add("CE", bool: true) }
        if record.ipFlags.contains(.dontFragment) { writer.add("DF", bool: true) }
        if record.ipFlags.contains(.moreFragments) { writer.add("MF", bool: true) }
        if present.contains(.tcpWindow) { writer.add("WINDOW", number: Int(record.tcpWindow)) }
        if present.contains(.tcpSequence) { writer.add("SEQ", number: Int(record.tcpSequence)) }
        if present.contains(.tcpAcknowledgment) { writer.add("ACK", number: Int(record.tcpAcknowledgment)) }
        if present.contains(.mark) { writer.add("MARK", text: "0x" + String(record.mark, radix: 16)) }
        let start = Int(record.extraStart)
        let end = start + Int(record.extraCount)
        writer.splice(batch.extra, start, end)
        writer.close()
    }
}
