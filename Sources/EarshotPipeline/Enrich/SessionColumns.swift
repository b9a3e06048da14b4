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
    /// Reused from row to row.
    private var rest: [UInt8] = []

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
        fields = FieldColumns(EventLayouts.session, expecting: fields.rows)
    }

    /// Appends what the records of a block bring by themselves and what was decided about them, column by column. The
    /// records are read where they lie: copying their two hundred bytes takes as long as the rest.
    mutating func append(
        _ block: borrowing SessionBlock, _ batch: borrowing ParsedBatch, _ numbers: inout Numbering
    ) {
        let (sessions, decisions, rows) = (block.sessions, block.decisions, block.rows)
        seconds.append(rows) { sessions[$0].seconds }
        fraction.append(rows) { sessions[$0].fraction }
        received.append(rows) { sessions[$0].received }
        source.append(rows) { sessions[$0].source }
        direction.append(rows) { decisions[$0].direction.rawValue }
        action.append(rows) { sessions[$0].action.rawValue }
        local.append(rows) { decisions[$0].local }
        remote.append(rows) { decisions[$0].remote }
        device.append(rows) { decisions[$0].device }
        sourceMAC.append(rows) { decisions[$0].sourceMAC }
        destinationMAC.append(rows) { decisions[$0].destinationMAC }
        inbound.append(rows) { sessions[$0].inboundInterface }
        outbound.append(rows) { sessions[$0].outboundInterface }
        rule.append(rows) { sessions[$0].rule }
        priority.append(block, .priority) { sessions[$0].priority }
        appendPackets(block)
        for position in rows.indices { appendRest(block, Int(rows[position]), batch, &numbers) }
    }

    private mutating func appendPackets(_ block: borrowing SessionBlock) {
        let sessions = block.sessions
        networkProtocol.append(block, .networkProtocol) { sessions[$0].networkProtocol }
        sourcePort.append(block, .sourcePort) { sessions[$0].sourcePort }
        destinationPort.append(block, .destinationPort) { sessions[$0].destinationPort }
        icmpType.append(block, .icmpType) { sessions[$0].icmpType }
        icmpCode.append(block, .icmpCode) { sessions[$0].icmpCode }
        length.append(block, .length) { sessions[$0].length }
        ttl.append(block, .ttl) { sessions[$0].ttl }
        tos.append(block, .tos) { sessions[$0].tos }
        identification.append(block, .ipIdentification) { sessions[$0].ipIdentification }
        ipFlags.append(block.rows) { sessions[$0].ipFlags.rawValue }
        tcpFlags.append(block, .tcpFlags) { sessions[$0].tcpFlags.rawValue }
        window.append(block, .tcpWindow) { sessions[$0].tcpWindow }
        sequence.append(block, .tcpSequence) { sessions[$0].tcpSequence }
        acknowledgment.append(block, .tcpAcknowledgment) { sessions[$0].tcpAcknowledgment }
        mark.append(block, .mark) { sessions[$0].mark }
    }

    /// The product, the fields without a place in the record, and what has no field.
    @inline(__always)
    private mutating func appendRest(
        _ block: borrowing SessionBlock, _ index: Int, _ batch: borrowing ParsedBatch, _ numbers: inout Numbering
    ) {
        let sessions = block.sessions
        let name = block.decisions[index].name
        let start = Int(sessions[index].extraStart)
        let range = start..<(start + Int(sessions[index].extraCount))
        guard sessions[index].valueCount > 0 else {
            product.append(numbers.product(ofFamily: Int(sessions[index].family)))
            fields.append(name: name)
            return LeftOver.merge(batch.extra, range, [], into: &extra)
        }
        let first = Int(sessions[index].valueStart)
        let values = batch.values[first..<(first + Int(sessions[index].valueCount))]
        let reporter = numbers.product(Int(sessions[index].family), values, batch.text)
        product.append(reporter.number)
        rest.removeAll(keepingCapacity: true)
        fields.append(values, isProductTold: reporter.isTold, name: name, batch, &numbers, rest: &rest)
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
