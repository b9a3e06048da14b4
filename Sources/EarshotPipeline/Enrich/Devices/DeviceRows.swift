import EarshotModel

/// The rows of the inventory. A device that was merged into another shows that one's name, so that old events do, too.
enum DeviceRows {
    static func rows(_ changed: [Device], _ devices: DeviceRegistry) -> TableRows {
        let faces = changed.map { devices.devices[$0.mergedInto] ?? $0 }
        let own: [ColumnVector] = [
            .int32(FixedColumn(changed.map(\.id))), .text(TextColumn(faces.map(\.name))),
            .text(TextColumn(changed.map { $0.mac?.description })),
            .text(TextColumn(changed.map { $0.address?.description })), .text(TextColumn(faces.map(\.vendor))),
            .bool(FixedColumn(changed.map(\.isRandomized))), .int64(FixedColumn(changed.map(\.firstSeen))),
            .int64(FixedColumn(changed.map(\.lastSeen))), .text(TextColumn(faces.map(\.hostname))),
            .text(TextColumn(faces.map { $0.words.type.isEmpty ? $0.guess.type : $0.words.type })),
            .int32(FixedColumn(faces.map { $0.words.type.isEmpty ? Int32($0.guess.confidence) : 100 })),
            .text(TextColumn(faces.map { $0.guess.evidence.joined(separator: "\n") })),
            .text(TextColumn(faces.map(\.words.owner))), .text(TextColumn(faces.map(\.words.name))),
            .text(TextColumn(faces.map(\.words.type))), .text(TextColumn(changed.map(macs))),
            .text(TextColumn(changed.map(addresses))), .int32(FixedColumn(changed.map(\.mergedInto))),
        ]
        return TableRows("devices", .replace, own + resolvers(faces) + announcements(faces))
    }

    /// How a device goes around the home's name server.
    private static func resolvers(_ faces: [Device]) -> [ColumnVector] {
        var first = FixedColumn<Int64>()
        var last = FixedColumn<Int64>()
        for device in faces {
            let uses = device.bypasses
            first.append(uses.map(\.firstSeen).min() ?? 0, if: !uses.isEmpty)
            last.append(uses.map(\.lastSeen).max() ?? 0, if: !uses.isEmpty)
        }
        return [
            .text(TextColumn(faces.map(\.bypass))), .int64(first), .int64(last),
            .text(TextColumn(faces.map { "[" + $0.resolvers.map(\.json).joined(separator: ",") + "]" })),
        ]
    }

    private static func announcements(_ faces: [Device]) -> [ColumnVector] {
        let services = faces.map { device in
            "[" + device.announced.services.map { "\"\($0)\"" }.joined(separator: ",") + "]"
        }
        return [
            .text(TextColumn(faces.map(\.announced.name))), .text(TextColumn(faces.map(\.announced.host))),
            .text(TextColumn(faces.map(\.announced.model))), .text(TextColumn(faces.map(\.announced.server))),
            .text(TextColumn(services)),
        ]
    }

    private static func macs(_ device: Device) -> String {
        "[" + device.macs.map { "\"\($0)\"" }.joined(separator: ",") + "]"
    }

    private static func addresses(_ device: Device) -> String {
        "{" + device.addresses.map { "\"\($0.address)\":\($0.seen)" }.joined(separator: ",") + "}"
    }
}

extension Device {
    /// A device as an earlier run left it.
    init(_ known: Knowledge.KnownDevice, _ vendors: VendorRegistry) {
        self.init(id: known.number, firstSeen: known.firstSeen, lastSeen: known.lastSeen)
        macs = known.macs
        address = known.address
        addresses = known.addresses.map { SeenAddress(address: $0.address, seen: $0.seen) }
        hostname = known.hostname
        vendor = known.macs.lazy.compactMap(vendors.vendor).first
        words = known.words
        guess = known.guess
        resolvers = known.resolvers
        announced = known.announced
        mergedInto = known.mergedInto
    }
}
