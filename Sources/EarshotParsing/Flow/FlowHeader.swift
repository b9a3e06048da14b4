internal import EarshotModel

/// What the header of a datagram says for all of its records.
struct FlowHeader: Sendable {
    let flow: FlowProtocol
    /// When it was sent, ticks since 1970; that of arrival when the exporter has no clock.
    let exported: Int64
    /// Milliseconds since the exporter's system started (NetFlow).
    let uptime: UInt32
    /// When it arrived, ticks since 1970.
    let arrival: Int64

    init(_ flow: FlowProtocol, seconds: UInt32, nanoseconds: UInt32 = 0, uptime: UInt32 = 0, _ context: LineContext) {
        self.flow = flow
        self.uptime = uptime
        arrival = context.arrival &- Ticks.unixEpoch
        let sent = Int64(seconds) * Ticks.perSecond + Int64(min(nanoseconds, 999_999_999) / 100)
        exported = Int64(seconds) < Self.earliest ? arrival : sent
    }

    /// When the exporter's system started, ticks since 1970; 0: its protocol does not tell.
    var boot: Int64 { flow == .netflow9 && uptime != 0 ? exported - Int64(uptime) * 10_000 : 0 }

    /// sFlow has no clock.
    init(_ flow: FlowProtocol, uptime: UInt32, _ context: LineContext) {
        self.init(flow, seconds: 0, uptime: uptime, context)
    }

    /// 2000-01-01: an earlier clock was never set.
    static let earliest: Int64 = 946_684_800

    /// The moment when the exporter's system was up for `milliseconds`. The counter wraps after 49.7 days; the nearer
    /// of the two meanings is meant.
    func moment(uptime milliseconds: UInt32) -> Int64 {
        let distance = Int32(bitPattern: uptime &- milliseconds)
        return exported - Int64(distance) * 10_000
    }
}
