internal import EarshotModel

extension FlowDraft {
    /// Works out what follows from all fields together, and appends the session to the batch.
    ///
    /// - Parameter rate: one in how many packets was looked at, as the datagram's header says; 0: it does not.
    mutating func finish(
        _ header: FlowHeader, _ exporter: FlowExporter?, rate: Double, _ labels: inout LabelTable,
        into batch: inout ParsedBatch
    ) {
        session.family = header.flow.family
        session.present.insert(.flow)
        scale(by: samplingRate(exporter, rate))
        settleTime(header, exporter)
        settleEvent()
        settleICMP()
        settleInterfaces(exporter, &labels)
        session.valueStart = UInt32(truncatingIfNeeded: batch.values.count)
        addCounters(&batch)
        addEnds(&batch)
        addTexts(exporter, &batch)
        session.valueCount = UInt16(truncatingIfNeeded: batch.values.count - Int(session.valueStart))
        closeExtra(&batch)
        batch.sessions.append(session)
    }

    // MARK: Counters

    private func samplingRate(_ exporter: FlowExporter?, _ header: Double) -> Double {
        let own = sampling.rate
        if own >= 1 { return own }
        if header >= 1 { return header }
        guard let exporter else { return 1 }
        return max(1, exporter.rate(sampler: has.contains(.sampler) ? sampler : nil))
    }

    /// What was counted stands for `rate` times as much.
    private mutating func scale(by rate: Double) {
        if !has.contains(.octets), has.contains(.postOctets) { set(octets: postOctets, isBest: true) }
        if !has.contains(.packets), has.contains(.postPackets) { set(packets: postPackets, isBest: true) }
        guard rate > 1 else { return }
        octets = Self.scaled(octets, rate)
        packets = Self.scaled(packets, rate)
        reverseOctets = Self.scaled(reverseOctets, rate)
        reversePackets = Self.scaled(reversePackets, rate)
        if !extra.isEmpty { extra.append(Byte.comma) }
        let isWhole = rate < 1e15 && rate.rounded() == rate
        extra.append(contentsOf: "\"SamplingRate\":\(isWhole ? String(Int64(rate)) : String(rate))".utf8)
    }

    private static func scaled(_ count: UInt64, _ rate: Double) -> UInt64 {
        let whole = rate < 1e15 ? UInt64(rate) : 1_000_000_000_000_000
        if Double(whole) == rate {
            let (product, isOver) = count.multipliedReportingOverflow(by: whole)
            return isOver ? .max : product
        }
        let product = Double(count) * rate
        return product < 1.8e19 ? UInt64(product.rounded()) : .max
    }

    private mutating func addCounters(_ batch: inout ParsedBatch) {
        if has.contains(.octets) {
            session.length = Int64(clamping: octets)
            session.present.insert(.length)
        }
        if has.contains(.packets) { batch.values.append(FieldValue(.srcPackets, number: Int64(clamping: packets))) }
        if has.contains(.reverseOctets) {
            batch.values.append(FieldValue(.dstBytes, number: Int64(clamping: reverseOctets)))
        }
        if has.contains(.reversePackets) {
            batch.values.append(FieldValue(.dstPackets, number: Int64(clamping: reversePackets)))
        }
        // Beside the counters of arrival those of departure tell something of their own.
        if has.contains([.octets, .postOctets]), postOctets != octets, postOctets != 0 {
            add("postOctetDeltaCount", postOctets)
        }
        if has.contains([.packets, .postPackets]), postPackets != packets, postPackets != 0 {
            add("postPacketDeltaCount", postPackets)
        }
        if has.contains(.duration) || (start != 0 && end >= start) {
            let ticks = has.contains(.duration) ? duration : end - start
            batch.values.append(FieldValue(.networkDuration, number: ticks / 10_000))
        }
    }

    // MARK: Time

    /// A flow's time is its beginning; when that was not told, the message's.
    private mutating func settleTime(_ header: FlowHeader, _ exporter: FlowExporter?) {
        settleUptimes(header, exporter)
        if start == 0, end != 0, has.contains(.duration) { start = end - duration }
        let moment = start != 0 ? start : end != 0 ? end : header.exported
        (session.seconds, session.fraction) = Ticks.unixSeconds(moment &+ Ticks.unixEpoch)
        session.received = header.arrival / Ticks.perSecond
    }

    /// Times since the system started need to know when that was: from the header (NetFlow), or told (IPFIX).
    private mutating func settleUptimes(_ header: FlowHeader, _ exporter: FlowExporter?) {
        guard start == 0, has.contains(.startUptime), startUptime != 0 || endUptime != 0 else { return }
        let boot = systemStart != 0 ? systemStart : exporter?.systemStart ?? 0
        if header.flow != .ipfix, header.uptime != 0 {
            start = header.moment(uptime: startUptime)
            if has.contains(.endUptime), end == 0 { end = header.moment(uptime: endUptime) }
        } else if boot != 0, boot + Int64(startUptime) * 10_000 <= header.exported + Ticks.perSecond * 3_600 {
            start = boot + Int64(startUptime) * 10_000
            if has.contains(.endUptime), end == 0 { end = boot + Int64(endUptime) * 10_000 }
        } else if has.contains(.endUptime) {
            // Nobody said, or what was said lies in the future: then it ended when it was sent, and lasted as long as the difference.
            end = header.exported
            start = end - Int64(max(0, Int32(bitPattern: endUptime &- startUptime))) * 10_000
        }
    }

    // MARK: Meaning

    /// `firewallEvent` (IANA element 233; Cisco's NSEL): what the firewall did to the flow.
    private mutating func settleEvent() {
        guard has.contains(.firewallEvent) else { return }
        switch firewallEvent {
        case 1, 2, 5: session.action = .allow
        case 3: session.action = .deny
        default: break
        }
    }

