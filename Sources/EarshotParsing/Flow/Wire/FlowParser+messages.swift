internal import EarshotModel

/// NetFlow v9 (RFC 3954) and IPFIX (RFC 7011): messages of sets, which are templates or data.
extension FlowParser {
    private static let netflow9Header = 20
    private static let ipfixHeader = 16

    mutating func readNetFlow9(
        _ bytes: Span<UInt8>, _ exporter: IPAddress, _ context: LineContext, _ labels: inout LabelTable,
        _ batch: inout ParsedBatch
    ) {
        guard bytes.count >= Self.netflow9Header else { return counters.count(.truncated) }
        let header = FlowHeader(.netflow9, seconds: bytes.u32(8), uptime: bytes.u32(4), context)
        let key = FlowExporterKey(address: exporter, domain: bytes.u32(16), flow: .netflow9)
        confirm(key, boot: header.boot, sequence: bytes.u32(12))
        note(key, sequence: bytes.u32(12), units: 1, header)
        readSets(bytes, Self.netflow9Header, bytes.count, key, header, &labels, &batch)
    }

    mutating func readIPFIX(
        _ bytes: Span<UInt8>, _ exporter: IPAddress, _ context: LineContext, _ labels: inout LabelTable,
        _ batch: inout ParsedBatch
    ) {
        guard bytes.count >= Self.ipfixHeader else { return counters.count(.truncated) }
        let length = Int(bytes.u16(2))
        guard length >= Self.ipfixHeader else { return counters.count(.badLength) }
        if length > bytes.count { counters.count(.truncated) }
        let header = FlowHeader(.ipfix, seconds: bytes.u32(4), context)
        let key = FlowExporterKey(address: exporter, domain: bytes.u32(12), flow: .ipfix)
        confirm(key, boot: 0, sequence: bytes.u32(8))
        let before = (records: counters.records[Int(FlowProtocol.ipfix.rawValue)], options: counters.options)
        let late = counters.late
        readSets(bytes, Self.ipfixHeader, min(length, bytes.count), key, header, &labels, &batch)
        // The number counts data records; how many a set has whose template is unknown cannot be told.
        let read = counters.records[Int(FlowProtocol.ipfix.rawValue)] - before.records
        let options = counters.options - before.options
        if late == counters.late { note(key, sequence: bytes.u32(8), units: read + options, header) }
    }

    private mutating func readSets(
        _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ key: FlowExporterKey, _ header: FlowHeader,
        _ labels: inout LabelTable, _ batch: inout ParsedBatch
    ) {
        var position = start
        while end - position >= 4 {
            let number = bytes.u16(position)
            var length = Int(bytes.u16(position + 2))
            // Some exporters fill the datagram with zeros.
            if number == 0, length == 0 { return }
            guard length >= 4 else { return counters.count(.badLength) }
            if length > end - position {
                counters.count(.truncated)
                length = end - position
            }
            readSet(number, bytes, position + 4, position + length, key, header, &labels, &batch)
            position += length
        }
    }

    private mutating func readSet(
        _ number: UInt16, _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ key: FlowExporterKey, _ header: FlowHeader,
        _ labels: inout LabelTable, _ batch: inout ParsedBatch
    ) {
        let isIPFIX = header.flow == .ipfix
        switch number {
        case isIPFIX ? 2 : 0: readTemplates(bytes, start, end, isOptions: false, key, header, &labels, &batch)
        case isIPFIX ? 3 : 1: readTemplates(bytes, start, end, isOptions: true, key, header, &labels, &batch)
        case 256...:
            guard let template = exporters[key]?.template(number, at: header.arrival) else {
                let copy = (start..<end).map { bytes[$0] }
                let entry = PendingSets.Entry(exporter: key, template: number, header: header, bytes: copy)
                return counters.count(.noTemplate, pending.keep(entry))
            }
            readData(template, bytes, start, end, key, header, &labels, &batch)
        default: counters.count(.badLength)
        }
    }

    // MARK: Templates

    private mutating func readTemplates(
        _ bytes: Span<UInt8>, _ start: Int, _ end: Int, isOptions: Bool, _ key: FlowExporterKey, _ header: FlowHeader,
        _ labels: inout LabelTable, _ batch: inout ParsedBatch
    ) {
        var reader = TemplateReader(bytes, start, end, isIPFIX: header.flow == .ipfix, isOptions: isOptions)
        while let item = reader.next() {
            switch item {
            case .template(let number, let template): learn(number, template, key, header, &labels, &batch)
            case .withdrawal(let number): exporters.update(key, at: header.arrival) { $0.withdraw(number) }
            case .bad: counters.count(.badTemplate)
            }
        }
    }

    /// Keeps a template and reads what has waited for it.
    private mutating func learn(
        _ number: UInt16, _ template: FlowTemplate, _ key: FlowExporterKey, _ header: FlowHeader,
        _ labels: inout LabelTable, _ batch: inout ParsedBatch
    ) {
        var learning = FlowExporter.Learning.same
        let isFull = exporters.update(key, at: header.arrival) {
            learning = $0.learn(number, template, at: header.arrival)
        }
        if isFull { counters.count(.exporterLimit) }
        if learning == .refused { return counters.count(.templateLimit) }
        if learning == .new { counters.templates &+= 1 }
        for entry in pending.take(key, number) {
            counters.late &+= 1
            let bytes = entry.bytes.span
            readData(template, bytes, 0, bytes.count, key, entry.header, &labels, &batch)
        }
    }

    // MARK: Data

    private mutating func readData(
        _ template: FlowTemplate, _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ key: FlowExporterKey,
        _ header: FlowHeader, _ labels: inout LabelTable, _ batch: inout ParsedBatch
    ) {
        let exporter = exporters[key]
        var position = start
        while end - position >= template.minimumLength {
            // Sets are filled up to a multiple of four bytes, or eight.
            if end - position < 8, bytes.isZero(position, end - position) { return }
            draft.begin()
            guard let next = readRecord(template, bytes, position, end, header) else {
                return counters.count(.badLength)
            }
            position = next
            if template.isOptions {
                counters.options &+= 1
                let draft = draft
                exporters.update(key, at: header.arrival) { $0.learn(draft) }
            } else {
                finish(header, exporter, &labels, &batch)
            }
        }
    }

    /// Reads one record into the draft; nil when a field of variable length leads beyond the set.
    /// - Returns: where the next one begins.
    private mutating func readRecord(
        _ template: borrowing FlowTemplate, _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ header: FlowHeader
    ) -> Int? {
        var position = start
        for field in template.fields {
            var length = Int(field.length)
            if field.isVariable {
                guard let variable = variableLength(bytes, &position, end) else { return nil }
                length = variable
                guard field.target.takes(length, field.kind) else {
                    position += length
                    continue
                }
            }
            guard length <= end - position else { return nil }
            draft.take(field, template.keys, bytes, position, length, header)
            position += length
        }
        return position
    }

    /// One byte, or 255 and two more (RFC 7011 §7).
    private func variableLength(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) -> Int? {
        guard position < end else { return nil }
        var length = Int(bytes[position])
        position += 1
        if length == 255 {
            guard end - position >= 2 else { return nil }
            length = Int(bytes.u16(position))
            position += 2
        }
        return length <= end - position ? length : nil
    }
}
