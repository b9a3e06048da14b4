import EarshotModel

/// The columns of `network_session`, in the order the schema names them.
struct SessionColumns {
    private var seconds = FixedColumn<Int64>()
    private var fraction = FixedColumn<Int32>()
    private var received = FixedColumn<Int64>()
    private var source = FixedColumn<Int32>()
    private var direction = FixedColumn<UInt8>()
    private var action = FixedColumn<UInt8>()
    private var networkProtocol = FixedColumn<UInt8>()
    private var local = FixedColumn<Int32>()
    private var remote = FixedColumn<Int32>()
    private var device = FixedColumn<Int32>()
    private var sourcePort = FixedColumn<UInt16>()
    private var destinationPort = FixedColumn<UInt16>()
    private var icmpType = FixedColumn<UInt8>()
    private var icmpCode = FixedColumn<UInt8>()
    private var sourceMAC = FixedColumn<Int32>()
    private var destinationMAC = FixedColumn<Int32>()
    private var inbound = FixedColumn<Int32>()
    private var outbound = FixedColumn<Int32>()
    private var rule = FixedColumn<Int32>()
    private var priority = FixedColumn<UInt8>()
    private var length = FixedColumn<Int64>()
    private var ttl = FixedColumn<UInt8>()
    private var tos = FixedColumn<UInt8>()
    private var identification = FixedColumn<UInt32>()
    private var ipFlags = FixedColumn<UInt8>()
    private var tcpFlags = FixedColumn<UInt8>()
    private var window = FixedColumn<UInt16>()
    private var sequence = FixedColumn<UInt32>()
    private var acknowledgment = FixedColumn<UInt32>()
    private var mark = FixedColumn<UInt32>()
    private var extra = TextColumn()
    private var product = FixedColumn<Int32>()
    private var fields = FieldColumns(EventLayouts.session)

    /// Empties the columns, which keep their memory.
    mutating func removeAll() {
        seconds.removeAll()
        fraction.removeAll()
        received.removeAll()
        source.removeAll()
        direction.removeAll()
        action.removeAll()
        networkProtocol.removeAll()
        local.removeAll()
        remote.removeAll()
        device.removeAll()
        sourcePort.removeAll()
        destinationPort.removeAll()
        icmpType.removeAll()
        icmpCode.removeAll()
        sourceMAC.removeAll()
        destinationMAC.removeAll()
        inbound.removeAll()
        outbound.removeAll()
        rule.removeAll()
        priority.removeAll()
        length.removeAll()
        ttl.removeAll()
        tos.removeAll()
        identification.removeAll()
        ipFlags.removeAll()
        tcpFlags.removeAll()
        window.removeAll()
        sequence.removeAll()
        acknowledgment.removeAll()
        mark.removeAll()
        extra.removeAll()
        product.removeAll()
        fields = FieldColumns(EventLayouts.session)
    }

    /// Appends what a record brings by itself and what was decided about it. The record is read where it lies: copying its
    /// two hundred bytes takes as long as the rest.
    mutating func append(
        _ sessions: Span<SessionRecord>, _ index: Int, _ decision: Enricher.Decision, _ batch: borrowing ParsedBatch,
        _ numbers: inout Numbering
    ) {
        direction.append(decision.direction.rawValue)
        device.append(decision.device)
        local.append(decision.local)
        remote.append(decision.remote)
        sourceMAC.append(decision.sourceMAC)
        destinationMAC.append(decision.destinationMAC)
        seconds.append(sessions[index].seconds)
        fraction.append(sessions[index].fraction)
        received.append(sessions[index].received)
        source.append(sessions[index].source)
        action.append(sessions[index].action.rawValue)
        let has = sessions[index].present
        networkProtocol.append(sessions[index].networkProtocol, if: has.contains(.networkProtocol))
        sourcePort.append(sessions[index].sourcePort, if: has.contains(.sourcePort))
        destinationPort.append(sessions[index].destinationPort, if: has.contains(.destinationPort))
        icmpType.append(sessions[index].icmpType, if: has.contains(.icmpType))
        icmpCode.append(sessions[index].icmpCode, if: has.contains(.icmpCode))
        inbound.append(sessions[index].inboundInterface)
        outbound.append(sessions[index].outboundInterface)
        rule.append(sessions[index].rule)
        priority.append(sessions[index].priority, if: has.contains(.priority))
        appendPacket(sessions, index)
        appendRest(sessions, index, decision.name, batch, &numbers)
    }

