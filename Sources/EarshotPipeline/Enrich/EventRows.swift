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

    /// - Parameter former: what the batch before had: about as much has room at once. A column that grows by doubling is
    ///   copied, and its memory fetched from the system, twice.
    init(_ layout: EventLayout, after former: Size) {
        let rows = former.rows
        self.layout = layout
        fields = FieldColumns(layout, expecting: rows)
        seconds.reserveCapacity(rows)
        fraction.reserveCapacity(rows)
        received.reserveCapacity(rows)
        source.reserveCapacity(rows)
        product.reserveCapacity(rows)
        device.reserveCapacity(rows)
        priority.reserveCapacity(rows)
        extra.ends.reserveCapacity(rows)
        extra.bytes.reserveCapacity(former.extraBytes)
    }

    struct Size {
        var rows = 0
        var extraBytes = 0
    }

    var size: Size { Size(rows: seconds.values.count, extraBytes: extra.bytes.count) }

    mutating func append(
        _ record: EventRecord, device number: Int32, _ batch: borrowing ParsedBatch, _ numbers: inout Numbering
    ) {
        seconds.append(record.seconds)
        fraction.append(record.fraction)
        received.append(record.received)
        source.append(record.source)
        device.append(number)
        priority.append(record.priority, if: record.priority != SyslogRecord.noPriority)
        let values = batch.values[record.fields.range]
        let reporter = numbers.product(Int(record.family), values, batch.text)
        product.append(reporter.number)
        rest.removeAll(keepingCapacity: true)
        fields.append(values, isProductTold: reporter.isTold, batch, &numbers, rest: &rest)
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

/// The rows of all event tables in the open batch.
struct OpenEvents {
    private var tables: [EventRows?] = Array(repeating: nil, count: layouts.count)
    /// What the batch before had of each table.
    private var former = Array(repeating: EventRows.Size(), count: layouts.count)

    /// By the table's raw value; nil: its records are no events.
    private static let layouts = EventTable.allCases.map { table in EventLayouts.all.first { $0.table == table } }

    mutating func append(
        _ record: EventRecord, device: Int32, _ batch: borrowing ParsedBatch, _ numbers: inout Numbering
    ) {
        let index = Int(record.table.rawValue)
        if tables[index] == nil {
            guard let layout = Self.layouts[index] else { return }
            tables[index] = EventRows(layout, after: former[index])
        }
        tables[index]?.append(record, device: device, batch, &numbers)
    }

    /// The rows of the batch; the next one begins.
    mutating func finish() -> [TableRows] {
        defer { tables = Array(repeating: nil, count: Self.layouts.count) }
        for index in tables.indices { former[index] = tables[index]?.size ?? EventRows.Size() }
        return tables.indices.compactMap { tables[$0]?.finished() }
    }
}
