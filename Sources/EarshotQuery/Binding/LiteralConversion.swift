import EarshotModel

/// Literals of one type where another is asked for: in `datatable`, as default values.
enum LiteralConversion {
    static func convert(_ value: KustoValue, to type: KustoType) -> KustoValue? {
        if value.type == type { return value }
        if case .null = value { return type == .string ? .string("") : .null(type) }
        switch (value, type) {
        case (.long(let number), .int): return Int32(exactly: number).map(KustoValue.int)
        case (.long(let number), .real): return .real(Double(number))
        case (.long(let number), .decimal): return .decimal(String(number))
        case (.int(let number), .long): return .long(Int64(number))
        case (.int(let number), .real): return .real(Double(number))
        case (.int(let number), .decimal): return .decimal(String(number))
        case (.real(let number), .decimal): return .decimal("\(number)")
        case (.real(let number), .long): return Int64(exactly: number.rounded(.towardZero)).map(KustoValue.long)
        case (.real(let number), .int): return Int32(exactly: number.rounded(.towardZero)).map(KustoValue.int)
        case (.bool(let flag), .long): return .long(flag ? 1 : 0)
        case (.bool(let flag), .int): return .int(flag ? 1 : 0)
        case (.long(let number), .bool): return .bool(number != 0)
        case (.string(let text), .datetime):
            return DatetimeLiteral.ticks(text).map(KustoValue.datetime) ?? .null(.datetime)
        case (.string(let text), .timespan):
            return TimespanLiteral.ticks(clock: text).map(KustoValue.timespan) ?? .null(.timespan)
        case (.string(let text), .guid): return LiteralText.guid(text) ?? .null(.guid)
        case (.dynamic, .string), (_, .dynamic): return dynamic(value, type)
        case (.dynamic, _), (.datetime, .string), (.timespan, .string), (.long, .string), (.bool, .string),
            (.real, .string),
            (.guid, .string):
            return nil
        default: return nil
        }
    }

    private static func dynamic(_ value: KustoValue, _ type: KustoType) -> KustoValue? {
        type == .dynamic ? .dynamic(JSONText.text(of: value)) : nil
    }
}
