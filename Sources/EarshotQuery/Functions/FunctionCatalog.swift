/// Every function the language knows, by name.
public struct FunctionCatalog: Sendable {
    public let scalars: [String: ScalarFunction]
    public let aggregates: [String: AggregateFunction]
    /// Functions in Swift; the engine registers them when a database opens.
    public internal(set) var nativeFunctions: [NativeFunction]

    public init(scalars: [ScalarFunction], aggregates: [AggregateFunction], nativeFunctions: [NativeFunction]) {
        self.scalars = Dictionary(scalars.map { ($0.name, $0) }) { first, _ in first }
        self.aggregates = Dictionary(aggregates.map { ($0.name, $0) }) { first, _ in first }
        var natives = Dictionary(nativeFunctions.map { ($0.name, $0) }) { first, _ in first }
        for overload in scalars.flatMap(\.overloads) {
            if case .native(let native) = overload.emission { natives[native.name] = native }
        }
        self.nativeFunctions = natives.values.sorted { $0.name < $1.name }
    }

    /// The order of the areas is that of the reference page.
    public static let standard = FunctionCatalog(
        scalars: scalarAreas.flatMap { $0 }, aggregates: aggregateAreas.flatMap { $0 },
        nativeFunctions: nativeAreas.flatMap { $0 })

    static let scalarAreas: [[ScalarFunction]] = [
        ConversionFunctions.all, ConditionalFunctions.all, StringFunctions.all, RegexFunctions.all,
        DateTimeFunctions.all, NumberFunctions.all, BinaryFunctions.all, DynamicFunctions.all, ArrayFunctions.all,
        SetFunctions.all, BagFunctions.all, IPv4Functions.all, IPv6Functions.all, ParsingFunctions.all,
        EncodingFunctions.all, HashFunctions.all, SeriesFunctions.all, SeriesModelFunctions.all, GeoFunctions.all,
        UnitFunctions.all,
        SketchFunctions.all, MetaFunctions.all, RhythmFunctions.all,
    ]
    static let aggregateAreas: [[AggregateFunction]] = [
        CountAggregates.all, NumberAggregates.all, ListAggregates.all, PercentileAggregates.all,
        SketchAggregates.all,
    ]
    static let nativeAreas: [[NativeFunction]] = [
        NativeFunctions.all, KeyValueNatives.all, GraphNatives.all, ReduceNatives.all, RhythmNatives.all,
    ]
}

extension FunctionCatalog {
    /// The functions in Swift that a piece of SQL calls: every name that begins with `kql_` is looked up.
    func nativeFunctions(calledIn sql: String) -> [NativeFunction] {
        let prefix = Array("kql_".utf8)
        var names: Set<String> = []
        var text = sql
        text.withUTF8 { bytes in
            var index = 0
            while index + 4 <= bytes.count {
                guard bytes[index] == prefix[0], bytes[index + 1] == prefix[1], bytes[index + 2] == prefix[2],
                    bytes[index + 3] == prefix[3]
                else {
                    index += 1
                    continue
                }
                var end = index + 4
                while end < bytes.count, Lexer.isNamePart(bytes[end]) { end += 1 }
                names.insert(String(decoding: bytes[index..<end], as: UTF8.self))
                index = end
            }
        }
        return nativeFunctions.filter { names.contains($0.name) }
    }
}