    /// NetFlow puts an ICMP message's type and code where ports stand in other flows.
    /// Firewalls fill in zeros for flows of other protocols.
    private mutating func settleICMP() {
        guard session.present.contains(.networkProtocol) else { return }
        guard session.networkProtocol == 1 || session.networkProtocol == 58 else {
            session.present.remove([.icmpType, .icmpCode])
            return
        }
        if !session.present.contains(.icmpType), session.present.contains(.destinationPort) {
            set(icmpType: UInt8(truncatingIfNeeded: session.destinationPort >> 8))
            set(icmpCode: UInt8(truncatingIfNeeded: session.destinationPort))
        }
        session.present.remove([.sourcePort, .destinationPort])
    }

    /// Interfaces have numbers, and names when the exporter told them.
    private mutating func settleInterfaces(_ exporter: FlowExporter?, _ labels: inout LabelTable) {
        if input != 0 { session.inboundInterface = Self.label(input, exporter?.interfaces[input], &labels) }
        if output != 0 { session.outboundInterface = Self.label(output, exporter?.interfaces[output], &labels) }
    }

    private static func label(_ number: UInt32, _ name: [UInt8]?, _ labels: inout LabelTable) -> Int32 {
        if let name { return labels.intern(name.span, 0, name.count) }
        var digits: [UInt8] = []
        digits.reserveCapacity(10)
        JSONBytes.number(UInt64(number), &digits)
        return labels.intern(digits.span, 0, digits.count)
    }

    // MARK: The rest

    private func addEnds(_ batch: inout ParsedBatch) {
        if natSource.bits != 0 { batch.values.append(FieldValue(.srcNatIpAddr, address: natSource)) }
        if natDestination.bits != 0 { batch.values.append(FieldValue(.dstNatIpAddr, address: natDestination)) }
        if natSourcePort != 0 { batch.values.append(FieldValue(.srcNatPortNumber, number: Int64(natSourcePort))) }
        if natDestinationPort != 0 {
            batch.values.append(FieldValue(.dstNatPortNumber, number: Int64(natDestinationPort)))
        }
        if sourceVLAN != 0, sourceVLAN < 4_095 {
            batch.values.append(FieldValue(.srcVlanId, number: Int64(sourceVLAN)))
        }
        if destinationVLAN != 0, destinationVLAN < 4_095 {
            batch.values.append(FieldValue(.dstVlanId, number: Int64(destinationVLAN)))
        }
    }

    private mutating func addTexts(_ exporter: FlowExporter?, _ batch: inout ParsedBatch) {
        if has.contains(.flowID) { add(.networkSessionId, String(flowID), &batch) }
        if has.contains(.firewallEvent) { addEvent(&batch) }
        if !user.isEmpty { add(.srcUsername, user, &batch) }
        if !host.isEmpty {
            for index in host where text[index].isUpper { text[index] |= 32 }
            add(.dstFQDN, host, &batch)
        }
        if !requestTarget.isEmpty { add(.url, requestTarget, &batch) }
        if !applicationName.isEmpty {
            add(.networkApplicationProtocol, applicationName, &batch)
        } else if has.contains(.application) {
            if let name = exporter?.applications[application] {
                let start = batch.text.count
                batch.text.append(contentsOf: name)
                batch.values.append(FieldValue(.networkApplicationProtocol, text: start..<batch.text.count))
            }
            // The engine, and what it calls the application (RFC 6759 §4).
            add("applicationId", application)
        }
    }

    /// ASIM knows the beginning and the end of a session; the device's own number stays readable.
    private func addEvent(_ batch: inout ParsedBatch) {
        switch firewallEvent {
        case 1: add(.eventSubType, "Start", &batch)
        case 2: add(.eventSubType, "End", &batch)
        default: break
        }
        if firewallEvent != 0 { add(.eventOriginalType, String(firewallEvent), &batch) }
    }

    private func add(_ field: EventField, _ text: String, _ batch: inout ParsedBatch) {
        let start = batch.text.count
        batch.text.append(contentsOf: text.utf8)
        batch.values.append(FieldValue(field, text: start..<batch.text.count))
    }

    private func add(_ field: EventField, _ range: Range<Int>, _ batch: inout ParsedBatch) {
        let start = batch.text.count
        batch.text.append(contentsOf: text[range])
        batch.values.append(FieldValue(field, text: start..<batch.text.count))
    }

    private mutating func closeExtra(_ batch: inout ParsedBatch) {
        guard !extra.isEmpty else { return }
        session.extraStart = UInt32(truncatingIfNeeded: batch.extra.count)
        batch.extra.append(123)
        batch.extra.append(contentsOf: extra)
        batch.extra.append(125)
        session.extraCount = UInt32(truncatingIfNeeded: batch.extra.count) &- session.extraStart
    }
}

extension FlowExporter {
    /// Names are cut there, bytes.
    private static let maximumNameLength = 128

    /// Takes what an options record tells of the exporter.
    mutating func learn(_ draft: FlowDraft) {
        if draft.systemStart != 0 { systemStart = draft.systemStart }
        if draft.sampling.rate >= 1 {
            note(rate: draft.sampling.rate, sampler: draft.has.contains(.sampler) ? draft.sampler : nil)
        }
        if draft.input != 0, !draft.interfaceName.isEmpty {
            note(interface: draft.input, name: Array(draft.text[draft.interfaceName].prefix(Self.maximumNameLength)))
        }
        if draft.has.contains(.application), !draft.applicationName.isEmpty {
            note(
                application: draft.application,
                name: Array(draft.text[draft.applicationName].prefix(Self.maximumNameLength)))
        }
    }
}
