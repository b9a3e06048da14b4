import EarshotDemo
import EarshotModel

/// Lines with the cardinalities of a real home's log over months: three in five are probes from some 150,000 scanners,
/// seven in ten of these at the hundred most wanted ports; the rest are connections of thirty devices to 5,000 places.
struct Traffic {
    private static let scannerCount = 150_000
    private static let placeCount = 5000
    private static let deviceCount = 30
    private static let home = IPAddress(v4: 0x4fcb_2c76)
    private static let gateway = MACAddress(bits: 0x40b4_f0e0_5eaf)

    private var log: RouterLog
    private var random: SeededRandom
    private let scanners: [Scanner]
    private let scannerTable = AliasTable(zipf: scannerCount, flattening: 40)
    private let places: [Place]
    private let placeTable = AliasTable(zipf: placeCount, flattening: 8)
    private let deviceTable = AliasTable(zipf: deviceCount, flattening: 3)
    private let wanted: [UInt16]

    private struct Scanner {
        let address: IPAddress
        /// Half of them know what they want: up to four ports. The others try whatever there is.
        let isChoosy: Bool
        let favourite: UInt8
    }

    private struct Place {
        let address: IPAddress
        let port: UInt16
        let transport: Packet.Transport
    }

    init(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        scanners = (0..<Self.scannerCount).map { _ in
            Scanner(
                address: Self.publicAddress(&random), isChoosy: random.chance(0.5),
                favourite: UInt8(random.below(random.below(96) + 1)))
        }
        places = (0..<Self.placeCount).map { _ in
            let overUDP = random.chance(0.35)
            let usual = random.chance(0.85)
            return Place(
                address: Self.publicAddress(&random), port: usual ? 443 : UInt16(random.within(1024...49_151)),
                transport: overUDP ? .udp : .tcp)
        }
        wanted = Self.wantedPorts
        log = RouterLog(host: "bench-router", zoneOffset: 0, seed: seed)
        self.random = random
    }

    mutating func append(at seconds: Int64, to output: inout [UInt8]) {
        let packet = random.below(5) < 3 ? probe(seconds) : connection(seconds)
        log.append(packet, to: &output)
    }

    private mutating func probe(_ seconds: Int64) -> Packet {
        let scanner = scanners[scannerTable.draw(&random)]
        let dice = random.next()
        return Packet(
            seconds: seconds, path: .dropped, transport: dice & 15 == 0 ? .udp : .tcp, source: scanner.address,
            destination: Self.home, sourcePort: UInt16(truncatingIfNeeded: dice >> 8) | 1024,
            destinationPort: port(scanner, dice >> 24), length: 44 + UInt16(dice >> 60),
            timeToLive: 40 + UInt8(truncatingIfNeeded: dice >> 56 & 15), sourceMAC: Self.gateway)
    }

    private func port(_ scanner: Scanner, _ dice: UInt64) -> UInt16 {
        let coin = UInt8(truncatingIfNeeded: dice)
        if scanner.isChoosy { return wanted[Int(scanner.favourite) + Int(coin & 3)] }
        if coin < 154 { return UInt16(truncatingIfNeeded: dice >> 8) | 1 }
        return wanted[(Int(truncatingIfNeeded: dice >> 8 & 0xffff) * 100) >> 16]
    }

    private mutating func connection(_ seconds: Int64) -> Packet {
        let place = places[placeTable.draw(&random)]
        let device = UInt32(deviceTable.draw(&random))
        let dice = random.next()
        return Packet(
            seconds: seconds, path: .outbound, transport: place.transport, source: IPAddress(v4: 0xc0a8_3202 + device),
            destination: place.address, sourcePort: 32_768 | UInt16(truncatingIfNeeded: dice),
            destinationPort: place.port, length: place.transport == .tcp ? 60 : 1228 + UInt16(dice >> 59),
            timeToLive: 63, sourceMAC: MACAddress(bits: 0x0017_8800_0000 + UInt64(device) * 0x01_0203))
    }

    private static func publicAddress(_ random: inout SeededRandom) -> IPAddress {
        while true {
            let address = IPAddress(v4: UInt32(truncatingIfNeeded: random.next() >> 32))
            if address.addressClass == .global, address != home { return address }
        }
    }

    /// A hundred ports that scanners like.
    private static let wantedPorts: [UInt16] = {
        let named: [UInt16] = [
            23, 22, 3389, 445, 5060, 8080, 80, 443, 2323, 5555, 8443, 6379, 1433, 3306, 5900, 123, 161, 1900, 53, 81,
            8081,
            8888, 5432, 27017, 9200, 21, 25, 8728, 8291, 7547, 37215, 52869, 60023, 2222, 9000, 5038, 1080, 3128, 4444,
            8545,
        ]
        return named + (0..<60).map { 8000 + 17 * $0 }
    }()
}
