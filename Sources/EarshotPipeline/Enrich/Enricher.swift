import EarshotModel
import EarshotParsing

/// Turns parsed records into rows ready to be stored: addresses, texts and devices become numbers, directions are decided.
struct Enricher {
    private var numbers: Numbering
    private(set) var home: HomeNetwork
    private var devices: DeviceRegistry
    private var sources: SourceRegistry
    private let vendors: VendorRegistry
    let geography: Geography
    private var savedLabels = 0
    private var savedDomains = 0

    var labels: LabelTable {
        get { numbers.labels }
        _modify { yield &numbers.labels }
    }

    init(geography: Geography, vendors: VendorRegistry, knowledge: Knowledge, publicAddresses: [IPAddress] = []) {
        self.geography = geography
        self.vendors = vendors
        numbers = Numbering(addresses: AddressBook(geography: geography, next: knowledge.lastAddressNumber + 1))
        for known in knowledge.addresses { numbers.addresses.restore(known.address, number: known.number) }
        home = HomeNetwork(configured: publicAddresses, learned: knowledge.publicAddresses)
        devices = DeviceRegistry(
            vendors: vendors,
            known: knowledge.devices.map {
                DeviceRegistry.Device(
                    id: $0.number, name: $0.name, mac: $0.mac, address: $0.address,
                    vendor: $0.mac.flatMap(vendors.vendor), firstSeen: $0.firstSeen, lastSeen: $0.lastSeen)
            })
        sources = SourceRegistry(
            known: knowledge.sources.map {
                SourceRegistry.Source(id: $0.number, key: .init(address: $0.address, host: $0.host), product: "")
            })
        for known in knowledge.macs { numbers.macs.restore(known.address, number: known.number) }
        for label in knowledge.labels { _ = numbers.labels.intern(label) }
        savedLabels = numbers.labels.count
        for domain in knowledge.domains { _ = numbers.domains.intern(domain) }
        savedDomains = numbers.domains.count
        for known in knowledge.products {
            numbers.products.restore(
                .init(family: known.family, vendor: known.vendor, product: known.product), number: known.number)
        }
    }

    /// The number of a source, for `SessionRecord.source` and `SyslogRecord.source`.
    mutating func source(_ address: SourceAddress, host: Int32, family: Int) -> Int32 {
        sources.number(address, host: labels[host], origin: ParseCounters.origin(ofFamily: family))
    }

    var deviceNames: [Int32: String] { devices.devices.mapValues(\.name) }

    /// The event rows of a batch, the dimension rows they need, and what was decided for each session. The records'
    /// `source` is the source's number already.
    mutating func rows(of batch: borrowing ParsedBatch) -> (tables: [TableRows], decisions: [Decision]) {
        var decisions: [Decision] = []
        decisions.reserveCapacity(batch.sessions.count)
        for index in batch.sessions.indices { decisions.append(decide(batch.sessions[index])) }
        var columns = SessionColumns(capacity: batch.sessions.count)
        for index in Self.storageOrder(batch.sessions, decisions) {
            columns.append(batch.sessions[index], decisions[index], batch, &numbers)
        }
        var syslog = SyslogColumns()
        for index in batch.syslog.indices { syslog.append(batch.syslog[index], batch.text) }
        let rows = [columns.finished()] + eventRows(of: batch) + [syslog.rows]
        return (dimensionRows() + rows.filter { $0.count > 0 }, decisions)
    }

    private mutating func eventRows(of batch: borrowing ParsedBatch) -> [TableRows] {
        guard !batch.events.isEmpty else { return [] }
        var tables: [EventTable: EventRows] = [:]
        for record in batch.events {
            guard let layout = EventLayouts.all.first(where: { $0.table == record.table }) else { continue }
            let device = devices.device(record, batch.values[record.fields.range])
            tables[record.table, default: EventRows(layout)].append(record, device: device, batch, &numbers)
        }
        return EventTable.allCases.compactMap { tables[$0]?.finished() }
    }

    /// What was found out about a session.
    struct Decision {
        var direction: NetworkDirection
        var device: Int32
        var local: Int32
        var remote: Int32
        var sourceMAC: Int32
        var destinationMAC: Int32
    }

    private mutating func decide(_ record: borrowing SessionRecord) -> Decision {
        let direction = home.direction(of: record)
        let has = record.present
        let source = has.contains(.sourceAddress) ? numbers.addresses.number(for: record.sourceAddress) : 0
        let destination =
            has.contains(.destinationAddress) ? numbers.addresses.number(for: record.destinationAddress) : 0
        return Decision(
            direction: direction, device: devices.device(record, direction),
            local: direction == .inbound ? destination : source, remote: direction == .inbound ? source : destination,
            sourceMAC: has.contains(.sourceMAC) ? numbers.macs.number(MACAddress(bits: record.sourceMAC)) : 0,
            destinationMAC: has.contains(.destinationMAC)
                ? numbers.macs.number(MACAddress(bits: record.destinationMAC)) : 0)
    }

