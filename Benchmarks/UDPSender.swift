import Glibc

/// Sends lines as datagrams to the loopback, evenly: a tick each millisecond sends what is due by then.
struct UDPSender {
    struct Report {
        var sent = 0
        var failed = 0
        var bytes = 0
        var milliseconds: Int64 = 0
    }

    private let socket: Int32
    private var traffic: Traffic

    init(port: UInt16, seed: UInt64) throws {
        traffic = Traffic(seed: seed)
        socket = Glibc.socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeBytes(of: &address) { bytes in
            guard let base = bytes.baseAddress else { return Int32(-1) }
            return connect(socket, base.assumingMemoryBound(to: sockaddr.self), length)
        }
        guard socket >= 0, status == 0 else {
            throw BenchError("no UDP socket: \(String(cString: strerror(errno)))")
        }
    }

    mutating func run(rate: Int, seconds: Int) -> Report {
        var report = Report()
        var line: [UInt8] = []
        let total = rate * seconds
        let start = Self.nanoseconds()
        while report.sent + report.failed < total {
            let elapsed = Self.nanoseconds() - start
            let due = min(total, Int(elapsed / 1000) * rate / 1_000_000)
            for _ in report.sent + report.failed..<max(due, report.sent + report.failed) {
                line.removeAll(keepingCapacity: true)
                traffic.append(at: Int64(time(nil)), to: &line)
                let sent = send(socket, line, line.count, 0)
                if sent == line.count { report.sent += 1 } else { report.failed += 1 }
                report.bytes += max(sent, 0)
            }
            usleep(1000)
        }
        report.milliseconds = (Self.nanoseconds() - start) / 1_000_000
        return report
    }

    private static func nanoseconds() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
    }
}
