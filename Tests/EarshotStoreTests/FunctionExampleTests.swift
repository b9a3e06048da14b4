import EarshotModel
import Testing

@testable import EarshotQuery
@testable import EarshotStore

/// Every row of the tables of functions, aggregates and plugins has examples with their answers: they are run here.
struct FunctionExampleTests {
    private let engine: DuckDBEngine

    init() throws { engine = try DuckDBEngine.inMemory() }

    @Test func scalarFunctionsAnswerAsTheirExamplesSay() async throws {
        for function in FunctionCatalog.standard.scalars.values {
            for example in function.examples {
                guard let answer = example.answer else {
                    _ = try await value("print a = \(example.expression)")
                    continue
                }
                let row = try await row("print a = \(example.expression), b = \(answer)")
                #expect(Self.same(row[0], row[1]), "\(example.expression) is \(row[0]), not \(row[1])")
            }
        }
    }

    @Test func aggregateFunctionsAnswerAsTheirExamplesSay() async throws {
        for function in FunctionCatalog.standard.aggregates.values {
            for example in function.examples { try await check(example) }
        }
    }

    @Test func pluginsAnswerAsTheirExamplesSay() async throws {
        for plugin in Binder.plugins.values {
            #expect(!plugin.summary.isEmpty && !plugin.examples.isEmpty, "\(plugin.name)")
            for example in plugin.examples { try await check(example) }
        }
        for plugin in BoundPlugins.all { try await check(plugin.example) }
    }

    private func check(_ example: ScalarFunction.Example) async throws {
        let found = try await value(example.expression)
        guard let answer = example.answer else { return }
        let expected = try await value("print b = \(answer)")
        #expect(Self.same(found, expected), "\(example.expression) is \(found), not \(expected)")
    }

    private func row(_ query: String) async throws -> [KustoValue] {
        do {
            let result = try await engine.run(query, options: QueryOptions())
            return try #require(result.rows.first, "\(query)")
        } catch let error as QueryError {
            Issue.record("\(query): \(error.message)")
            throw error
        }
    }

    private func value(_ query: String) async throws -> KustoValue { try #require(try await row(query).first) }

    /// Equal, except that numbers may differ in the last digits and in kind.
    private static func same(_ a: KustoValue, _ b: KustoValue) -> Bool {
        if let x = number(a), let y = number(b) { return near(x, y) }
        if case .dynamic = a, case .dynamic = b { return same(a.tree, b.tree) }
        if case .timespan(let x) = a, case .long(let y) = b { return x == y }
        return a == b
    }

    private static func number(_ value: KustoValue) -> Double? {
        if case .decimal(let text) = value { return Double(text) }
        return value.number
    }

    private static func near(_ x: Double, _ y: Double) -> Bool {
        x == y || x.isNaN && y.isNaN || (x - y).magnitude <= 1e-9 * max(x.magnitude, y.magnitude)
    }

    private static func same(_ a: JSON, _ b: JSON) -> Bool {
        switch (a, b) {
        case (.array(let x), .array(let y)): x.count == y.count && zip(x, y).allSatisfy(same)
        case (.object(let x), .object(let y)):
            x.count == y.count && x.allSatisfy { member in b[member.key].map { same(member.value, $0) } ?? false }
        case (.bool, .bool), (.string, .string), (.null, .null): a == b
        default: a.double.flatMap { x in b.double.map { near(x, $0) } } ?? false
        }
    }
}
