import EarshotDemo
import EarshotModel

/// A day of a home whose name server and firewall both log: who asked for what, and who then connected to where, with the
/// truth about every connection.
///
/// Forty devices ask for 20,000 names, the popular ones again and again; a third of the answers are an alias first, and
/// names share addresses as they do at a content network. A connection follows its answer within the time for which
/// dnsmasq's answers hold here (an hour: its log tells no lifetime), one in a hundred is logged just before it. One in ten goes to an address that nobody asked for.
struct NamedDay {
    struct Connection {
        var device: Int
        /// The name behind it; -1: none, nobody asked.
        var name: Int
        var address: UInt32
    }

    static let devices = 40
    private static let names = 20_000
    private static let addresses: UInt64 = 9_000
    private static let home: UInt32 = 0xc0a8_3202
    /// The longest that a connection waits for, seconds; a power of two.
    private static let horizon = 4096

    private var random: SeededRandom
    private let nameTable = AliasTable(zipf: names, flattening: 30)
    private let deviceTable = AliasTable(zipf: devices, flattening: 3)
    /// Connections to come, by the second at which they do.
    private var coming: [[Connection]] = Array(repeating: [], count: horizon)

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    static func name(_ index: Int) -> String { "host\(index % 40).site\(index / 40).example" }
    static func address(ofDevice device: Int) -> IPAddress { IPAddress(v4: home + UInt32(device)) }

    /// Goes through the day. `answer` gets each answer in order of time, `connection` each connection.
    mutating func run(
        from start: Int64, answers: Int, connections: Int,
        answer: (Int64, _ device: Int, _ name: Int, _ address: UInt32) throws -> Void,
        connection: (Int64, Connection) throws -> Void
    ) rethrows {
        var (asked, made) = (0, 0)
        for second in 0..<Int64(86_400) {
            let slot = Int(second) % Self.horizon
            for coming in coming[slot] { try connection(start + second, coming) }
            coming[slot].removeAll(keepingCapacity: true)
            let due = answers * Int(second + 1) / 86_400
            while asked < due {
                asked += 1
                let (device, name) = (deviceTable.draw(&random), nameTable.draw(&random))
                let address = Self.address(ofName: name, random.below(3))
                let share = connections * asked / answers - made
                made += share
                for _ in 0..<share {
                    guard let early = plan(device, name, address, second) else { continue }
                    try connection(start + second, early)
                }
                try answer(start + second, device, name, address)
            }
        }
    }

    /// A connection that follows an answer; it is returned when it comes before it.
    private mutating func plan(_ device: Int, _ name: Int, _ address: UInt32, _ second: Int64) -> Connection? {
        let isNamed = random.below(10) > 0
        let connection = Connection(
            device: device, name: isNamed ? name : -1,
            address: isNamed ? address : 0x5000_0000 | UInt32(random.below(100_000)))
        if isNamed, random.below(100) == 0 { return connection }
        let delay = random.below(4) == 0 ? random.below(3300) : random.below(30)
        guard second + Int64(delay) + 1 < 86_400 else { return connection }
        coming[(Int(second) + delay + 1) % Self.horizon].append(connection)
        return nil
    }

    /// Three addresses for each name, from a pool that is smaller than the number of names.
    private static func address(ofName name: Int, _ which: Int) -> UInt32 {
        let place = (UInt64(name) &* 0x9e37_79b9_7f4a_7c15 >> 40) &+ UInt64(which) &* 3001
        return 0x1780_0000 | UInt32(place % addresses)
    }
}

/// Writes the day as the lines of a router, or the truth about it.
struct NamedDayWriter {
    var day: NamedDay
    var log: RouterLog
    var output = Output(descriptor: 1)
    let start: Int64
    let answers: Int
    let connections: Int

    init(seed: UInt64, start: Int64, answers: Int, connections: Int) {
        day = NamedDay(seed: seed)
        log = RouterLog(host: "bench-router", zoneOffset: 0, seed: seed)
        self.start = start
        self.answers = answers
        self.connections = connections
    }

    /// `withNames`: dnsmasq's lines, too.
    mutating func writeLines(withNames: Bool) throws {
        var (day, log, output) = (day, log, output)
        func note(_ text: String, _ seconds: Int64) throws {
            log.append(RouterNote(priority: 30, text: "dnsmasq[812]: \(text)"), at: seconds, to: &output.bytes)
            try Self.endLine(&output)
        }
        try day.run(from: start, answers: answers, connections: connections) { seconds, device, name, address in
            guard withNames else { return }
            let asked = NamedDay.name(name)
            try note("query[A] \(asked) from \(NamedDay.address(ofDevice: device))", seconds)
            if name % 3 == 0 { try note("reply \(asked) is <CNAME>", seconds) }
            let answered = name % 3 == 0 ? "edge\(name % 997).cdn.example" : asked
            try note("reply \(answered) is \(IPAddress(v4: address))", seconds)
        } connection: { seconds, connection in
            log.append(Self.packet(connection, seconds), to: &output.bytes)
            try Self.endLine(&output)
        }
        try output.flush()
    }

    /// Connections by device and name: `192.168.50.2<tab>host0.site0.example<tab>12`; without a name those to addresses
    /// that nobody asked for.
    mutating func writeTruth() throws {
        var counts: [SIMD2<Int32>: Int] = [:]
        day.run(from: start, answers: answers, connections: connections) { _, _, _, _ in
        } connection: { _, connection in
            counts[SIMD2(Int32(connection.device), Int32(connection.name)), default: 0] += 1
        }
        for (key, count) in counts {
            let name = key.y < 0 ? "" : NamedDay.name(Int(key.y))
            output.bytes += Array("\(NamedDay.address(ofDevice: Int(key.x)))\t\(name)\t\(count)".utf8)
            try Self.endLine(&output)
        }
        try output.flush()
    }

    private static func endLine(_ output: inout Output) throws {
        output.bytes.append(10)
        if output.bytes.count > Output.limit { try output.flush() }
    }

    private static func packet(_ connection: NamedDay.Connection, _ seconds: Int64) -> Packet {
        Packet(
            seconds: seconds, path: .outbound, transport: .tcp,
            source: NamedDay.address(ofDevice: connection.device), destination: IPAddress(v4: connection.address),
            sourcePort: 32_768 | UInt16(truncatingIfNeeded: connection.name), destinationPort: 443, length: 60,
            timeToLive: 63, sourceMAC: MACAddress(bits: 0x0017_8800_0000 + UInt64(connection.device)))
    }
}