    private mutating func appendPacket(_ sessions: Span<SessionRecord>, _ index: Int) {
        let has = sessions[index].present
        length.append(sessions[index].length, if: has.contains(.length))
        ttl.append(sessions[index].ttl, if: has.contains(.ttl))
        tos.append(sessions[index].tos, if: has.contains(.tos))
        identification.append(sessions[index].ipIdentification, if: has.contains(.ipIdentification))
        ipFlags.append(sessions[index].ipFlags.rawValue)
        tcpFlags.append(sessions[index].tcpFlags.rawValue, if: has.contains(.tcpFlags))
        window.append(sessions[index].tcpWindow, if: has.contains(.tcpWindow))
        sequence.append(sessions[index].tcpSequence, if: has.contains(.tcpSequence))
        acknowledgment.append(sessions[index].tcpAcknowledgment, if: has.contains(.tcpAcknowledgment))
        mark.append(sessions[index].mark, if: has.contains(.mark))
    }

    /// The product, the fields without a place in the record, and what has no field.
    private mutating func appendRest(
        _ sessions: Span<SessionRecord>, _ index: Int, _ name: Int32, _ batch: borrowing ParsedBatch,
        _ numbers: inout Numbering
    ) {
        let start = Int(sessions[index].extraStart)
        let range = start..<(start + Int(sessions[index].extraCount))
        guard sessions[index].valueCount > 0 else {
            product.append(numbers.product(ofFamily: Int(sessions[index].family)))
            fields.append(name: name)
            return LeftOver.merge(batch.extra, range, [], into: &extra)
        }
        let first = Int(sessions[index].valueStart)
        var values = batch.values[first..<(first + Int(sessions[index].valueCount))]
        product.append(numbers.product(Int(sessions[index].family), &values, batch.text))
        var rest: [UInt8] = []
        fields.append(values, name: name, batch, &numbers, rest: &rest)
        LeftOver.merge(batch.extra, range, rest, into: &extra)
    }

    mutating func finished() -> TableRows {
        let own = rows
        var names = NetworkSessionNames.record
        var columns = own.columns
        for (name, column) in fields.finished() {
            names.append(name)
            columns.append(column)
        }
        return TableRows(own.table, .append, columns, names: names)
    }

    private var rows: TableRows {
        TableRows(
            "network_session", .append,
            [
                .int64(seconds), .int32(fraction), .int64(received), .int32(source), .uint8(direction), .uint8(action),
                .uint8(networkProtocol), .int32(local), .int32(remote), .int32(device), .uint16(sourcePort),
                .uint16(destinationPort), .uint8(icmpType), .uint8(icmpCode), .int32(sourceMAC),
                .int32(destinationMAC), .int32(inbound), .int32(outbound), .int32(rule), .uint8(priority),
                .int64(length), .uint8(ttl), .uint8(tos), .uint32(identification), .uint8(ipFlags), .uint8(tcpFlags),
                .uint16(window), .uint32(sequence), .uint32(acknowledgment), .uint32(mark), .text(extra),
                .int32(product),
            ])
    }
}

/// Names of the columns that every session has.
private enum NetworkSessionNames {
    static let record = TableSchema.networkSession.stored.dropLast(EventLayouts.session.slots.count).map(\.name)
}

/// The columns of `syslog`, in the order the schema names them.
struct SyslogColumns {
    private var seconds = FixedColumn<Int64>()
    private var fraction = FixedColumn<Int32>()
    private var received = FixedColumn<Int64>()
    private var source = FixedColumn<Int32>()
    private var facility = FixedColumn<UInt8>()
    private var severity = FixedColumn<UInt8>()
    private var program = FixedColumn<Int32>()
    private var processID = FixedColumn<UInt32>()
    private var reason = FixedColumn<UInt8>()
    private var messageStart = FixedColumn<Int32>()
    private var line = TextColumn()

    mutating func append(_ record: SyslogRecord, _ text: borrowing [UInt8]) {
        seconds.append(record.seconds)
        fraction.append(record.fraction)
        received.append(record.received)
        source.append(record.source)
        let hasPriority = record.priority != SyslogRecord.noPriority
        facility.append(hasPriority ? record.priority / 8 + 1 : 0)
        severity.append(hasPriority ? record.priority % 8 + 1 : 0)
        program.append(record.program)
        processID.append(record.processID, if: record.processID != 0)
        reason.append(record.reason.rawValue + 1)
        let start = Int(record.lineStart)
        let end = min(start + Int(record.lineCount), text.count)
        messageStart.append(characters(text, start, min(start + Int(record.messageStart), end)))
        line.append(text, start, end)
    }

    /// `substring()` counts characters, records count bytes.
    private func characters(_ text: borrowing [UInt8], _ start: Int, _ end: Int) -> Int32 {
        var count: Int32 = 0
        for index in start..<max(start, end) where text[index] & 0xc0 != 0x80 { count += 1 }
        return count
    }

    var rows: TableRows {
        TableRows(
            "syslog", .append,
            [
                .int64(seconds), .int32(fraction), .int64(received), .int32(source), .uint8(facility), .uint8(severity),
                .int32(program), .uint32(processID), .uint8(reason), .int32(messageStart), .text(line),
            ])
    }
}
