import EarshotModel

/// Every function computed in Swift. The engine registers all of them before the first query; the spellings in `Scalar/`
/// and `Aggregates/` call them by name.
enum NativeFunctions {
    static let all: [NativeFunction] =
        TextNatives.all + TimeNatives.all + MathNatives.all + DecimalNatives.all + ArrayNatives.all + SetNatives.all
        + BagNatives.all
        + SeriesNatives.all + SeriesModelNatives.all + SeriesFitNatives.all + AddressNatives.all + HashNatives.all
        + EncodingNatives.all
        + ParsingNatives.all + GeoNatives.all + SketchNatives.all + PatternNatives.all
        + [FunctionCatalog.placeFunction(nil)]
}

/// Arguments as a native function sees them.
extension KustoValue {
    /// The text of a string; empty for anything else.
    var text: String {
        if case .string(let text) = self { text } else { "" }
    }

    var whole: Int64? {
        switch self {
        case .long(let value), .datetime(let value), .timespan(let value): value
        case .int(let value): Int64(value)
        default: nil
        }
    }

    var number: Double? {
        switch self {
        case .real(let value): value
        case .long(let value): Double(value)
        case .int(let value): Double(value)
        default: nil
        }
    }

    var truth: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The tree of a dynamic argument; JSON null when it is null.
    var tree: JSON {
        if case .dynamic(let text) = self { JSON(parsing: text) ?? .null } else { .null }
    }

    /// A dynamic result. JSON null is null.
    static func dynamic(of tree: JSON?) -> KustoValue {
        guard let tree, !tree.isNull else { return .null(.dynamic) }
        return .dynamic(tree.json)
    }

    static func long(of value: Int64?) -> KustoValue { value.map { .long($0) } ?? .null(.long) }
    static func real(of value: Double?) -> KustoValue { value.map { .real($0) } ?? .null(.real) }
    static func bool(of value: Bool?) -> KustoValue { value.map { .bool($0) } ?? .null(.bool) }
}
