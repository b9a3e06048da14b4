/// Datagrams of a flow exporter: the fields that routers send, with values that differ from record to record.
struct FlowTraffic {
    enum Version: Int, CaseIterable {
        case netflow5 = 5
        case netflow9 = 9
        case ipfix = 10
    }

    /// What a datagram of 1,500 bytes has room for.
    static let recordsPerDatagram = 24

    /// Elements and lengths, as routers with hardware flow tables send them (53 bytes a record).
    private static let fields: [(element: UInt64, length: Int)] = [
        (8, 4), (12, 4), (15, 4), (10, 4), (14, 4), (2, 4), (1, 4), (22, 4), (21, 4), (7, 2), (11, 2), (6, 1), (4, 1),
        (5, 1), (61, 1), (16, 4), (17, 4), (9, 1), (13, 1),
    ]

    private var random: SplitMix
    private var sequence: UInt64 = 0

    init(seed: UInt64) { random = SplitMix(state: seed) }

    /// Defines template 256.
    func template(_ version: Version, seconds: UInt64) -> [UInt8] {
        var set: [UInt8] = []
        Self.put(256, 2, &set)
        Self.put(UInt64(Self.fields.count), 2, &set)
        for field in Self.fields {
            Self.put(field.element, 2, &set)
            Self.put(UInt64(field.length), 2, &set)
        }
        return message(version, seconds, number: version == .ipfix ? 2 : 0, set)
    }

    mutating func datagram(_ version: Version, seconds: UInt64) -> [UInt8] {
        var set: [UInt8] = []
        for _ in 0..<Self.recordsPerDatagram {
            if version == .netflow5 { appendFixed(&set) } else { append(&set) }
        }
        sequence += 1
        return message(version, seconds, number: 256, set)
    }

    private func message(_ version: Version, _ seconds: UInt64, number: UInt64, _ set: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        Self.put(UInt64(version.rawValue), 2, &bytes)
        switch version {
        case .netflow5:
            for (value, width) in [(UInt64(Self.recordsPerDatagram), 2), (3_600_000, 4), (seconds, 4), (0, 4)] {
                Self.put(value, width, &bytes)
            }
            for (value, width) in [(sequence * UInt64(Self.recordsPerDatagram), 4), (0, 2), (0, 2)] {
                Self.put(value, width, &bytes)
            }
            return bytes + set
        case .netflow9:
            for (value, width) in [(UInt64(1), 2), (3_600_000, 4), (seconds, 4), (sequence, 4), (0, 4)] {
                Self.put(value, width, &bytes)
            }
        case .ipfix:
            let records = sequence * UInt64(Self.recordsPerDatagram)
            for (value, width) in [(UInt64(set.count) + 20, 2), (seconds, 4), (records, 4), (0, 4)] {
                Self.put(value, width, &bytes)
            }
        }
        Self.put(number, 2, &bytes)
        Self.put(UInt64(set.count) + 4, 2, &bytes)
        return bytes + set
    }

    private mutating func append(_ set: inout [UInt8]) {
        for field in Self.fields { Self.put(value(field.element), field.length, &set) }
    }

    private mutating func appendFixed(_ set: inout [UInt8]) {
        let order: [(element: UInt64, width: Int)] = [
            (8, 4), (12, 4), (15, 4), (10, 2), (14, 2), (2, 4), (1, 4), (22, 4), (21, 4), (7, 2), (11, 2), (0, 1),
            (6, 1),
            (4, 1), (5, 1), (16, 2), (17, 2), (9, 1), (13, 1), (0, 2),
        ]
        for field in order { Self.put(value(field.element), field.width, &set) }
    }

    private mutating func value(_ element: UInt64) -> UInt64 {
        let number = random.next()
        switch element {
        case 8: return 0xc0a8_0100 + number % 60
        case 12: return 0x2d00_0000 + number % 50_000
        case 15: return 0xc0a8_01fe
        case 10, 14: return 1 + number % 3
        case 2: return 1 + number % 500
        case 1: return 60 + number % 700_000
        case 22: return 3_500_000 + number % 90_000
        case 21: return 3_595_000
        case 7: return 32_768 + number % 28_000
        case 11: return [443, 53, 80, 123][Int(number % 4)]
        case 4: return number % 3 == 0 ? 17 : 6
        case 6: return 0x1b
        case 17: return 64_500 + number % 20
        case 9: return 24
        default: return 0
        }
    }

    private static func put(_ value: UInt64, _ width: Int, _ bytes: inout [UInt8]) {
        for index in (0..<width).reversed() { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(index * 8))) }
    }

    /// SplitMix64 (Steele, Lea, Flood 2014).
    private struct SplitMix {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var value = state
            value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
            value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
            return value ^ value >> 31
        }
    }
}
