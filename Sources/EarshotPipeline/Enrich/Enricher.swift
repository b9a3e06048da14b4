import EarshotModel
import EarshotParsing

/// Turns parsed records into rows ready to be stored: addresses, texts and devices become numbers, directions are decided.
struct Enricher {
    var numbers: Numbering
    private(set) var home: HomeNetwork
    var devices: DeviceRegistry
    private var sources: SourceRegistry
    private var names = NameJoin()
    var resolvers: ResolverWatch
    var isUpstreamNew = false
    private var order = StorageOrder()
    private var syslog = SyslogColumns()
    private var events = OpenEvents()
    private var spareDecisions: [Decision] = []
    private let vendors: VendorRegistry
    private let facts: NameFacts
    let geography: Geography
    private var savedLabels = 0
    private var savedDomains = 0

    var labels: LabelTable {
        get { numbers.labels }
        _modify { yield &numbers.labels }
    }

    init(
        geography: Geography, vendors: VendorRegistry, facts: NameFacts = NameFacts(), knowledge: Knowledge,
        publicAddresses: [IPAddress] = [], nameServers: [IPAddress] = [], sourceNames: [SourceRule] = []
    ) {
        self.geography = geography
        self.vendors = vendors
        self.facts = facts
        numbers = Numbering(addresses: AddressBook(geography: geography, next: knowledge.lastAddressNumber + 1))
        for known in knowledge.addresses { numbers.addresses.restore(known.address, number: known.number) }
        home = HomeNetwork(configured: publicAddresses, learned: knowledge.publicAddresses)
        resolvers = ResolverWatch(facts: facts, upstreams: nameServers + Self.upstreams(knowledge))
        devices = DeviceRegistry(vendors: vendors, known: knowledge.devices.map { Device($0, vendors) })
        sources = SourceRegistry(
            known: knowledge.sources.map {
                SourceRegistry.Source(id: $0.number, key: .init(address: $0.address, host: $0.host), product: "")
            }, rules: sourceNames)
        for known in knowledge.macs { numbers.macs.restore(known.address, number: known.number) }
        for label in knowledge.labels { _ = numbers.labels.intern(label) }
        savedLabels = numbers.labels.count
        for domain in knowledge.domains { _ = numbers.domains.intern(domain) }
        savedDomains = numbers.domains.count
        for known in knowledge.answers {
            names.restore(
                .init(
                    device: known.device, address: known.address, start: known.first, end: known.last,
                    name: known.domain))
        }
        for known in knowledge.products {
            numbers.products.restore(
                .init(family: known.family, vendor: known.vendor, product: known.product), number: known.number)
        }
    }

    /// The number of a source, for `SessionRecord.source` and `SyslogRecord.source`.
    mutating func source(_ address: SourceAddress, host: Int32, family: Int) -> Int32 {
        sources.number(address, host: labels[host], origin: ParseCounters.origin(ofFamily: family))
    }

    func deviceName(_ id: Int32) -> String { devices.name(of: id) }

    /// The event rows of a batch, the dimension rows they need, and what was decided for each session. The records'
    /// `source` is the source's number already.
    mutating func rows(of batch: borrowing ParsedBatch) -> (tables: [TableRows], decisions: [Decision]) {
        // Answers first: they explain the connections of the same batch.
        absorbEvents(batch)
        let isWhole = order.count == 0
        let decisions = takeSessions(of: batch, isWhole: isWhole)
        let rows = order.finish() + events.finish() + [syslog.rows]
        syslog = SyslogColumns()
        return (dimensionRows() + rows.filter { $0.count > 0 }, decisions)
    }

    /// Takes a piece of a batch, so that `rows` need not be given it: while it is in the processor's cache, this costs half
    /// as much as at the end. For pieces whose sessions nothing explains that comes later in the batch.
    mutating func absorb(_ piece: borrowing ParsedBatch) {
        absorbEvents(piece)
        _ = takeSessions(of: piece, isWhole: false)
    }

    /// The same without the piece's sessions, which wait for the end of the batch.
    mutating func absorbEvents(_ piece: borrowing ParsedBatch) {
        for record in piece.events { append(record, piece) }
        for index in piece.syslog.indices { syslog.append(piece.syslog[index], piece.text) }
    }

    private mutating func takeSessions(of batch: borrowing ParsedBatch, isWhole: Bool) -> [Decision] {
        var decisions: [Decision] = []
        swap(&decisions, &spareDecisions)
        decisions.removeAll(keepingCapacity: true)
        let records = batch.sessions.span
        for index in records.indices {
            if index % AddressBook.ahead == 0 { numbers.addresses.expect(records, from: index) }
            decisions.append(decide(records[index]))
        }
        order.append(batch, decisions.span, isWhole: isWhole, &numbers)
        spareDecisions = decisions
        return decisions
    }

    /// Names for connections that are stored already.
    mutating func takeLateNames() -> [LateName] { names.takeLate() }

    private mutating func append(_ record: EventRecord, _ batch: borrowing ParsedBatch) {
        let values = batch.values[record.fields.range]
        let device = record.table == .dhcpEvent ? lease(record, values, batch) : devices.device(record, values)
        if record.table == .dns {
            if device != 0, let name = values.first(where: { $0.field == .dnsQuery }) {
                devices.note(contact: numbers.number(of: name, batch.text), of: device)
            }
            learnServers(values)
            names.observe(record, values, batch, device: device, &numbers)
        }
        events.append(record, device: device, batch, &numbers)
    }

