package import EarshotModel

/// A device of the demo household.
package struct DemoDevice: Sendable {
    /// As it calls itself to the DHCP server.
    package let name: String
    package let mac: MACAddress
    package let address: IPAddress
    let hasV6: Bool
    let isGuest: Bool
    /// The first day on which it is there, from 0.
    let since: Int
    /// Asks for an address again whenever this begins; at home all day when nil.
    let arrives: Presence?
    let habits: [Habit]

    init(
        _ name: String, _ mac: UInt64, _ host: UInt32, hasV6: Bool = false, isGuest: Bool = false, since: Int = 0,
        arrives: Presence? = nil, _ habits: [Habit]
    ) {
        self.name = name
        self.mac = MACAddress(bits: mac)
        address = IPAddress(v4: (isGuest ? 0xc0a8_6500 : 0xc0a8_3200) + host)
        self.hasV6 = hasV6
        self.isGuest = isGuest
        self.since = since
        self.arrives = arrives
        self.habits = habits
    }

    /// RFC 7217 would make it opaque; the last two groups say which device it is.
    var addressV6: IPAddress { v6(Home.networkV6, mac.bits & 0xffff_ffff | 0x5a0c_0000_0000_0000) }

    func isPresent(on day: DayPlan) -> Bool { day.index >= since && (!isGuest || day.isGuestDay) }
}
