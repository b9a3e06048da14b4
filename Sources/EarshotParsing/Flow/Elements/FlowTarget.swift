/// Where the value of an information element goes.
enum FlowTarget: UInt8, Sendable {
    /// To `AdditionalFields`, under its name.
    case additional
    /// Nowhere: padding.
    case nothing
    case octets, packets, postOctets, postPackets, totalOctets, totalPackets, layer2Octets
    case initiatorOctets, responderOctets, initiatorPackets, responderPackets, reverseOctets, reversePackets
    case protocolNumber, tos, tcpFlags, ttl, identification
    case sourcePort, destinationPort, sourceV4, destinationV4, sourceV6, destinationV6
    case sourceMAC, destinationMAC, postSourceMAC, postDestinationMAC, sourceVLAN, destinationVLAN
    case input, output, physicalInput, physicalOutput
    case icmpTypeCode, icmpType, icmpCode
    case startUptime, endUptime, startTime, endTime, startDelta, endDelta, durationMilliseconds, durationMicroseconds
    case observed, systemStart
    case natSource, natDestination, natSourcePort, natDestinationPort
    case user, application, applicationName, flowID, firewallEvent, natEvent, forwardingStatus, aclID
    case host, requestTarget, interfaceName, interfaceDescription
    case samplerID, samplingInterval, samplingPackets, samplingSpace, samplingSize, samplingPopulation
    case samplingProbability
    case frame, packetHeader

    /// The target of an element.
    static func of(_ id: FlowElementID, isReverse: Bool) -> FlowTarget {
        if isReverse { return reverse[id.number] ?? .additional }
        if id.enterprise == FlowElements.ntopEnterprise { return id.number == 119 ? .applicationName : .additional }
        if id.enterprise == FlowElements.ciscoEnterprise { return cisco[id.number] ?? .additional }
        guard id.enterprise == 0 else { return .additional }
        return forward[id.number] ?? .additional
    }

    /// From destination to source (RFC 5103); what is not here is told under its own name.
    private static let reverse: [UInt16: FlowTarget] = [
        1: .reverseOctets, 2: .reversePackets, 85: .reverseOctets, 86: .reversePackets, 210: .nothing,
    ]

    /// A connection's client is its source.
    private static let cisco: [UInt16: FlowTarget] = [
        12236: .sourceV4, 12237: .destinationV4, 12238: .sourceV6, 12239: .destinationV6, 12240: .sourcePort,
        12241: .destinationPort,
    ]

    private static let forward: [UInt16: FlowTarget] = [
        // Counters. 231, 232, 298 and 299 are of both directions, as firewalls count.
        1: .octets, 2: .packets, 23: .postOctets, 24: .postPackets, 85: .totalOctets, 86: .totalPackets,
        231: .initiatorOctets, 232: .responderOctets, 298: .initiatorPackets, 299: .responderPackets,
        352: .layer2Octets,
        // Headers.
        4: .protocolNumber, 5: .tos, 6: .tcpFlags, 7: .sourcePort, 8: .sourceV4, 11: .destinationPort,
        12: .destinationV4, 27: .sourceV6, 28: .destinationV6, 54: .identification, 192: .ttl,
        180: .sourcePort, 181: .destinationPort, 182: .sourcePort, 183: .destinationPort,
        32: .icmpTypeCode, 139: .icmpTypeCode, 176: .icmpType, 177: .icmpCode, 178: .icmpType, 179: .icmpCode,
        56: .sourceMAC, 57: .postDestinationMAC, 80: .destinationMAC, 81: .postSourceMAC,
        58: .sourceVLAN, 59: .destinationVLAN, 243: .sourceVLAN, 254: .destinationVLAN,
        104: .frame, 315: .frame, 313: .packetHeader,
        // Interfaces.
        10: .input, 14: .output, 252: .physicalInput, 253: .physicalOutput, 82: .interfaceName,
        83: .interfaceDescription,
        // Times.
        21: .endUptime, 22: .startUptime, 150: .startTime, 151: .endTime, 152: .startTime, 153: .endTime,
        154: .startTime, 155: .endTime, 156: .startTime, 157: .endTime, 158: .startDelta, 159: .endDelta,
        160: .systemStart, 161: .durationMilliseconds, 162: .durationMicroseconds,
        258: .observed, 322: .observed, 323: .observed, 324: .observed, 325: .observed,
        // Translation and decisions.
        225: .natSource, 226: .natDestination, 227: .natSourcePort, 228: .natDestinationPort, 281: .natSource,
        282: .natDestination, 40001: .natSource, 40002: .natDestination, 40003: .natSourcePort,
        40004: .natDestinationPort, 230: .natEvent, 233: .firewallEvent, 40005: .firewallEvent,
        89: .forwardingStatus, 33000: .aclID,
        // Who and what.
        371: .user, 40000: .user, 95: .application, 96: .applicationName, 57591: .applicationName, 148: .flowID,
        460: .host, 461: .requestTarget,
        // Sampling.
        48: .samplerID, 302: .samplerID, 34: .samplingInterval, 50: .samplingInterval, 305: .samplingPackets,
        306: .samplingSpace, 309: .samplingSize, 310: .samplingPopulation, 311: .samplingProbability,
        210: .nothing,
    ]
}