    /// Who a lease is about; its name and address are learned.
    private mutating func lease(
        _ record: EventRecord, _ values: ArraySlice<FieldValue>, _ batch: borrowing ParsedBatch
    ) -> Int32 {
        var mac: MACAddress?
        var address: IPAddress?
        var hostname = ""
        for value in values {
            switch value.field {
            case .srcMacAddr: mac = MACAddress(bits: UInt64(bitPattern: value.number))
            case .srcIpAddr, .dhcpSrcIpAddr: address = value.address
            case .srcHostname: hostname = String(decoding: batch.text[value.text], as: UTF8.self)
            default: break
            }
        }
        guard let mac else { return devices.device(record, values) }
        let device = devices.lease(mac: mac, address: address, hostname: hostname, at: record.seconds)
        if let vendorClass = values.first(where: { $0.field == .dhcpVendorClass }) {
            devices.note(vendorClass: String(decoding: batch.text[vendorClass.text], as: UTF8.self), of: device)
        }
        return device
    }

    /// Makes a change of the owner's.
    mutating func change(_ change: DeviceChange) throws {
        switch change {
        case .describe(let id, let words):
            guard devices.describe(id, words) else { throw DeviceChangeError.unknownDevice(id) }
        case .merge(let id, let target):
            for id in [id, target] where devices.devices[id] == nil { throw DeviceChangeError.unknownDevice(id) }
            guard id != target, devices.devices[target]?.mergedInto == 0 else {
                throw DeviceChangeError.noTarget(target)
            }
            devices.merge(id, into: target)
        case .split(let id):
            guard devices.devices[id] != nil else { throw DeviceChangeError.unknownDevice(id) }
            guard devices.split(id) else { throw DeviceChangeError.notMerged(id) }
        }
    }

    /// What was found out about a session.
    struct Decision {
        var direction: NetworkDirection
        var device: Int32
        var local: Int32
        var remote: Int32
        var sourceMAC: Int32
        var destinationMAC: Int32
        /// The name that explains the other side.
        var name: Int32 = 0
    }

    private mutating func decide(_ record: borrowing SessionRecord) -> Decision {
        let direction = home.direction(of: record)
        let has = record.present
        let source = has.contains(.sourceAddress) ? numbers.addresses.number(for: record.sourceAddress) : 0
        let destination =
            has.contains(.destinationAddress) ? numbers.addresses.number(for: record.destinationAddress) : 0
        var decision = Decision(
            direction: direction, device: devices.device(record, direction),
            local: direction == .inbound ? destination : source, remote: direction == .inbound ? source : destination,
            sourceMAC: has.contains(.sourceMAC) ? numbers.macs.number(MACAddress(bits: record.sourceMAC)) : 0,
            destinationMAC: has.contains(.destinationMAC)
                ? numbers.macs.number(MACAddress(bits: record.destinationMAC)) : 0)
        if direction == .outbound || direction == .local, decision.device != 0 {
            decision.name = names.name(
                device: decision.device, address: record.destinationAddress, number: destination, at: record.seconds)
        }
        watch(record, direction, device: decision.device, name: decision.name)
        return decision
    }

    private mutating func dimensionRows() -> [TableRows] {
        let tables = [
            addressRows(), labelRows(), domainRows(), productRows(), macRows(), sourceRows(), deviceRows(),
            answerRows(),
        ]
        return tables.filter { $0.count > 0 }
    }

    private mutating func addressRows() -> TableRows {
        let fresh = numbers.addresses.takeFresh()
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
        let texts = fresh.map { domains[$0] }
        let services = texts.map(facts.service)
        return TableRows(
            "domains", .dimension,
            [
                .int32(FixedColumn(fresh)), .text(TextColumn(texts)),
                .text(TextColumn(texts.map(facts.registeredDomain))), .text(TextColumn(services.map { $0?.company })),
                .text(TextColumn(services.map { $0?.purpose })),
            ])
    }

    private mutating func answerRows() -> TableRows {
        let fresh = names.takeFresh()
        return TableRows(
            "answers", .dimension,
            [
                .int32(FixedColumn(fresh.map(\.device))), .uint128(FixedColumn(fresh.map(\.address.bits))),
                .int64(FixedColumn(fresh.map(\.start))), .int64(FixedColumn(fresh.map(\.end))),
                .int32(FixedColumn(fresh.map(\.name))),
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
        noteResolvers()
        for (device, traits) in devices.takeNewTraits() {
            let names = traits.contacts.map { numbers.domains[$0] }
            let signs = DeviceSigns(
                hostnames: device.hostnames, vendorClasses: traits.vendorClasses,
                macVendor: device.vendor, contactedNames: names,
                purposes: names.compactMap { facts.service(of: $0)?.purpose },
                announced: device.announced)
            let guess = facts.guess(signs)
            // After a restart there are fewer signs than there were: what was known stays until something else is.
            if !guess.type.isEmpty { devices.set(guess, for: device.id) }
        }
        return DeviceRows.rows(devices.takeChanged(), devices)
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
