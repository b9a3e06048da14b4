import EarshotModel
import EarshotParsing

/// The rows of one event table in a batch: what every event has, and the fields.
struct EventRows {
    private let layout: EventLayout
    private var seconds = FixedColumn<Int64>()
    private var fraction = FixedColumn<Int32>()
    private var received = FixedColumn<Int64>()
    private var source = FixedColumn<Int32>()
    private var product = FixedColumn<Int32>()
    private var device = FixedColumn<Int32>()
    private var priority = FixedColumn<UInt8>()
    private var fields: FieldColumns
    private var extra = TextColumn()
    /// Reused from row to row.
    private var rest: [UInt8] = []

    init(_ layout: EventLayout) {
        self.layout = layout
        fields = FieldColumns(layout)
    }

    mutating func append(
        _ record: EventRecord, device number: Int32, _ batch: borrowing ParsedBatch, _ numbers: inout Numbering
    ) {
        seconds.append(record.seconds)
        fraction.append(record.fraction)
        received.append(record.received)
        source.append(record.source)
        device.append(number)
        priority.append(record.priority, if: record.priority != SyslogRecord.noPriority)
        var values = batch.values[record.fields.range]
        product.append(numbers.product(Int(record.family), &values, batch.text))
        rest.removeAll(keepingCapacity: true)
        fields.append(values, batch, &numbers, rest: &rest)
        let start = Int(record.fields.extraStart)
        LeftOver.merge(batch.extra, start..<(start + Int(record.fields.extraCount)), rest, into: &extra)
    }

    mutating func finished() -> TableRows {
        var names = EventLayout.frame.map(\.name)
        var columns: [ColumnVector] = [
            .int64(seconds), .int32(fraction), .int64(received), .int32(source), .int32(product), .int32(device),
            .uint8(priority),
        ]
        for (name, column) in fields.finished() {
            names.append(name)
            columns.append(column)
        }
        return TableRows(layout.storedName, .append, columns + [.text(extra)], names: names + ["extra"])
    }
}

extension Numbering {
    /// The number of what reported an event; takes vendor and product out of the fields when the line names them.
    mutating func product(
        _ family: Int, _ values: inout ArraySlice<FieldValue>, _ text: borrowing [UInt8]
    ) -> Int32 {
        var vendor: String?
        var product: String?
        for value in values where value.field == .eventVendor || value.field == .eventProduct {
            let told = String(decoding: text[value.text], as: UTF8.self)
            if value.field == .eventVendor { vendor = told } else { product = told }
        }
        guard vendor != nil || product != nil else { return self.product(ofFamily: family) }
        values = ArraySlice(values.filter { $0.field != .eventVendor && $0.field != .eventProduct })
        var described = Self.describe(family)
        described.vendor = vendor ?? described.vendor
        described.product = product ?? described.product
        return products.number(described)
    }

    /// The number of a family whose line names nothing itself.
    @inline(__always)
    mutating func product(ofFamily family: Int) -> Int32 { products.number(family: family, Self.describe) }

    private static func describe(_ family: Int) -> ProductBook.Product {
        let origin = ParseCounters.origin(ofFamily: family)
        return ProductBook.Product(
            family: ParseCounters.name(ofFamily: family) ?? "", vendor: origin?.vendor ?? "",
            product: origin?.product ?? "")
    }
}