    /// Sessions of a kind one after another, in order of arrival within a kind.
    ///
    /// Inbound packets share interface, rule, action and local address, outbound ones share others: side by side such
    /// columns are constant over long stretches and take no space, about 3 bytes an event in all. A batch spans seconds,
    /// so the order in time that queries profit from stays.
    private static func storageOrder(_ sessions: borrowing [SessionRecord], _ decisions: [Decision]) -> [Int] {
        var buckets: [[Int]] = Array(repeating: [], count: NetworkDirection.allCases.count * 3)
        for index in decisions.indices {
            let transport = sessions[index].networkProtocol == 6 ? 0 : sessions[index].networkProtocol == 17 ? 1 : 2
            buckets[Int(decisions[index].direction.rawValue) * 3 + transport].append(index)
        }
        return buckets.flatMap { $0 }
    }

    private mutating func dimensionRows() -> [TableRows] {
        let tables = [
            addressRows(), labelRows(), domainRows(), productRows(), macRows(), sourceRows(), deviceRows(),
        ]
        return tables.filter { $0.count > 0 }
    }

    private mutating func addressRows() -> TableRows {
        let fresh = numbers.addresses.takeFresh()
        if fresh.count > 500 { geography.releasePages() }
        return TableRows(
            "addresses", .dimension,
            [
                .int32(FixedColumn(fresh.map(\.number))), .uint128(FixedColumn(fresh.map(\.address.bits))),
                .text(TextColumn(fresh.map(\.address.description))),
                .uint8(FixedColumn(fresh.map(\.address.addressClass.rawValue))),
                .uint32(optional(fresh.map(\.place.asn))), .text(TextColumn(fresh.map(\.place.asName))),
                .text(TextColumn(fresh.map(\.place.country))), .text(TextColumn(fresh.map(\.place.region))),
                .text(TextColumn(fresh.map(\.place.city))), .double(optional(fresh.map(\.place.latitude))),
                .double(optional(fresh.map(\.place.longitude))),
            ])
    }

    private mutating func labelRows() -> TableRows {
        let numbers = savedLabels < labels.count ? Array(Int32(savedLabels + 1)...Int32(labels.count)) : []
        savedLabels = labels.count
        return TableRows(
            "labels", .dimension, [.int32(FixedColumn(numbers)), .text(TextColumn(numbers.map { labels[$0] }))])
    }

    private mutating func domainRows() -> TableRows {
        let domains = numbers.domains
        let fresh = savedDomains < domains.count ? Array(Int32(savedDomains + 1)...Int32(domains.count)) : []
        savedDomains = domains.count
        let none = TextColumn(fresh.map { _ in nil })
        return TableRows(
            "domains", .dimension,
            [
                .int32(FixedColumn(fresh)), .text(TextColumn(fresh.map { domains[$0] })), .text(none), .text(none),
                .text(none),
            ])
    }

    private mutating func productRows() -> TableRows {
        let fresh = numbers.products.takeFresh()
        return TableRows(
            "products", .dimension,
            [
                .int32(FixedColumn(fresh.map(\.number))), .text(TextColumn(fresh.map(\.product.family))),
                .text(TextColumn(fresh.map(\.product.vendor))), .text(TextColumn(fresh.map(\.product.product))),
            ])
    }

    private mutating func macRows() -> TableRows {
        let fresh = numbers.macs.takeFresh()
        return TableRows(
            "macs", .dimension,
            [
                .int32(FixedColumn(fresh.map(\.number))), .int64(FixedColumn(fresh.map { Int64($0.address.bits) })),
                .text(TextColumn(fresh.map(\.address.description))),
                .text(TextColumn(fresh.map { vendors.vendor(of: $0.address) })),
            ])
    }

    private mutating func sourceRows() -> TableRows {
        let fresh = sources.takeFresh()
        return TableRows(
            "sources", .dimension,
            [
                .int32(FixedColumn(fresh.map(\.id))), .text(TextColumn(fresh.map(\.name))),
                .text(TextColumn(fresh.map(\.key.host))), .text(TextColumn(fresh.map(\.key.address.address))),
                .text(TextColumn(fresh.map(\.key.address.transport.rawValue))),
                .text(TextColumn(fresh.map { $0.vendor.isEmpty ? nil : $0.vendor })),
                .text(TextColumn(fresh.map { $0.product.isEmpty ? nil : $0.product })),
            ])
    }

    private mutating func deviceRows() -> TableRows {
        let changed = devices.takeChanged()
        return TableRows(
            "devices", .replace,
            [
                .int32(FixedColumn(changed.map(\.id))), .text(TextColumn(changed.map(\.name))),
                .text(TextColumn(changed.map { $0.mac?.description })),
                .text(TextColumn(changed.map { $0.address?.description })), .text(TextColumn(changed.map(\.vendor))),
                .bool(FixedColumn(changed.map { $0.mac?.isRandomized ?? false })),
                .int64(FixedColumn(changed.map(\.firstSeen))), .int64(FixedColumn(changed.map(\.lastSeen))),
            ])
    }
}

/// A column with gaps from optional values.
private func optional<Value: BitwiseCopyable & Sendable & ExpressibleByIntegerLiteral>(
    _ values: [Value?]
) -> FixedColumn<Value> {
    var column = FixedColumn<Value>()
    for value in values { column.append(value ?? 0, if: value != nil) }
    return column
}
