internal import EarshotModel

extension ParsedJSON {
    static func add(_ record: EventRecord, _ batch: ParsedBatch, _ labels: LabelTable, _ writer: inout FieldWriter) {
        writer.add("TimeGenerated", text: ISOTime.text(record.seconds, record.fraction))
        writer.add("DvcHostname", text: labels[record.host])
        add(batch.values[record.fields.range], batch, &writer)
        if record.priority != SyslogRecord.noPriority {
            writer.add("SyslogPriority", number: Int(record.priority))
        }
        let start = Int(record.fields.extraStart)
        writer.open("AdditionalFields")
        writer.splice(batch.extra, start, start + Int(record.fields.extraCount))
        writer.close()
    }

    /// Fields under their ASIM names, in the order in which the family found them.
    static func add(_ values: ArraySlice<FieldValue>, _ batch: ParsedBatch, _ writer: inout FieldWriter) {
        for value in values {
            switch value.field.kind {
            case .text, .label, .domain:
                writer.add(field: value.field.name, text: String(decoding: batch.text[value.text], as: UTF8.self))
            case .number, .flags: writer.add(field: value.field.name, number: Int(value.number))
            case .address: writer.add(field: value.field.name, text: value.address.description)
            case .mac:
                let address = MACAddress(bits: UInt64(bitPattern: value.number))
                writer.add(field: value.field.name, text: address.description)
            case .protocol:
                let name = NetworkProtocolNames.all[Int(UInt8(clamping: value.number))]
                writer.add(field: value.field.name, text: name.isEmpty ? "0" : name)
            }
        }
    }
}
