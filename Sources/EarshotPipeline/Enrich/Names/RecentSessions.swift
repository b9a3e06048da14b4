import EarshotModel

/// Connections of the last seconds that have no name yet, one for each device and address.
///
/// A table of fixed size that is asked for nearly every outbound packet of a log without DNS: what is too old to be named
/// makes room by itself, and what finds no room among its neighbours pushes out the oldest of them.
struct RecentSessions {
    struct Session {
        var device: Int32
        /// The address's number; 0: a free place.
        var number: Int32
        var address: IPAddress
        /// The first of them.
        var seconds: Int64

        static var free: Session { Session(device: 0, number: 0, address: IPAddress(bits: 0), seconds: 0) }
    }

    /// Made when it is needed: a home without a firewall log never does.
    private var sessions: [Session] = []
    /// More than a busy home opens within the time that lines may be out of order; a power of two.
    private static let places = 8192
    /// Places where a session may be.
    private static let neighbours = 8

    mutating func add(device: Int32, address: IPAddress, number: Int32, at seconds: Int64) {
        if sessions.isEmpty { sessions = Array(repeating: .free, count: Self.places + Self.neighbours) }
        let start = Self.place(device, address)
        var best = start
        for place in start..<start &+ Self.neighbours {
            if Self.holds(sessions[place], device, address) {
                // The first of them within the time is what a late answer has to reach.
                if abs(seconds &- sessions[place].seconds) <= NameJoin.disorder { return }
                best = place
                break
            }
            if rank(place, seconds) < rank(best, seconds) { best = place }
        }
        sessions[best] = Session(device: device, number: number, address: address, seconds: seconds)
    }

    /// Takes out what `device` opened to `address` since `seconds`.
    mutating func take(device: Int32, address: IPAddress, since seconds: Int64) -> Session? {
        guard !sessions.isEmpty else { return nil }
        let start = Self.place(device, address)
        for place in start..<start &+ Self.neighbours where Self.holds(sessions[place], device, address) {
            let found = sessions[place]
            sessions[place] = .free
            return found.seconds >= seconds ? found : nil
        }
        return nil
    }

    /// The lower, the less is lost by giving the place away: free ones, then those out of time, then the oldest.
    @inline(__always)
    private func rank(_ place: Int, _ now: Int64) -> Int64 {
        let session = sessions[place]
        if session.number == 0 { return .min }
        return abs(now &- session.seconds) > NameJoin.disorder ? .min + 1 : session.seconds
    }

    @inline(__always)
    private static func holds(_ session: Session, _ device: Int32, _ address: IPAddress) -> Bool {
        session.number != 0 && session.address == address && session.device == device
    }

    @inline(__always)
    private static func place(_ device: Int32, _ address: IPAddress) -> Int {
        let folded = UInt64(truncatingIfNeeded: address.bits) ^ UInt64(truncatingIfNeeded: address.bits >> 64)
        let hash = (folded ^ UInt64(UInt32(bitPattern: device)) &<< 40) &* 0x9e37_79b9_7f4a_7c15
        return Int(truncatingIfNeeded: hash &>> 51)
    }
}
