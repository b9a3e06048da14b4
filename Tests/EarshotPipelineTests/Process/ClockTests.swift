import EarshotModel
import Logging
import Testing

@testable import EarshotPipeline

/// Clocks of senders that are wrong are told, and what is wrong with them.
struct ClockTests {
    private static let cases: [(Int64, Bool, Bool)] = [
        (0, false, false), (3_300, false, false), (-3_590, true, true), (3_605, true, true), (7_200, true, true),
        (-7_230, true, true), (5_400, true, true), (5_000, true, false), (19_800, true, true), (20_700, true, false),
        (4_000, true, false), (30 * 3_600, true, false), (-365 * 86_400, true, false), (.min, true, false),
    ]

    @Test(arguments: cases) func whatIsWrong(_ seconds: Int64, isWrong: Bool, isZone: Bool) {
        let offset = ClockOffset(seconds: seconds)
        #expect(offset.isWrong == isWrong && offset.isZoneMistake == isZone, "\(seconds)")
    }

    @Test func theRemedyIsNamed() throws {
        let zone = try #require(ClockOffset(seconds: 7_203).remark(address: "192.168.1.1", zone: 0))
        #expect(zone.contains("2 h ahead of") && zone.contains("UTC+02:00"))
        #expect(zone.contains("{ address: 192.168.1.1, timezone: Etc/GMT-2 }"))
        // Read as UTC+2, it is five hours behind: it writes the time of UTC-3.
        let west = try #require(ClockOffset(seconds: -18_010).remark(address: "::1", zone: 7_200))
        #expect(west.contains("5 h behind") && west.contains("UTC-03:00") && west.contains("Etc/GMT+3"))
        let utc = try #require(ClockOffset(seconds: -3_600).remark(address: "a", zone: 3_600))
        #expect(utc.contains("timezone: UTC }"))
        let half = try #require(ClockOffset(seconds: 19_800).remark(address: "a", zone: 0))
        #expect(half.contains("UTC+05:30"))
        let wrong = try #require(ClockOffset(seconds: -11_520).remark(address: "a", zone: 0))
        #expect(wrong.hasPrefix("Its times are 3 h 12 min behind their arrival: set its clock"))
        let year = try #require(ClockOffset(seconds: -20_000_000).remark(address: "a", zone: 0))
        #expect(year.contains("231 days behind"))
        #expect(ClockOffset(seconds: 60).remark(address: "a", zone: 0) == nil)
    }

    @Test func theMiddleCounts() {
        var samples = ClockSamples()
        for _ in 0..<4 { samples.add(7_200) }
        #expect(samples.median == nil)
        samples.add(0)
        #expect(samples.median == 7_200)
        for _ in 0..<63 { samples.add(1) }
        #expect(samples.median == 1)
    }

    /// A sender that hands in a day's lines at once does not look wrong for it.
    @Test func aBurstIsOneSample() {
        var samples = ClockSamples()
        for second in 0..<40 where samples.wants(at: Int64(second) * 60) { samples.add(0) }
        for _ in 0..<10_000 where samples.wants(at: 2_500) { samples.add(-86_400) }
        #expect(samples.median == 0)
    }

    private static let arrival: Int64 = 1_790_000_000  // 2026-09-21 14:13:20 UTC

    private func chunk(_ lines: [String], _ transport: SourceAddress.Transport = .udp, mark: ImportMark? = nil)
        -> RawChunk
    {
        var chunk = RawChunk(
            source: SourceAddress(transport, "192.168.1.1"), arrival: (Ticks.from(unixSeconds: Self.arrival) ?? 0) + 77)
        for line in lines {
            chunk.bytes.append(contentsOf: line.utf8)
            chunk.ends.append(UInt32(chunk.bytes.count))
        }
        chunk.mark = mark
        return chunk
    }

    private func clock(of chunk: RawChunk) async throws -> (offset: Int64?, heartbeat: [Int64?]) {
        let (intake, sink) = (Intake(), MemorySink())
        var configuration = Processor.Configuration()
        configuration.sources = [SourceRule(address: "192.168.1.1", zone: { _ in 0 })]
        let processor = Processor(
            configuration: configuration, intake: intake, sink: sink, knowledge: sink,
            geography: Geography(cityPath: nil, networkPath: nil), vendors: VendorRegistry(path: "/nonexistent"),
            feed: LiveFeed(), logger: .silent)
        async let running: Void = processor.run()
        _ = try await intake.commit(chunk)
        processor.finish()
        try await running
        var heartbeat: [Int64?] = []
        for rows in sink.tables where rows.table == "heartbeat" {
            guard case .int64(let column)? = rows.columns.last else { continue }
            for (index, value) in column.values.enumerated() {
                heartbeat.append(column.missing.contains(UInt32(index)) ? nil : value)
            }
        }
        return (processor.current.sources[chunk.source]?.clock?.seconds, heartbeat)
    }

    private static let lines = (0..<8).map { "<13>Sep 21 16:13:1\($0) router program: line \($0)" }

    @Test func liveLinesTell() async throws {
        let told = try await clock(of: chunk(Self.lines))
        let offset = try #require(told.offset)
        #expect((7_190...7_200).contains(offset))
        #expect(told.heartbeat == [offset])
    }

    @Test func importedLinesAndLinesWithoutTimeDoNot() async throws {
        let mark = ImportMark(key: "a", name: "a", offset: 1, lines: 8, headLength: 1, headHash: "", tailHash: "")
        let imported = try await clock(of: chunk(Self.lines, mark: mark))
        let file = try await clock(of: chunk(Self.lines, .file))
        let timeless = try await clock(of: chunk((0..<8).map { "no time \($0)" }))
        #expect(imported.offset == nil && file.offset == nil && timeless.offset == nil)
        #expect(imported.heartbeat == [nil])
    }
}
