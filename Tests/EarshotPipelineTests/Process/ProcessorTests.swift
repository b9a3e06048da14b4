import EarshotModel
import EarshotPipeline
import Foundation
import Logging
import Synchronization
import Testing

struct ProcessorTests {
    static let inbound =
        "<12>Sep 19 13:15:55 router kernel: DROP IN=eth0 OUT= MAC=04:42:1a:cd:5a:00:40:b4:f0:e0:5e:af:08:00 SRC=9.9.9.9 DST=139.48.125.218 LEN=44 TOS=0x00 PREC=0x00 TTL=44 ID=0 DF PROTO=TCP SPT=47436 DPT=9704 SEQ=1 ACK=0 WINDOW=1024 RES=0x00 SYN URGP=0"

    private func chunk(_ lines: [String]) -> RawChunk {
        var chunk = RawChunk(
            source: SourceAddress(.udp, "192.168.1.1"), arrival: Ticks.from(unixSeconds: 1_790_000_000) ?? 0)
        for line in lines {
            chunk.bytes.append(contentsOf: line.utf8)
            chunk.ends.append(UInt32(chunk.bytes.count))
        }
        return chunk
    }

    private func processor(_ intake: Intake, _ sink: MemorySink, _ feed: LiveFeed = LiveFeed()) -> Processor {
        Processor(
            intake: intake, sink: sink, knowledge: sink, geography: Geography(cityPath: nil, networkPath: nil),
            vendors: VendorRegistry(path: "/nonexistent"), feed: feed, logger: Logger(label: "test"))
    }

    @Test func everyLineBecomesOneRow() async throws {
        let (intake, sink) = (Intake(), MemorySink())
        let processor = processor(intake, sink)
        async let running: Void = processor.run()
        let receipt = try await intake.commit(chunk([Self.inbound, "hello", "", Self.inbound]))
        #expect(receipt.lines == 4)
        #expect(receipt.tables == ["NetworkSession": 2, "Syslog": 2])
        #expect(sink.count("network_session") == 2)
        #expect(sink.count("syslog") == 2)
        processor.finish()
        try await running
        #expect(processor.current.lines == 4)
        #expect(sink.count("heartbeat") > 0)
        #expect(sink.count("addresses") == 2)
    }

    @Test func batchesHaveTheColumnsOfTheirTables() async throws {
        let (intake, sink) = (Intake(), MemorySink())
        let processor = processor(intake, sink)
        async let running: Void = processor.run()
        _ = try await intake.commit(chunk([Self.inbound, "hello"]))
        processor.finish()
        try await running
        var described = Dictionary(uniqueKeysWithValues: Tables.all.map { ($0.storedName, $0.stored) })
        for dimension in Tables.dimensions { described[dimension.name] = dimension.columns }
        for rows in sink.tables {
            let table = try #require(described[rows.table])
            let wanted = rows.names.map { names in table.filter { names.contains($0.name) } } ?? table
            #expect(rows.columns.map(\.type) == wanted.map(\.type), "\(rows.table)")
            if let names = rows.names { #expect(names == wanted.map(\.name), "\(rows.table)") }
            #expect(rows.columns.allSatisfy { $0.count == rows.count }, "\(rows.table)")
        }
    }

    @Test func aBatchThatCannotBeStoredIsKept() async throws {
        let (intake, sink) = (Intake(), MemorySink(failures: 3))
        let processor = processor(intake, sink)
        async let running: Void = processor.run()
        _ = try await intake.commit(chunk([Self.inbound]))
        #expect(sink.count("network_session") == 1)
        processor.finish()
        try await running
        #expect(processor.current.writeFailures == 3)
    }

    /// The processor waits for the batch before, and whoever asks hears all the same that it cannot be stored.
    @Test(.timeLimit(.minutes(2))) func aStoreThatTakesNothingIsToldOfAtOnce() async throws {
        let (gate, opener) = AsyncStream<Void>.makeStream()
        let (intake, sink) = (Intake(), MemorySink(failures: .max) { for await _ in gate { break } })
        let processor = processor(intake, sink)
        async let running: Void = processor.run()
        for count in 1...2 as ClosedRange<Int64> {
            intake.offer(chunk([Self.inbound]))
            while processor.current.lines < count { try await Task.sleep(for: .milliseconds(10)) }
        }
        opener.finish()
        while processor.current.lastFailure == nil { try await Task.sleep(for: .milliseconds(10)) }
        sink.recover()
        processor.finish()
        try await running
        #expect(sink.count("network_session") == 2)
    }

    @Test func aFullQueueDropsAndCounts() {
        let intake = Intake(maximumBytes: 1000)
        for _ in 0..<100 { intake.offer(chunk([Self.inbound])) }
        let counts = intake.counts
        #expect(counts.received == 100)
        #expect(counts.dropped > 90)
    }

    @Test func aClosedIntakeSaysSo() async throws {
        let (intake, sink) = (Intake(), MemorySink())
        let processor = processor(intake, sink)
        async let running: Void = processor.run()
        processor.finish()
        try await running
        await #expect(throws: IntakeClosed.self) { try await intake.submit(chunk(["x"])) }
    }

    @Test func watchersSeeWhatPasses() async throws {
        let (intake, sink, feed) = (Intake(), MemorySink(), LiveFeed())
        let processor = processor(intake, sink, feed)
        async let running: Void = processor.run()
        var rows = feed.subscribe().makeAsyncIterator()
        _ = try await intake.commit(chunk([Self.inbound]))
        let first = await rows.next()
        #expect(first?.table == "NetworkSession")
        let object = try JSONSerialization.jsonObject(with: Data((first?.rows.first ?? "").utf8)) as? [Any]
        #expect(object?.count == first?.columns.count)
        #expect(object?[1] as? String == "Inbound")
        processor.finish()
        try await running
    }
}

/// A store in memory that can fail for a while.
final class MemorySink: EventSink, KnowledgeSource {
    private let state = Mutex<(tables: [TableRows], failures: Int)>(([], 0))

    /// What a write waits for before anything else.
    private let gate: (@Sendable () async -> Void)?

    init(failures: Int = 0, gate: (@Sendable () async -> Void)? = nil) {
        self.gate = gate
        state.withLock { $0.failures = failures }
    }

    struct Full: Error {}

    func recover() { state.withLock { $0.failures = 0 } }

    func write(_ batch: EventBatch) async throws {
        await gate?()
        try state.withLock { state in
            if state.failures > 0 {
                state.failures -= 1
                throw Full()
            }
            state.tables += batch.tables
        }
    }

    var tables: [TableRows] { state.withLock { $0.tables } }
    func count(_ table: String) -> Int { tables.filter { $0.table == table }.reduce(0) { $0 + $1.count } }

    func knowledge() async throws -> Knowledge { Knowledge() }
    func remember(publicAddresses: [IPAddress]) async throws {}
}
