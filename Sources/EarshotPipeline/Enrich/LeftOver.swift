import EarshotModel

/// A field without a column, as a member of a JSON object.
enum LeftOver {
    /// `"SrcZone":`, by the field's raw value.
    private static let keys = EventField.allCases.map { Array(JSONText.quoted($0.name).utf8) + [58] }

    static func append(_ value: FieldValue, _ batch: borrowing ParsedBatch, to json: inout [UInt8]) {
        if !json.isEmpty { json.append(44) }
        json.append(contentsOf: keys[Int(value.field.rawValue)])
        guard !value.isText else { return JSONText.append(batch.text.span, value.text, to: &json) }
        switch value.field.kind {
        case .text, .label, .domain, .number, .flags: json.append(contentsOf: String(value.number).utf8)
        case .protocol:
            json.append(contentsOf: "\"\(NetworkProtocolNames.all[Int(UInt8(clamping: value.number))])\"".utf8)
        case .address: json.append(contentsOf: "\"\(value.address)\"".utf8)
        case .mac: json.append(contentsOf: "\"\(MACAddress(bits: UInt64(bitPattern: value.number)))\"".utf8)
        }
    }

    /// The JSON object of a record's own additional fields (`extra[range]`, empty or an object) and the members `rest`.
    static func merge(_ extra: borrowing [UInt8], _ range: Range<Int>, _ rest: [UInt8], into column: inout TextColumn) {
        let range = range.upperBound <= extra.count ? range : 0..<0
        if rest.isEmpty {
            if range.isEmpty {
                column.appendMissing()
            } else {
                column.append(extra, range.lowerBound, range.upperBound)
            }
            return
        }
        column.bytes.append(123)
        if range.count > 2 {
            column.bytes.append(contentsOf: extra[(range.lowerBound + 1)..<(range.upperBound - 1)])
            column.bytes.append(44)
        }
        column.bytes.append(contentsOf: rest)
        column.bytes.append(125)
        column.ends.append(column.bytes.count)
    }
}
