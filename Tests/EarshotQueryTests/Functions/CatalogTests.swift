import EarshotModel
import Testing

@testable import EarshotQuery

struct CatalogTests {
    private let catalog = FunctionCatalog.standard

    @Test func everyFunctionHasASummary() {
        for function in catalog.scalars.values { #expect(!function.summary.isEmpty, "\(function.name)") }
        for function in catalog.aggregates.values { #expect(!function.summary.isEmpty, "\(function.name)") }
    }

    /// A native function must take any value of its types, and answer in its own.
    @Test func nativeFunctionsTakeNullsAndExtremes() {
        // `repeat` of the largest count makes a million elements, which is right but slow.
        for function in catalog.nativeFunctions where function.name != "kql_repeat" {
            for variant in 0..<4 {
                let result = function.body(function.parameters.map { Self.value($0, variant) })
                #expect(result.type == function.result, "\(function.name)")
            }
        }
    }

    private static func value(_ type: KustoType, _ variant: Int) -> KustoValue {
        switch (type, variant) {
        case (.string, 0): .string("")
        case (.string, _): .string(["", "{[<%é", "1.2.3.4", "2020-01-02"][variant])
        case (_, 0): .null(type)
        case (.long, _): .long([0, .min, .max, 3][variant])
        case (.datetime, _): .datetime([0, .min, .max, 3][variant])
        case (.timespan, _): .timespan([0, .min, .max, 3][variant])
        case (.real, _): .real([0, .nan, .infinity, -1e19][variant])
        case (.bool, _): .bool(variant == 1)
        case (.dynamic, _):
            .dynamic(["", "[]", "[[1,\"a\"],{\"b\":null}]", "{\"type\":\"Polygon\",\"coordinates\":[[]]}"][variant])
        default: .null(type)
        }
    }
}
