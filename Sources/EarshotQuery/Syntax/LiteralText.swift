import EarshotModel

/// What `long(…)`, `datetime(…)` and their like accept between the brackets.
enum LiteralText {
    static func value(_ text: String, of type: KustoType) -> KustoValue? {
        if text == "null" { return type == .string ? .string("") : .null(type) }
        switch type {
        case .bool: return bool(text)
        case .int: return int(text)
        case .long: return signed(text).map(KustoValue.long)
        case .real: return real(text)
        case .decimal: return decimal(text)
        case .datetime: return (DatetimeLiteral.ticks(text) ?? DateTimeText.parse(text)).map(KustoValue.datetime)
        case .timespan: return timespan(text)
        case .guid: return guid(text)
        case .string: return .string(text)
        case .dynamic: return nil
        }
    }

    private static func bool(_ text: String) -> KustoValue? {
        switch text.lowercased() {
        case "true", "1": .bool(true)
        case "false", "0": .bool(false)
        default: nil
        }
    }

    private static func signed(_ text: String) -> Int64? {
        if text.hasPrefix("0x") || text.hasPrefix("0X") { return Parser.integer(text) }
        return Int64(text)
    }

    private static func int(_ text: String) -> KustoValue? {
        if text.hasPrefix("0x") || text.hasPrefix("0X") {
            return UInt32(text.dropFirst(2), radix: 16).map { .int(Int32(bitPattern: $0)) }
        }
        return Int32(text).map(KustoValue.int)
    }

    private static func real(_ text: String) -> KustoValue? {
        switch text.lowercased() {
        case "nan": return .real(.nan)
        case "+inf", "inf", "infinity": return .real(.infinity)
        case "-inf", "-infinity": return .real(-.infinity)
        default:
            guard text.utf8.allSatisfy({ "+-.eE0123456789".utf8.contains($0) }) else { return nil }
            return Double(text).map(KustoValue.real)
        }
    }

    static func decimal(_ text: String) -> KustoValue? {
        guard text.utf8.allSatisfy({ "+-.eE0123456789".utf8.contains($0) }), Double(text) != nil else { return nil }
        return .decimal(text)
    }

    private static func timespan(_ text: String) -> KustoValue? {
        (TimespanLiteral.ticks(number: text.replacingBlanks) ?? TimespanLiteral.ticks(clock: text)
            ?? negative(text)).map(KustoValue.timespan)
    }

    private static func negative(_ text: String) -> Int64? {
        text.hasPrefix("-") ? TimespanLiteral.ticks(number: text.dropFirst()).map { -$0 } : nil
    }

    /// 32 hexadecimal digits, hyphens optional.
    static func guid(_ text: String) -> KustoValue? {
        var digits = text.lowercased().filter { $0 != "-" }
        if digits.hasPrefix("{"), digits.hasSuffix("}") { digits = String(digits.dropFirst().dropLast()) }
        guard digits.utf8.count == 32, digits.allSatisfy({ $0.isHexDigit && $0.isASCII }) else { return nil }
        var result = ""
        for (offset, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(offset) { result.append("-") }
            result.append(digit)
        }
        return .guid(result)
    }
}

extension String {
    /// `1 d` reads like `1d`.
    fileprivate var replacingBlanks: String { filter { $0 != " " } }
}
