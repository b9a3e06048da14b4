import EarshotModel

/// The columns of a table's fields in a batch: values are put where the layout says, rows without a value have gaps, and
/// a column without any value is left out.
struct FieldColumns {
    /// One column being built; `ids`, `integers` or `texts` is used, by its form.
    private struct Builder {
        var ids = FixedColumn<Int32>()
        var integers = FixedColumn<Int64>()
        var texts = TextColumn()
        var count = 0
    }

    private let layout: EventLayout
    private var builders: [Builder]
    private(set) var rows = 0

    init(_ layout: EventLayout) {
        self.layout = layout
        builders = Array(repeating: Builder(), count: layout.slots.count)
    }

    /// Appends a row of fields. `rest` gets, as members of a JSON object, what the table has no column for.
    mutating func append(
        _ values: ArraySlice<FieldValue>, _ batch: borrowing ParsedBatch, _ numbers: inout Numbering,
        rest: inout [UInt8]
    ) {
        for value in values {
            let slot = Int(layout.slotOfField[Int(value.field.rawValue)])
            if slot < 0 || !put(value, slot, batch, &numbers) { LeftOver.append(value, batch, to: &rest) }
        }
        rows += 1
    }

    /// A row without fields, but perhaps with a name that was joined to it.
    @inline(__always)
    mutating func append(name: Int32) {
        if name != 0 { put(name) }
        rows += 1
    }

    /// The same for a row with fields; a name that the line itself has is better than a joined one.
    mutating func append(
        _ values: ArraySlice<FieldValue>, name: Int32, _ batch: borrowing ParsedBatch, _ numbers: inout Numbering,
        rest: inout [UInt8]
    ) {
        if name != 0, !values.contains(where: { $0.field == .dstFQDN }) { put(name) }
        append(values, batch, &numbers, rest: &rest)
    }

    private mutating func put(_ name: Int32) {
        let slot = Int(layout.slotOfField[Int(EventField.dstFQDN.rawValue)])
        guard slot >= 0 else { return }
        Self.pad(&builders[slot], layout.slots[slot].form, to: rows)
        builders[slot].ids.append(name)
        builders[slot].count += 1
    }

    /// False: there was no room for the text in its dimension.
    private mutating func put(
        _ value: FieldValue, _ slot: Int, _ batch: borrowing ParsedBatch, _ numbers: inout Numbering
    ) -> Bool {
        switch layout.slots[slot].form {
        case .integer:
            Self.pad(&builders[slot], .integer, to: rows)
            builders[slot].integers.append(value.number)
        case .text:
            Self.pad(&builders[slot], .text, to: rows)
            let range = value.text
            builders[slot].texts.append(batch.text, range.lowerBound, range.upperBound)
        case .reference:
            let number = numbers.number(of: value, batch.text)
            guard number != 0 else { return false }
            Self.pad(&builders[slot], .reference(""), to: rows)
            builders[slot].ids.append(number)
        }
        builders[slot].count += 1
        return true
    }

    /// Gaps for the rows before `end`. Static, because a method would hold on to the columns while one of them changes,
    /// and every value would copy them all.
    private static func pad(_ builder: inout Builder, _ form: EventLayout.Form, to end: Int) {
        while builder.count < end {
            switch form {
            case .integer: builder.integers.append(0, if: false)
            case .text: builder.texts.appendMissing()
            case .reference: builder.ids.append(0, if: false)
            }
            builder.count += 1
        }
    }

    /// The columns that have values, with their names.
    mutating func finished() -> [(name: String, column: ColumnVector)] {
        var columns: [(name: String, column: ColumnVector)] = []
        for (index, slot) in layout.slots.enumerated() where builders[index].count > 0 {
            Self.pad(&builders[index], slot.form, to: rows)
            switch slot.form {
            case .integer: columns.append((slot.column, .int64(builders[index].integers)))
            case .text: columns.append((slot.column, .text(builders[index].texts)))
            case .reference: columns.append((slot.column, .int32(builders[index].ids)))
            }
        }
        return columns
    }
}

/// A field without a column, as a member of a JSON object.
enum LeftOver {
    static func append(_ value: FieldValue, _ batch: borrowing ParsedBatch, to json: inout [UInt8]) {
        if !json.isEmpty { json.append(44) }
        json.append(contentsOf: KustoValue.string(value.field.name).json.utf8)
        json.append(58)
        switch value.field.kind {
        case .text, .label, .domain:
            let text = String(decoding: batch.text[value.text], as: UTF8.self)
            json.append(contentsOf: KustoValue.string(text).json.utf8)
        case .number, .flags: json.append(contentsOf: String(value.number).utf8)
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
        var object: [UInt8] = [123]
        if range.count > 2 {
            object.append(contentsOf: extra[(range.lowerBound + 1)..<(range.upperBound - 1)])
            object.append(44)
        }
        object.append(contentsOf: rest)
        object.append(125)
        column.append(object, 0, object.count)
    }
}
