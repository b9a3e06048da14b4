internal import EarshotModel

/// From the row of a family to the records of a batch.
extension EventRow {
    /// Appends the row as a record; `frame` has what all records have.
    mutating func commit(_ frame: RecordFrame, labels: inout LabelTable, into batch: inout ParsedBatch) {
        close()
        let offset = batch.text.count
        batch.text.append(contentsOf: text)
        let extraStart = UInt32(clamping: batch.extra.count)
        batch.extra.append(contentsOf: extra)
        let start = UInt32(clamping: batch.values.count)
        if table == .networkSession {
            var record = session(frame, labels: &labels, offset: offset, into: &batch)
            (record.valueStart, record.valueCount) = (start, UInt16(clamping: batch.values.count - Int(start)))
            (record.extraStart, record.extraCount) = (extraStart, UInt32(clamping: extra.count))
            batch.sessions.append(record)
        } else {
            var record = EventRecord()
            frame.fill(&record)
            record.table = table
            for value in values { batch.values.append(value.moved(by: offset)) }
            record.fields.start = start
            record.fields.count = UInt16(clamping: values.count)
            (record.fields.extraStart, record.fields.extraCount) = (extraStart, UInt32(clamping: extra.count))
            batch.events.append(record)
        }
    }

    /// A session's own fields go to their places, the others stay values.
    private func session(
        _ frame: RecordFrame, labels: inout LabelTable, offset: Int, into batch: inout ParsedBatch
    ) -> SessionRecord {
        var record = SessionRecord()
        frame.fill(&record)
        for value in values where !take(value, &record, &labels) { batch.values.append(value.moved(by: offset)) }
        return record
    }

    /// False: the record has no place for it.
    private func take(_ value: FieldValue, _ record: inout SessionRecord, _ labels: inout LabelTable) -> Bool {
        switch value.field {
        case .srcIpAddr: record.set(source: value.address)
        case .dstIpAddr: record.set(destination: value.address)
        case .srcPortNumber: return record.set(sourcePort: value.number)
        case .dstPortNumber: return record.set(destinationPort: value.number)
        case .networkProtocol: record.set(protocol: value.number)
        case .networkIcmpType: return record.set(icmpType: value.number)
        case .networkIcmpCode: return record.set(icmpCode: value.number)
        case .srcMacAddr: record.set(sourceMAC: value.number)
        case .dstMacAddr: record.set(destinationMAC: value.number)
        case .dvcInboundInterface: record.inboundInterface = label(value, &labels)
        case .dvcOutboundInterface: record.outboundInterface = label(value, &labels)
        case .networkRuleName: record.rule = label(value, &labels)
        case .dvcAction: return record.set(action: text.span, value.text)
        case .srcBytes: record.set(length: value.number)
        case .tcpFlags: record.set(tcpFlags: value.number)
        case .networkDirection:
            let word = text.span.string(value.text.lowerBound, value.text.upperBound)
            if word == "Inbound" || word == "inbound" { record.present.insert(.saidInbound) }
            if word == "Outbound" || word == "outbound" { record.present.insert(.saidOutbound) }
            return false
        default: return false
        }
        return true
    }

    private func label(_ value: FieldValue, _ labels: inout LabelTable) -> Int32 {
        labels.intern(text.span, value.text.lowerBound, value.text.upperBound)
    }
}

/// What all records have, whatever their table.
struct RecordFrame {
    var moment: SyslogClock.Moment
    var arrival: Int64
    var source: Int32
    var host: Int32
    var priority: UInt8
    var family: UInt8

    func fill(_ record: inout EventRecord) {
        record.seconds = moment.seconds
        record.fraction = moment.fraction
        record.received = arrival
        record.source = source
        record.host = host
        record.priority = priority
        record.family = family
    }

    func fill(_ record: inout SessionRecord) {
        record.seconds = moment.seconds
        record.fraction = moment.fraction
        record.received = arrival
        record.source = source
        record.host = host
        record.family = family
        guard priority != SyslogRecord.noPriority else { return }
        record.priority = priority
        record.present.insert(.priority)
    }
}

extension SessionRecord {
    fileprivate mutating func set(source address: IPAddress) {
        sourceAddress = address
        present.insert(.sourceAddress)
    }

    fileprivate mutating func set(destination address: IPAddress) {
        destinationAddress = address
        present.insert(.destinationAddress)
    }

    fileprivate mutating func set(sourcePort number: Int64) -> Bool {
        guard let port = UInt16(exactly: number) else { return false }
        sourcePort = port
        present.insert(.sourcePort)
        return true
    }

    fileprivate mutating func set(destinationPort number: Int64) -> Bool {
        guard let port = UInt16(exactly: number) else { return false }
        destinationPort = port
        present.insert(.destinationPort)
        return true
    }

    fileprivate mutating func set(protocol number: Int64) {
        networkProtocol = UInt8(clamping: number)
        present.insert(.networkProtocol)
    }

    fileprivate mutating func set(icmpType number: Int64) -> Bool {
        guard let value = UInt8(exactly: number) else { return false }
        icmpType = value
        present.insert(.icmpType)
        return true
    }

    fileprivate mutating func set(icmpCode number: Int64) -> Bool {
        guard let value = UInt8(exactly: number) else { return false }
        icmpCode = value
        present.insert(.icmpCode)
        return true
    }

    fileprivate mutating func set(sourceMAC bits: Int64) {
        sourceMAC = UInt64(bitPattern: bits)
        present.insert(.sourceMAC)
    }

    fileprivate mutating func set(destinationMAC bits: Int64) {
        destinationMAC = UInt64(bitPattern: bits)
        present.insert(.destinationMAC)
    }

    fileprivate mutating func set(length bytes: Int64) {
        length = bytes
        present.insert(.length)
    }

    fileprivate mutating func set(tcpFlags bits: Int64) {
        tcpFlags = TCPFlags(rawValue: UInt8(truncatingIfNeeded: bits))
        present.insert(.tcpFlags)
    }

    /// One of ASIM's words; anything else stays a value of its own.
    fileprivate mutating func set(action text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for action in SessionAction.allCases where action != .unknown {
            guard text.equals(action.asimName, range) else { continue }
            self.action = action
            return true
        }
        return false
    }
}

extension Span where Element == UInt8 {
    /// Whether `self[range]` is `name`, without making a text of it.
    fileprivate func equals(_ name: String, _ range: Range<Int>) -> Bool {
        guard name.utf8.count == range.count else { return false }
        var index = range.lowerBound
        for byte in name.utf8 {
            guard self[index] == byte else { return false }
            index += 1
        }
        return true
    }
}
