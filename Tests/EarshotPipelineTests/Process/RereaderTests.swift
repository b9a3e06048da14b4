import EarshotModel
import EarshotParsing
import EarshotPipeline
import Foundation
import Logging
import Synchronization
import Testing

/// Kept lines read again, with a store in memory that keeps to the contract.
struct RereaderTests {
    private static func format(_ name: String, _ description: String) throws -> OwnFormat {
        try OwnFormat(name, try JSONDecoder().decode(FormatNode.self, from: Data(description.utf8)), origin: "test")
    }

    private func processor(_ intake: Intake, _ sink: KeepingSink, _ configuration: Processor.Configuration = .init())
        -> Processor
    {
        Processor(
            configuration: configuration, intake: intake, sink: sink, knowledge: sink,
            geography: Geography(cityPath: nil, networkPath: nil), vendors: VendorRegistry(path: "/nonexistent"),
            feed: LiveFeed(), logger: Logger(label: "test"))
    }

    private static let lines = (0..<30).map { index in
        index % 3 == 0
            ? "<30>Sep 19 13:15:55 gw acmed: fan \(index)"
            : "<30>Sep 19 13:15:55 gw acmed: HIT 192.0.2.\(index) > 10.0.0.2"
    }

    @Test func whatIsUnderstoodMovesAndTheRestStays() async throws {
        let (intake, sink) = (Intake(), KeepingSink(Self.lines))
        let processor = processor(intake, sink)
        async let running: Void = processor.run()
        let reader = Rereader(intake: intake, kept: sink)
        #expect(try await reader.run(ReparseRequest(), now: 1_790_000_000).moved == 0)
        let format = try Self.format(
            "reread_hit", #"{"pattern": "^HIT %{IP:SrcIpAddr} > %{IP:DstIpAddr}$", "table": "NetworkSession"}"#)
        try await intake.use(OwnFormats([format]))
        #expect(try await reader.run(ReparseRequest(family: "netfilter"), now: 1_790_000_000).moved == 0)
        let report = try await reader.run(ReparseRequest(family: "reread_hit"), now: 1_790_000_000)
        #expect(report.lines == 30 && report.moved == 20 && report.isFinished)
        #expect(report.tables == ["NetworkSession": 20] && report.families == ["reread_hit": 20])
        #expect(try await reader.run(ReparseRequest(), now: 1_790_000_000).moved == 0)
        processor.finish()
        try await running
        #expect(sink.rows("network_session") == 20 && sink.rows("syslog") == 0 && sink.left == 10)
        #expect(processor.current.lines == 0, "lines that were kept do not arrive again")
    }

    @Test func rowsThatMovedAreReadAgain() async throws {
        let (intake, sink) = (Intake(), KeepingSink(Self.lines, refusals: 2))
        var configuration = Processor.Configuration()
        configuration.parser.formats = OwnFormats([
            try Self.format("reread_again", #"{"pattern": "^HIT %{IP:SrcIpAddr} > %{IP:DstIpAddr}$"}"#)
        ])
        let processor = processor(intake, sink, configuration)
        async let running: Void = processor.run()
        let report = try await Rereader(intake: intake, kept: sink).run(ReparseRequest(), now: 1_790_000_000)
        processor.finish()
        try await running
        #expect(report.moved == 20 && sink.left == 10 && sink.rows("network_session") == 20)
    }

    @Test func aFamilyThatNobodyKnowsIsAnError() async throws {
        let (intake, sink) = (Intake(), KeepingSink([]))
        await #expect(throws: ReparseError.self) {
            try await Rereader(intake: intake, kept: sink).run(ReparseRequest(family: "nobody"), now: 0)
        }
    }

    @Test func aSourceHasItsOwnZoneFamilyAndName() async throws {
        let (intake, sink) = (Intake(), KeepingSink([]))
        var configuration = Processor.Configuration()
        configuration.sources = [
            SourceRule(address: "192.168.1.1", zone: { _ in 7200 }, name: "attic"),
            SourceRule(address: "192.168.1.2", family: "sshd"),
            SourceRule(address: "192.168.1.3", zone: { _ in -3600 }),
        ]
        let processor = processor(intake, sink, configuration)
        async let running: Void = processor.run()
        for address in ["192.168.1.1", "192.168.1.3", "192.168.1.2"] {
            var chunk = RawChunk(
                source: SourceAddress(.udp, address), arrival: Ticks.from(unixSeconds: 1_790_000_000) ?? 0)
            chunk.bytes = Array(ProcessorTests.inbound.utf8)
            chunk.ends = [UInt32(chunk.bytes.count)]
            let receipt = try await intake.commit(chunk)
            #expect(receipt.tables == [address == "192.168.1.2" ? "Syslog" : "NetworkSession": 1])
        }
        processor.finish()
        try await running
        let seconds = sink.tables.filter { $0.table == "network_session" }.compactMap { rows -> Int64? in
            guard let index = (rows.names ?? TableSchema.networkSession.stored.map(\.name)).firstIndex(of: "seconds"),
                case .int64(let column) = rows.columns[index]
            else { return nil }
            return column.values.first
        }
        #expect(seconds == [1_789_816_555, 1_789_827_355])
        let names = sink.tables.filter { $0.table == "sources" }.compactMap { rows -> String? in
            guard case .text(let column) = rows.columns[1] else { return nil }
            return column.ends.first.map { String(decoding: column.bytes[..<$0], as: UTF8.self) }
        }
        #expect(names.first == "attic")
    }
}

/// Keeps lines and lets them go as the store does.
final class KeepingSink: EventSink, KnowledgeSource, KeptLines {
    private struct State {
        var lines: [Int64: String] = [:]
        var refusals = 0
        var tables: [TableRows] = []
    }
    private let state = Mutex(State())

    init(_ lines: [String], refusals: Int = 0) {
        state.withLock {
            $0.lines = Dictionary(uniqueKeysWithValues: lines.enumerated().map { (Int64($0.offset), $0.element) })
            $0.refusals = refusals
        }
    }

    func write(_ batch: EventBatch) async throws {
        state.withLock { state in
            guard let removal = batch.removal else {
                state.tables += batch.tables
                return
            }
            guard state.refusals == 0 else {
                state.refusals -= 1
                state.tables += batch.tables.filter { $0.mode != .append }
                return
            }
            for row in removal.rows { state.lines[row] = nil }
            state.tables += batch.tables
            removal.succeed()
        }
    }

    func keptLines(after place: KeptPlace?, since seconds: Int64, count: Int) async throws -> (
        lines: [KeptLine], place: KeptPlace?
    ) {
        state.withLock { state in
            let rows = state.lines.filter { $0.key > place?.digest ?? -1 }.sorted { $0.key < $1.key }.prefix(count)
            let lines = rows.map { row in
                KeptLine(
                    row: row.key, digest: row.key, source: 1, address: SourceAddress(.udp, "192.168.1.1"),
                    arrival: Ticks.from(unixSeconds: 1_790_000_000) ?? 0, text: Array(row.value.utf8))
            }
            return (lines, lines.last.map { KeptPlace(seconds: 0, digest: $0.row) })
        }
    }

    var left: Int { state.withLock { $0.lines.count } }
    var tables: [TableRows] { state.withLock { $0.tables } }
    func rows(_ table: String) -> Int { tables.filter { $0.table == table }.reduce(0) { $0 + $1.count } }
    func knowledge() async throws -> Knowledge { Knowledge() }
    func remember(publicAddresses: [IPAddress]) async throws {}
}
