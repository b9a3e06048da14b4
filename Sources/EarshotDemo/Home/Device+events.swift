import EarshotModel

extension DemoDevice {
    /// Everything this device makes the router log on one day, in no order.
    func events(on day: DayPlan, number: Int, origin: Int64, seed: UInt64) -> [DemoEvent] {
        guard isPresent(on: day) else { return [] }
        var result = leases(day, number)
        for (index, habit) in habits.enumerated() {
            let purpose = mac.bits &* 64 &+ UInt64(index)
            var random = SeededRandom(seed: seed, purpose: purpose, day: day.index)
            for moment in habit.moments(day, origin: origin, &random) {
                guard let packet = packet(habit.service, at: moment, &random) else { continue }
                result.append(DemoEvent(seconds: moment, what: .packet(packet)))
            }
        }
        return result
    }

    private func packet(_ service: Service, at moment: Int64, _ random: inout SeededRandom) -> Packet? {
        let overV6 = hasV6 && !service.hostsV6.isEmpty && random.chance(0.45)
        guard let host = random.pick(overV6 ? service.hostsV6 : service.hosts) else { return nil }
        return Packet(
            seconds: moment, path: path(service.reach), transport: service.transport,
            source: overV6 ? addressV6 : address, destination: host,
            sourcePort: service.reach == .everybody ? service.port : UInt16(random.within(32_768...60_999)),
            destinationPort: service.port,
            length: UInt16(random.within(service.length)) + (overV6 && service.transport == .tcp ? 20 : 0),
            timeToLive: service.reach == .everybody ? 1 : service.reach == .router ? 64 : 63, sourceMAC: mac)
    }

    private func path(_ reach: Service.Reach) -> Packet.Path {
        switch reach {
        case .internet: isGuest ? .guestOutbound : .outbound
        case .router, .everybody: .toRouter
        case .home: .guestToHome
        }
    }

    /// What the router's DHCP server says: once a day, or whenever the device comes home, and after a power cut.
    private func leases(_ day: DayPlan, _ number: Int) -> [DemoEvent] {
        var moments = arrives.map { $0.windows(day).map(\.lowerBound) } ?? [day.midnight + 2100 + Int64(number) * 2903]
        if let outage = day.outage { moments.append(outage.upperBound + 45 + Int64(number) * 3) }
        let bridge = isGuest ? "br1" : "br0"
        let card = "\(address) \(mac)"
        return moments.filter { $0 != day.midnight }.flatMap { moment in
            [
                DemoEvent(seconds: moment, what: .note("dnsmasq-dhcp[1843]: DHCPREQUEST(\(bridge)) \(card)")),
                DemoEvent(seconds: moment, what: .note("dnsmasq-dhcp[1843]: DHCPACK(\(bridge)) \(card) \(name)")),
            ]
        }
    }
}
