import EarshotModel

/// A believable household, as the log of its router: the same bytes for the same arguments, on every machine.
///
///     var household = DemoHousehold(seed: 1, start: 1_757_887_200, days: 30, zoneOffset: 7200)
///     var line: [UInt8] = []
///     while let seconds = household.next(into: &line) {
///         // one line in `line`, without newline, written at `seconds`
///         line.removeAll(keepingCapacity: true)
///     }
///
/// Three people, seventeen devices, a public address (see `publicAddress`) and the noise of the internet in front of it;
/// about 13,000 lines a day. On the thirteenth day the power is out for two hours and a half, on the twentieth a doorbell
/// appears, and on the first weekend after the eighth a guest does. Days are made one at a time, so memory stays at a few
/// megabytes however many there are. Networks of companies are real so that maps look right; everything else is invented.
public struct DemoHousehold: Sendable {
    private let seed: UInt64
    private let zoneOffset: Int64
    /// First local midnight, and the local seconds between which lines are written.
    private let origin: Int64
    private let span: Range<Int64>
    private let noise: BackgroundNoise
    private var log: RouterLog
    private var nextDay = 0
    /// The events of one day in order, and how many of them are written.
    private var today: [DemoEvent] = []
    private var written = 0
    /// What a day's events brought for the days after it: retries over midnight.
    private var later: [DemoEvent] = []

    /// - Parameters:
    ///   - start: seconds since 1970, UTC; the first day is the local day it falls in.
    ///   - days: of 24 hours each.
    ///   - zoneOffset: the router's local time, seconds east of Greenwich, the same for all days.
    ///   - host: the router's name in the lines.
    public init(seed: UInt64, start: Int64, days: Int, zoneOffset: Int32, host: String = "demo-router") {
        self.seed = seed
        self.zoneOffset = Int64(zoneOffset)
        let local = start + self.zoneOffset
        origin = local.floorDivided(by: 86_400) * 86_400
        span = local..<local + Int64(max(days, 0)) * 86_400
        noise = BackgroundNoise(seed: seed)
        log = RouterLog(host: host, zoneOffset: 0, seed: seed)
    }

    /// The invented public address of the household.
    public static let publicAddress: String = Home.publicAddress.description

    /// Names of the devices by their MAC address, as the DHCP server's lines have them.
    public static let deviceNames: [(mac: String, name: String)] = Inventory.devices.map {
        ($0.mac.description, $0.name)
    }

    /// Appends the next line to `output`, without a newline, and returns its time in seconds since 1970, UTC; nil after
    /// the last one. Lines come in the order of time.
    public mutating func next(into output: inout [UInt8]) -> Int64? {
        while written == today.count {
            guard origin + Int64(nextDay) * 86_400 < span.upperBound else { return nil }
            makeDay()
        }
        let event = today[written]
        written += 1
        switch event.what {
        case .packet(let packet): log.append(packet, to: &output)
        case .note(let note): log.append(note, at: event.seconds, to: &output)
        }
        return event.seconds - zoneOffset
    }

    private mutating func makeDay() {
        let day = DayPlan(seed: seed, index: nextDay, midnight: origin + Int64(nextDay) * 86_400)
        var events = later + noise.events(on: day)
        for prober in SlowProber.all { events += prober.events(on: day, origin: origin, seed: seed) }
        for (number, device) in Inventory.devices.enumerated() {
            events += device.events(on: day, number: number, origin: origin, seed: seed)
        }
        if let outage = day.outage {
            events.removeAll { outage.contains($0.seconds) }
            events += reboot(outage.upperBound)
        }
        let midnight = day.midnight + 86_400
        later = events.filter { $0.seconds >= midnight }
        today = inOrder(events.filter { $0.seconds < midnight && span.contains($0.seconds) })
        written = 0
        nextDay += 1
    }

    /// By time, and as made within a second: `sort` alone promises no order among equals.
    private func inOrder(_ events: [DemoEvent]) -> [DemoEvent] {
        let order = events.indices.sorted { left, right in
            (events[left].seconds, left) < (events[right].seconds, right)
        }
        return order.map { events[$0] }
    }

    private func reboot(_ moment: Int64) -> [DemoEvent] {
        let texts = [
            "kernel: klogd started: BusyBox v1.25.1 (2025-06-28 14:02:11 EDT)",
            "kernel: Linux version 4.1.52 (merlin@ubuntu-dev) (gcc version 5.5.0 (Buildroot 2017.11.1)) #2 SMP PREEMPT",
            "rc_service: httpds 1066:notify_rc restart_firewall",
            "WAN Connection: WAN was restored.",
        ]
        return texts.enumerated().map { DemoEvent(seconds: moment + Int64($0.offset) * 7, what: .note($0.element)) }
    }
}
