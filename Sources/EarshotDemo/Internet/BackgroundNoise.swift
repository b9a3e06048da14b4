import EarshotModel

/// What knocks at any public address, all day: all of it dropped.
struct BackgroundNoise: Sendable {
    let seed: UInt64

    /// Probes a day: infected devices and rented servers, scanning services, whole-range scanners, pings.
    private static let oneShots = 1800.0
    private static let research = 500.0
    private static let pings = 70.0

    func events(on day: DayPlan) -> [DemoEvent] {
        var result = oneShots(day)
        result += probes(day, purpose: 12, mean: Self.research, networks: ScannerNetwork.research) { random in
            .tcp(UInt16(random.within(1...65_535)))
        }
        result += probes(day, purpose: 13, mean: Self.pings, networks: ScannerNetwork.noise) { _ in .ping }
        return result + fastScan(day) + roaming(day)
    }

    /// Half of the devices try again after one and after three seconds, as their TCP does.
    private func oneShots(_ day: DayPlan) -> [DemoEvent] {
        var random = SeededRandom(seed: seed, purpose: 10, day: day.index)
        var result: [DemoEvent] = []
        for _ in 0..<random.count(mean: Self.oneShots) {
            guard let network = random.pick(ScannerNetwork.noise) else { break }
            let target = ProbeTarget.drawn(&random)
            let source = network.address(&random, seed: seed)
            let port = UInt16(random.within(1024...65_535))
            let moment = day.midnight + Int64(random.below(86_400))
            let retries: [Int64] = target.transport == .tcp && random.chance(0.2) ? [0, 1, 3] : [0]
            for delay in retries { result.append(probe(target, from: source, port, at: moment + delay, &random)) }
        }
        return result
    }

    private func probes(
        _ day: DayPlan, purpose: UInt64, mean: Double, networks: [ScannerNetwork],
        target: (inout SeededRandom) -> ProbeTarget
    ) -> [DemoEvent] {
        var random = SeededRandom(seed: seed, purpose: purpose, day: day.index)
        var result: [DemoEvent] = []
        for _ in 0..<random.count(mean: mean) {
            guard let network = random.pick(networks) else { break }
            let moment = day.midnight + Int64(random.below(86_400))
            let source = network.address(random.below(network.sources), seed: seed)
            let target = target(&random)
            result.append(probe(target, from: source, UInt16(random.within(1024...65_535)), at: moment, &random))
        }
        return result
    }

    /// Somebody in a hurry: hundreds of ports within minutes. Every scan detector finds this one.
    private func fastScan(_ day: DayPlan) -> [DemoEvent] {
        var random = SeededRandom(seed: seed, purpose: 14, day: day.index)
        guard let network = random.pick(ScannerNetwork.noise), random.chance(0.7) else { return [] }
        let source = network.address(random.below(network.sources), seed: seed)
        let start = day.midnight + Int64(random.below(84_000))
        let sourcePort = UInt16(random.within(40_000...60_000))
        let firstPort = random.within(1...20_000)
        return (0..<random.within(150...400)).map { index in
            let target = ProbeTarget.tcp(UInt16(firstPort + index * 7))
            return probe(target, from: source, sourcePort, at: start + Int64(index / 2), &random)
        }
    }

    /// Anna's phone, from the street, through the one open port.
    private func roaming(_ day: DayPlan) -> [DemoEvent] {
        var random = SeededRandom(seed: seed, purpose: 15, day: day.index)
        let hours = day.home[.anna] ?? []
        guard hours.count == 2, hours[0].upperBound < hours[1].lowerBound else { return [] }
        let away = hours[0].upperBound..<hours[1].lowerBound
        return (0..<random.count(mean: 9)).compactMap { _ in
            guard let source = random.pick(Home.roaming) else { return nil }
            let target = ProbeTarget.udp(Home.tunnelPort, 176)
            let moment = away.lowerBound + Int64(random.below(Int(away.upperBound - away.lowerBound)))
            return probe(
                target, from: source, UInt16(random.within(1024...65_535)), at: moment, path: .admitted, &random)
        }
    }
}

/// A packet from the internet to the home's public address.
func probe(
    _ target: ProbeTarget, from source: IPAddress, _ sourcePort: UInt16, at moment: Int64,
    path: Packet.Path = .dropped, _ random: inout SeededRandom
) -> DemoEvent {
    let packet = Packet(
        seconds: moment, path: path, transport: target.transport, source: source, destination: Home.publicAddress,
        sourcePort: sourcePort, destinationPort: target.port, length: target.length,
        timeToLive: UInt8(random.chance(0.3) ? random.within(229...246) : random.within(38...57)),
        sourceMAC: Home.gatewayMAC)
    return DemoEvent(seconds: moment, what: .packet(packet))
}
