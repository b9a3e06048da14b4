import EarshotModel
import Logging
import Testing

@testable import EarshotPipeline

@Suite(.timeLimit(.minutes(5)))
struct UDPListenerTests {
    private let intake = MemoryIntake()

    /// Runs `body` with the port of a running listener, then stops it and waits for its end.
    private func listening(
        host: String = "::", _ body: (UDPListener, Int) async throws -> Void
    ) async throws -> UDPListener {
        let listener = UDPListener(
            .init(host: host, port: 0), intake: intake, now: { 42 }, logger: .silent)
        let running = Task { try await listener.run() }
        let port = try await listener.port()
        try await body(listener, port)
        running.cancel()
        try await running.value
        return listener
    }

    @Test func oneDatagramIsOneLineWithSenderAndArrival() async throws {
        let listener = try await listening { listener, port in
            TestSocket(.udp, port: port).send("<4>Nov 23 00:00:00 router kernel: [DROP]")
            try await eventually { intake.lineCount == 1 }
            #expect(listener.state == ListenerState(transport: .udp, port: port, phase: .listening))
        }
        let chunk = try #require(intake.chunks.first)
        #expect(chunk.lines == ["<4>Nov 23 00:00:00 router kernel: [DROP]"])
        #expect(chunk.source == SourceAddress(.udp, "127.0.0.1"))
        #expect(chunk.arrival == 42)
        #expect(listener.state.phase == .stopped)
    }

    @Test func v6SendersKeepTheirAddress() async throws {
        _ = try await listening { _, port in
            TestSocket(.udp, port: port, v6: true).send("six")
            TestSocket(.udp, port: port).send("four")
            try await eventually { intake.lineCount == 2 }
        }
        #expect(intake.sources == [SourceAddress(.udp, "::1"), SourceAddress(.udp, "127.0.0.1")])
    }

    @Test func aListenerOnOneAddressOnly() async throws {
        _ = try await listening(host: "127.0.0.1") { _, port in
            TestSocket(.udp, port: port).send("four")
            try await eventually { intake.lineCount == 1 }
        }
        #expect(intake.sources == [SourceAddress(.udp, "127.0.0.1")])
    }

    @Test func severalLinesInOneDatagramAreSplitAndTrimmed() async throws {
        let listener = try await listening { listener, port in
            let socket = TestSocket(.udp, port: port)
            socket.send("a\r\nb\n\n c \n\0")
            socket.send("")
            socket.send("d\0\0\n")
            try await eventually { listener.counters.datagrams == 3 && intake.lineCount == 4 }
        }
        #expect(intake.lines == ["a", "b", " c ", "d"])
        #expect(listener.counters.lines == 4)
        #expect(listener.counters.bytes == 15)
    }

    @Test func aBurstIsCountedToTheLastDatagram() async throws {
        let count = 20_000
        let line = String(repeating: "x", count: 280)
        let listener = try await listening { listener, port in
            let socket = TestSocket(.udp, port: port)
            for number in 0..<count { socket.send("\(number) \(line)") }
            try await eventually { listener.counters.datagrams + listener.counters.kernelDrops == count }
        }
        #expect(listener.counters.datagrams + listener.counters.kernelDrops == count)
        #expect(listener.counters.lines == Int64(intake.lineCount))
        let numbers = intake.lines.compactMap { Int($0.prefix { $0 != " " }) }
        #expect(numbers == numbers.sorted())
        #expect(intake.chunks.allSatisfy { $0.lineCount <= 2_000 && $0.bytes.count < 256 << 10 + 65_536 })
    }

    @Test func whatTheKernelDropsIsCounted() async throws {
        let listener = UDPListener(
            .init(port: 0, receiveBufferBytes: 4_096), intake: intake, logger: .silent)
        let running = Task { try await listener.run() }
        let socket = TestSocket(.udp, port: try await listener.port())
        let line = [UInt8](repeating: 120, count: 1_000)
        for _ in 0..<5_000 { socket.send(line) }
        try await eventually { listener.counters.datagrams + listener.counters.kernelDrops == 5_000 }
        running.cancel()
        try await running.value
        #expect(listener.counters.datagrams + listener.counters.kernelDrops == 5_000)
        #expect(listener.counters.kernelDrops > 0)
        #expect(intake.lineCount == Int(listener.counters.datagrams))
    }

    @Test func whatArrivedBeforeTheEndIsHandedOn() async throws {
        let listener = try await listening { _, port in
            let socket = TestSocket(.udp, port: port)
            for number in 0..<100 { socket.send("\(number)") }
        }
        #expect(listener.counters.datagrams == 100)
        #expect(intake.lines == (0..<100).map { "\($0)" })
    }
}

@Suite struct SenderChunksTests {
    private let router = IPAddress(v4: 0xc0a8_0001)

    private func add(_ text: String, _ chunks: inout SenderChunks, from sender: IPAddress) -> [RawChunk] {
        var full: [RawChunk] = []
        _ = Array(text.utf8).withUnsafeBytes { chunks.append($0, from: sender, arrival: 1) { full.append($0) } }
        return full
    }

    @Test func aChunkIsHandedOutAtItsBounds() {
        var chunks = SenderChunks(.init(bytes: 100, lines: 3))
        #expect(add("1", &chunks, from: router).isEmpty)
        #expect(add("2", &chunks, from: router).isEmpty)
        #expect(add("3", &chunks, from: router).map(\.lines) == [["1", "2", "3"]])
        #expect(chunks.isEmpty)
        #expect(add(String(repeating: "x", count: 100), &chunks, from: router).count == 1)
    }

    @Test func sendersAreBounded() {
        var chunks = SenderChunks(.init(senders: 4))
        var full: [RawChunk] = []
        for number in 0..<10 { full += add("\(number)", &chunks, from: IPAddress(v4: UInt32(number))) }
        chunks.takeAll { full.append($0) }
        #expect(Set(full.flatMap(\.lines)).count == 10)
        #expect(full.count == 10)
    }

    @Test func linesOfASenderKeepTheirOrder() {
        var chunks = SenderChunks()
        _ = add("a1", &chunks, from: router)
        _ = add("b1", &chunks, from: IPAddress(v4: 2))
        _ = add("a2", &chunks, from: router)
        var taken: [RawChunk] = []
        chunks.takeAll { taken.append($0) }
        #expect(taken.first { $0.source.address == "192.168.0.1" }?.lines == ["a1", "a2"])
    }
}
