import EarshotModel

/// Arithmetic on literals at compile time, so that `7 * 1d` counts as a constant. Anything doubtful is left to the engine.
enum ConstantFolding {
    static func fold(_ symbol: String, _ left: KustoValue?, _ right: KustoValue?) -> KustoValue? {
        guard let left, let right else { return nil }
        switch (left, right) {
        case (.long(let a), .long(let b)): return whole(symbol, a, b).map(KustoValue.long)
        case (.timespan(let a), .timespan(let b)) where symbol == "+" || symbol == "-":
            return whole(symbol, a, b).map(KustoValue.timespan)
        case (.timespan(let a), .long(let b)) where symbol == "*" || symbol == "/":
            return whole(symbol, a, b).map(KustoValue.timespan)
        case (.long(let a), .timespan(let b)) where symbol == "*":
            return whole(symbol, a, b).map(KustoValue.timespan)
        case (.datetime(let a), .timespan(let b)) where symbol == "+" || symbol == "-":
            return whole(symbol, a, b).flatMap { (0...Ticks.max).contains($0) ? .datetime($0) : nil }
        case (.datetime(let a), .datetime(let b)) where symbol == "-":
            return whole(symbol, a, b).map(KustoValue.timespan)
        default: return nil
        }
    }

    private static func whole(_ symbol: String, _ a: Int64, _ b: Int64) -> Int64? {
        let result: (partialValue: Int64, overflow: Bool)
        switch symbol {
        case "+": result = a.addingReportingOverflow(b)
        case "-": result = a.subtractingReportingOverflow(b)
        case "*": result = a.multipliedReportingOverflow(by: b)
        case "/": result = b == 0 ? (0, true) : a.dividedReportingOverflow(by: b)
        default: return nil
        }
        return result.overflow ? nil : result.partialValue
    }
}
