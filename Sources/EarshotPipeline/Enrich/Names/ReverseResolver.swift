import Dispatch
public import EarshotModel
import Glibc
import Synchronization

/// Reverse names (PTR records, RFC 1035 §3.5) from the resolver that this machine is set up with (`/etc/resolv.conf`,
/// `/etc/hosts`): in a home usually the router. Only addresses that somebody looks at are asked about, never what merely
/// passes by.
public final class ReverseResolver: Sendable {
    private struct Entry {
        let name: String?
        let until: ContinuousClock.Instant
    }

    /// The C library's call cannot be stopped, so a resolver that hangs may hold this many threads and no more.
    private static let mostAtATime = 4
    private static let mostKept = 10_000
    private static let patience = DispatchTimeInterval.seconds(4)

    private let queue = DispatchQueue(label: "earshot.reverse-names", attributes: .concurrent)
    private let asking = Atomic<Int>(0)
    private let kept = Mutex<[IPAddress: Entry]>([:])
    private let lookUp: @Sendable (IPAddress) -> String?

    public convenience init() { self.init { Self.ask($0) } }

    /// `lookUp` blocks.
    init(lookUp: @escaping @Sendable (IPAddress) -> String?) { self.lookUp = lookUp }

    /// nil: it has no name, or nobody answered in time.
    public func name(of address: IPAddress) async -> String? {
        if let entry = kept.withLock({ $0[address] }), entry.until > .now { return entry.name }
        guard asking.wrappingAdd(1, ordering: .relaxed).newValue <= Self.mostAtATime else {
            asking.wrappingSubtract(1, ordering: .relaxed)
            return nil
        }
        let answer = Answer()
        return await withCheckedContinuation { continuation in
            answer.wait(continuation)
            queue.asyncAfter(deadline: .now() + Self.patience) { answer.give(nil) }
            queue.async { [self] in
                let name = lookUp(address)
                keep(name, of: address)
                asking.wrappingSubtract(1, ordering: .relaxed)
                answer.give(name)
            }
        }
    }

    /// Names hold for a day; what has none may get one soon.
    private func keep(_ name: String?, of address: IPAddress) {
        kept.withLock { kept in
            if kept.count >= Self.mostKept { kept.removeAll() }
            kept[address] = Entry(name: name, until: .now + (name == nil ? .seconds(600) : .seconds(86_400)))
        }
    }

    private static func ask(_ address: IPAddress) -> String? {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST
        hints.ai_socktype = Int32(SOCK_DGRAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(address.description, nil, &hints, &found) == 0, let found else { return nil }
        defer { freeaddrinfo(found) }
        var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let status = getnameinfo(
            found.pointee.ai_addr, found.pointee.ai_addrlen, &host, socklen_t(host.count), nil, 0, NI_NAMEREQD)
        guard status == 0 else { return nil }
        return String(decoding: host.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

/// Whoever comes first answers: the resolver, or the clock.
private final class Answer: Sendable {
    private let waiting = Mutex<CheckedContinuation<String?, Never>?>(nil)

    func wait(_ continuation: CheckedContinuation<String?, Never>) { waiting.withLock { $0 = continuation } }
    func give(_ name: String?) { waiting.withLock { $0.take() }?.resume(returning: name) }
}
