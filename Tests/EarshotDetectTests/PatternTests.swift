import EarshotModel
import EarshotQuery
import EarshotStore
import Foundation
import Testing

@testable import EarshotDetect

struct PatternTests {
    private static let names = PatternLibrary(folder: nil).all().patterns.map(\.pattern.name)

    @Test func theQuestionsOfTheHouseAreThere() {
        let (_, problems) = PatternLibrary(folder: nil).all()
        #expect(problems.isEmpty)
        #expect(
            Set(Self.names).isSuperset(of: [
                "port-probers", "slow-probers", "horizontal-sweeps", "coordinated-probers", "unusual-ports",
                "first-seen",
                "new-devices", "idle-talkers", "call-homes", "top-talkers", "uploads", "content-recognition",
                "dns-bypass",
                "unnamed-connections", "new-listening", "countries-per-device", "what-changed", "port-time",
            ]))
    }

    /// Over some lines, through the real engine, with every choice of every parameter.
    @Test(arguments: names) func canBeAsked(_ name: String) async throws {
        let pattern = try PatternLibrary(folder: nil).pattern(named: name)
        let ground = try TestGround()
        let lines = try Self.probes.lines()
        let columns = try await ground.run(lines, arrival: Self.probes.end) { [ground] in
            var columns: [String] = []
            for values in [[:]] + Self.choices(pattern) {
                let result = try await ground.store.engine.run(try pattern.kql(values), options: .init())
                columns = result.columns.map(\.name)
            }
            return columns
        }
        for column in [pattern.show?.x, pattern.show?.y, pattern.show?.series].compactMap(\.self) {
            #expect(columns.contains(column), "\(name) shows \(column)")
        }
    }

    private static func choices(_ pattern: Pattern) -> [[String: String]] {
        (pattern.parameters ?? []).flatMap { parameter in (parameter.choices ?? []).map { [parameter.name: $0] } }
    }

    /// One who tries thirty ports over days, and answers to our own connections that are none of it.
    private static let probes = RuleCase(
        now: Date().formatted(.iso8601),
        events: [
            .init(
                session: "94.102.49.7 > 79.203.44.118:1000/tcp", action: "drop", ago: "5d", times: 30, every: "3h",
                vary: "port"),
            .init(
                session: "104.16.1.1 > 79.203.44.118:40000/tcp", action: "drop", source: 443, flags: "ACK RST",
                ago: "5d", times: 200, every: "10m", vary: "port"),
            .init(
                session: "194.25.134.196 > 79.203.44.118:33000/udp", action: "drop", source: 123, ago: "5d", times: 60,
                every: "1h", vary: "port"),
            .init(session: "192.168.50.20 > 142.250.1.1:443/tcp", ago: "5d", times: 200, every: "30m"),
        ], expect: [])

    @Test(arguments: ["port-probers", "slow-probers", "prober-ledger"]) func findsTheProberAlone(_ name: String)
        async throws
    {
        let pattern = try PatternLibrary(folder: nil).pattern(named: name)
        let ground = try TestGround()
        let kql = try pattern.kql(["minimum": "10"])
        let result = try await ground.run(try Self.probes.lines(), arrival: Self.probes.end) { [ground] in
            try await ground.store.engine.run(kql, options: .init())
        }
        #expect(result.rows.count == 1)
        #expect(result.rows.first?.contains(.string("94.102.49.7")) == true)
        #expect(result.rows.first?.contains(.long(30)) == true)
    }

    private let pattern = Pattern(
        name: "mine", title: "Mine", sentence: "What?",
        parameters: [
            .init(name: "window", type: .timespan, standard: "1d", label: "Look back"),
            .init(name: "who", type: .string, standard: "any", label: "Who"),
            .init(name: "least", type: .int, standard: "3", label: "At least"),
        ], query: "print window, who, least")

    @Test func parametersBecomeLetStatements() throws {
        let text = try pattern.kql(["who": #"a" | take 1 //"#, "least": "7"])
        #expect(
            text == "let window = 1d;\nlet who = \"a\\\" | take 1 //\";\nlet least = 7;\nprint window, who, least\n")
    }

    @Test func wrongParametersAreNamed() {
        #expect(throws: PatternError.unknownParameter("x", pattern: "mine", known: ["window", "who", "least"])) {
            try pattern.kql(["x": "1"])
        }
        #expect(throws: PatternError.badValue("least", "1; drop", "Write a whole number.")) {
            try pattern.kql(["least": "1; drop"])
        }
        #expect(throws: PatternError.badValue("window", "long", "Write a number and a unit: 90s, 10m, 8h, 30d.")) {
            try pattern.kql(["window": "long"])
        }
    }

    @Test func ownPatternsAreKept() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "patterns-\(UUID())").path()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let library = PatternLibrary(folder: folder)
        try library.save(pattern)
        #expect(try library.pattern(named: "mine") == pattern)
        #expect(library.all().patterns.last?.isOwn == true)
        var taken = pattern
        taken.name = "port-probers"
        #expect(throws: PatternError.notYours("port-probers")) { try library.save(taken) }
        taken.name = "../evil"
        #expect(throws: PatternError.badName("../evil")) { try library.save(taken) }
        try "name: [".write(toFile: folder + "/broken.yaml", atomically: true, encoding: .utf8)
        #expect(library.all().problems.count == 1)
        try library.remove("mine")
        #expect(library.all().patterns.allSatisfy { !$0.isOwn })
    }
}
