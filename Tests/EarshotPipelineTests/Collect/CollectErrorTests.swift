import EarshotModel
import Glibc
import Logging
import Testing

@testable import EarshotPipeline

@Suite(.timeLimit(.minutes(5)))
struct CollectErrorTests {
    private let intake = MemoryIntake()
    private let logger = Logger.silent

    @Test func aUDPPortInUseNamesPortProcessAndRemedy() async throws {
        let first = UDPListener(.init(port: 0), intake: intake, logger: logger)
        let running = Task { try await first.run() }
        let port = try await first.port()
        let second = UDPListener(.init(port: port), intake: intake, logger: logger)
        let error = await #expect(throws: CollectError.self) { try await second.run() }
        let (name, process) = (try #require(programName()), getpid())
        #expect(
            error?.description == """
                cannot listen on UDP port \(port): \(name) (process \(process)) is using it.
                Stop that program or give Earshot another port. Who uses it: ss -lnup 'sport = :\(port)'
                """)
        #expect(second.state.status.state == "failed")
        #expect(second.state.reason == error?.description)
        await #expect(throws: CollectError.self) { try await second.port() }
        running.cancel()
        try await running.value
    }

    @Test func aTCPPortInUseNamesPortProcessAndRemedy() async throws {
        let first = TCPListener(.init(port: 0), intake: intake, logger: logger)
        let running = Task { try await first.run() }
        let port = try await first.port()
        let second = TCPListener(.init(host: "0.0.0.0", port: port), intake: intake, logger: logger)
        let error = await #expect(throws: CollectError.self) { try await second.run() }
        let (name, process) = (try #require(programName()), getpid())
        #expect(
            error?.description == """
                cannot listen on TCP port \(port): \(name) (process \(process)) is using it.
                Stop that program or give Earshot another port. Who uses it: ss -lntp 'sport = :\(port)'
                """)
        #expect(second.state.phase == .failed)
        running.cancel()
        try await running.value
    }

    @Test func anAddressThatIsNotOurs() async throws {
        for host in ["192.0.2.1", "2001:db8::1"] {
            let listener = UDPListener(.init(host: host, port: 0), intake: intake, logger: logger)
            let error = await #expect(throws: CollectError.self) { try await listener.run() }
            #expect(
                error?.description == """
                    cannot listen on UDP port 0: this machine has no address \(host).
                    Use '::' for all addresses, or one of those that 'ip -brief address' shows.
                    """)
        }
    }

    @Test func aNameIsNoAddress() async throws {
        let listener = TCPListener(.init(host: "localhost", port: 5140), intake: intake, logger: logger)
        let error = await #expect(throws: CollectError.self) { try await listener.run() }
        #expect(
            error?.description == """
                cannot listen on TCP port 5140: 'localhost' is not an IP address.
                Use '::' for all addresses, '0.0.0.0' for all IPv4 addresses, or one address of this machine.
                """)
    }

    @Test func aPrivilegedPort() {
        #expect(
            CollectError(errno: EACCES, .udp, host: "::", port: 514).description == """
                cannot listen on UDP port 514: ports below 1024 need a privilege that Earshot was not given.
                Use a port of 1024 or above (routers can usually be told the port), or grant the privilege: \
                AmbientCapabilities=CAP_NET_BIND_SERVICE in the systemd unit.
                """)
    }

    @Test func ownersAreFoundInTheKernelsTable() {
        let table = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:1414 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1
               1: 0100007F:1414 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 4712 1
               2: 0100007F:1415 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4713 1
            """
        #expect(PortOwner.inodes(in: table, port: 5140) == ["4711"])
    }

    /// As the kernel calls this test program.
    private func programName() -> String? {
        let descriptor = open("/proc/self/comm", O_RDONLY)
        defer { close(descriptor) }
        let bytes = [UInt8](unsafeUninitializedCapacity: 64) { $1 = max(0, read(descriptor, $0.baseAddress, 64)) }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").first.map(String.init)
    }
}
