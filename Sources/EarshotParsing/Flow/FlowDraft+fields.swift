internal import EarshotModel

extension FlowDraft {
    /// Takes the value of a field, `bytes[at..<at + length]`. `keys`: those of the template.
    @inline(__always)
    mutating func take(
        _ field: FlowTemplate.Field, _ keys: borrowing [[UInt8]], _ bytes: Span<UInt8>, _ at: Int, _ length: Int,
        _ header: FlowHeader
    ) {
        switch field.target {
        case .nothing: break
        case .octets: set(octets: bytes.unsigned(at, length), isBest: true)
        case .packets: set(packets: bytes.unsigned(at, length), isBest: true)
        case .protocolNumber: set(protocol: UInt8(truncatingIfNeeded: bytes.unsigned(at, length)))
        case .tos: set(tos: UInt8(truncatingIfNeeded: bytes.unsigned(at, length)))
        case .tcpFlags: set(tcpFlags: bytes.unsigned(at, length))
        case .sourcePort: set(sourcePort: UInt16(truncatingIfNeeded: bytes.unsigned(at, length)))
        case .destinationPort: set(destinationPort: UInt16(truncatingIfNeeded: bytes.unsigned(at, length)))
        case .sourceV4: set(source: bytes.ipv4(at), isZero: bytes.u32(at) == 0)
        case .destinationV4: set(destination: bytes.ipv4(at), isZero: bytes.u32(at) == 0)
        case .sourceV6: set(source: bytes.ipv6(at), isZero: bytes.isZero(at, 16))
        case .destinationV6: set(destination: bytes.ipv6(at), isZero: bytes.isZero(at, 16))
        case .input: input = UInt32(truncatingIfNeeded: bytes.unsigned(at, length))
        case .output: output = UInt32(truncatingIfNeeded: bytes.unsigned(at, length))
        case .startUptime:
            startUptime = UInt32(truncatingIfNeeded: bytes.unsigned(at, length))
            has.insert(.startUptime)
        case .endUptime:
            endUptime = UInt32(truncatingIfNeeded: bytes.unsigned(at, length))
            has.insert(.endUptime)
        case .startTime: start = Self.moment(field.kind, bytes, at, length)
        case .endTime: end = Self.moment(field.kind, bytes, at, length)
        case .additional: addField(field, keys, bytes, at, length)
        default: takeRare(field, keys, bytes, at, length, header)
        }
    }

    /// The fields that few exporters send, apart from the ones that each record has.
    @inline(never)
    private mutating func takeRare(
        _ field: FlowTemplate.Field, _ keys: borrowing [[UInt8]], _ bytes: Span<UInt8>, _ at: Int, _ length: Int,
        _ header: FlowHeader
    ) {
        switch field.target {
        case .user: user = keep(bytes, at, length)
        case .applicationName: applicationName = keep(bytes, at, length)
        case .host: host = keep(bytes, at, length)
        case .requestTarget: requestTarget = keep(bytes, at, length)
        case .interfaceName: interfaceName = keep(bytes, at, length)
        case .interfaceDescription: if interfaceName.isEmpty { interfaceName = keep(bytes, at, length) }
        case .application: take(application: bytes, at, length)
        case .aclID: if !bytes.isZero(at, length) { addField(field, keys, bytes, at, length) }
        case .frame: read(frame: bytes, at, at + length)
        case .packetHeader: read(packet: bytes, at, at + length)
        case .natSource, .natDestination: take(translated: field, bytes, at)
        case .sourceMAC, .postSourceMAC: set(sourceMAC: bytes.mac(at))
        case .destinationMAC, .postDestinationMAC: set(destinationMAC: bytes.mac(at))
        case .observed:
            let moment = Self.moment(field.kind, bytes, at, length)
            if start == 0 { start = moment }
            if end == 0 { end = moment }
        case .systemStart: systemStart = Self.moment(.milliseconds, bytes, at, length)
        case .samplingProbability: sampling.probability = Self.float(bytes, at, length)
        default: takeNumber(field, bytes.unsigned(at, length), header)
        }
    }

