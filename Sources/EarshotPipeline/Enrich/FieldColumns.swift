import EarshotModel

/// The columns of a table's fields in a batch: values are put where the layout says, rows without a value have gaps, and
/// a column without any value is left out.
struct FieldColumns {
    /// One column being built; `ids`, `integers` or `texts` is used, by its form.
    private struct Builder {
        let form: Form
        let kind: FieldKind
        var ids = FixedColumn<Int32>()
        var integers = FixedColumn<Int64>()
        var texts = TextColumn()
        var count = 0
    }

    /// What a slot's values are, without the name of their dimension, which costs a count of references to look at.
    private enum Form { case text, integer, reference }

    private let layout: EventLayout
    private var builders: [Builder]
    /// Rows that a column's first value makes room for.
    private let expected: Int
    private(set) var rows = 0

    init(_ layout: EventLayout, expecting rows: Int = 0) {
        self.layout = layout
        expected = rows
        builders = layout.slots.map { slot in
            switch slot.form {
            case .text: Builder(form: .text, kind: slot.field.kind)
            case .integer: Builder(form: .integer, kind: slot.field.kind)
            case .reference: Builder(form: .reference, kind: slot.field.kind)
            }
        }
    }

    /// Appends a row of fields. `rest` gets, as members of a JSON object, what the table has no column for. Vendor and
    /// product are left out where the row's product stands for them.
    mutating func append(
        _ values: ArraySlice<FieldValue>, isProductTold: Bool, _ batch: borrowing ParsedBatch,
        _ numbers: inout Numbering, rest: inout [UInt8]
    ) {
        for value in values {
            if isProductTold, value.field == .eventVendor || value.field == .eventProduct { continue }
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
        _ values: ArraySlice<FieldValue>, isProductTold: Bool, name: Int32, _ batch: borrowing ParsedBatch,
        _ numbers: inout Numbering, rest: inout [UInt8]
    ) {
        if name != 0, !values.contains(where: { $0.field == .dstFQDN }) { put(name) }
        append(values, isProductTold: isProductTold, batch, &numbers, rest: &rest)
    }

    private mutating func put(_ name: Int32) {
        let slot = Int(layout.slotOfField[Int(EventField.dstFQDN.rawValue)])
        guard slot >= 0 else { return }
        Self.pad(&builders[slot], to: rows, expected)
        builders[slot].ids.append(name)
        builders[slot].count += 1
    }

    /// False: there was no room for the text in its dimension.
    private mutating func put(
        _ value: FieldValue, _ slot: Int, _ batch: borrowing ParsedBatch, _ numbers: inout Numbering
    ) -> Bool {
        switch builders[slot].form {
        case .integer:
            Self.pad(&builders[slot], to: rows, expected)
            builders[slot].integers.append(value.number)
        case .text:
            Self.pad(&builders[slot], to: rows, expected)
            let range = value.text
            builders[slot].texts.append(batch.text, range.lowerBound, range.upperBound)
        case .reference:
            let number = numbers.number(of: value, builders[slot].kind, batch.text)
            guard number != 0 else { return false }
            Self.pad(&builders[slot], to: rows, expected)
            builders[slot].ids.append(number)
        }
        builders[slot].count += 1
        return true
    }

    /// Gaps for the rows before `end`. Static, because a method would hold on to the columns while one of them changes,
    /// and every value would copy them all.
    @inline(__always)
    private static func pad(_ builder: inout Builder, to end: Int, _ expected: Int) {
        if builder.count == 0, expected > 0 { reserve(&builder, expected) }
        if builder.count < end { fill(&builder, to: end) }
    }

    /// As many rows as the batch before had: see `EventRows`.
    private static func reserve(_ builder: inout Builder, _ rows: Int) {
        switch builder.form {
        case .integer: builder.integers.reserveCapacity(rows)
        case .text: builder.texts.ends.reserveCapacity(rows)
        case .reference: builder.ids.reserveCapacity(rows)
        }
    }

    private static func fill(_ builder: inout Builder, to end: Int) {
        while builder.count < end {
            switch builder.form {
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
            Self.pad(&builders[index], to: rows, 0)
            switch slot.form {
            case .integer: columns.append((slot.column, .int64(builders[index].integers)))
            case .text: columns.append((slot.column, .text(builders[index].texts)))
            case .reference: columns.append((slot.column, .int32(builders[index].ids)))
            }
        }
        return columns
    }
}