    private mutating func takeNumber(_ field: FlowTemplate.Field, _ number: UInt64, _ header: FlowHeader) {
        switch field.target {
        case .totalOctets, .layer2Octets: set(octets: number, isBest: false)
        case .totalPackets: set(packets: number, isBest: false)
        case .initiatorOctets: set(octets: number, isBest: false)
        case .initiatorPackets: set(packets: number, isBest: false)
        case .reverseOctets, .responderOctets:
            reverseOctets = number
            has.insert(.reverseOctets)
        case .reversePackets, .responderPackets:
            reversePackets = number
            has.insert(.reversePackets)
        case .postOctets:
            postOctets = number
            has.insert(.postOctets)
        case .postPackets:
            postPackets = number
            has.insert(.postPackets)
        case .ttl: set(ttl: UInt8(truncatingIfNeeded: number))
        case .identification:
            session.ipIdentification = UInt32(truncatingIfNeeded: number)
            if number != 0 { session.present.insert(.ipIdentification) }
        case .sourceVLAN: if sourceVLAN == 0 { sourceVLAN = UInt16(truncatingIfNeeded: number) }
        case .destinationVLAN: if destinationVLAN == 0 { destinationVLAN = UInt16(truncatingIfNeeded: number) }
        case .physicalInput: if input == 0 { input = UInt32(truncatingIfNeeded: number) }
        case .physicalOutput: if output == 0 { output = UInt32(truncatingIfNeeded: number) }
        case .natSourcePort: natSourcePort = UInt16(truncatingIfNeeded: number)
        case .natDestinationPort: natDestinationPort = UInt16(truncatingIfNeeded: number)
        case .flowID:
            flowID = number
            has.insert(.flowID)
        default: takeMeaning(field, number, header)
        }
    }

    private mutating func takeMeaning(_ field: FlowTemplate.Field, _ number: UInt64, _ header: FlowHeader) {
        switch field.target {
        case .icmpTypeCode:
            // Also there, and zero, in flows of other protocols.
            guard number != 0 || session.networkProtocol == 1 || session.networkProtocol == 58 else { break }
            set(icmpType: UInt8(truncatingIfNeeded: number >> 8))
            set(icmpCode: UInt8(truncatingIfNeeded: number))
        case .icmpType: set(icmpType: UInt8(truncatingIfNeeded: number))
        case .icmpCode: set(icmpCode: UInt8(truncatingIfNeeded: number))
        // Microseconds before the message was sent (RFC 5102 §5.9.7).
        case .startDelta: start = header.exported - Int64(number & 0xffff_ffff) * 10
        case .endDelta: end = header.exported - Int64(number & 0xffff_ffff) * 10
        case .durationMilliseconds: set(duration: number, ticks: 10_000)
        case .durationMicroseconds: set(duration: number, ticks: 10)
        case .firewallEvent:
            firewallEvent = UInt8(truncatingIfNeeded: number)
            has.insert(.firewallEvent)
        case .natEvent: if number != 0 { add("natEvent", number) }
        case .forwardingStatus: take(forwardingStatus: number)
        case .samplerID:
            sampler = number
            has.insert(.sampler)
        case .samplingInterval: if number > 0 { sampling.interval = number }
        case .samplingPackets: sampling.packets = number
        case .samplingSpace: sampling.space = number
        case .samplingSize: sampling.size = number
        case .samplingPopulation: sampling.population = number
        default: break
        }
    }

    private mutating func set(duration number: UInt64, ticks: Int64) {
        duration = Int64(number & 0xffff_ffff) * ticks
        has.insert(.duration)
    }

    private mutating func take(translated field: FlowTemplate.Field, _ bytes: Span<UInt8>, _ at: Int) {
        let address = field.kind == .ipv6 ? bytes.ipv6(at) : bytes.ipv4(at)
        guard address != IPAddress(v4: 0), address.bits != 0 else { return }
        if field.target == .natSource { natSource = address } else { natDestination = address }
    }

    /// An engine and a number within it (RFC 6759 §4): both together name the application.
    private mutating func take(application bytes: Span<UInt8>, _ at: Int, _ length: Int) {
        guard length <= 8, length > 0 else { return }
        application = bytes.unsigned(at, length)
        if application != 0 { has.insert(.application) }
    }

    /// RFC 7270 §4.12: the upper two bits decide, the others say why. Old exporters send the two bits alone.
    private mutating func take(forwardingStatus number: UInt64) {
        guard number != 0 else { return }
        add("forwardingStatus", number)
        switch number < 4 ? number : number >> 6 & 3 {
        case 1, 3: if session.action == .unknown { session.action = .allow }
        case 2: session.action = .drop
        default: break
        }
    }

    /// Text of a fixed field ends with its first NUL.
    mutating func keep(_ bytes: Span<UInt8>, _ at: Int, _ length: Int) -> Range<Int> {
        let start = text.count
        var end = at
        while end < at + length, bytes[end] != 0 { end += 1 }
        UTF8Repair.append(bytes, at, end, to: &text)
        return start..<text.count
    }
}
