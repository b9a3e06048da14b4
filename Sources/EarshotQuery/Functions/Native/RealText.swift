/// Reals as text and back, as Kusto writes and reads them.
enum RealText {
    /// The shortest digits that read back the same: `1.0`, `0.00001`, `1e-07`, `100000000000000000000.0`, `1e+21` as `1e21`.
    static func of(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-inf" : "inf" }
        let (negative, digits, point) = decompose(value)
        let count = digits.count
        let sign = negative ? "-" : ""
        if point > 21 || point <= -6 { return sign + scientific(digits, point - 1) }
        if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
        if count <= point { return sign + digits + String(repeating: "0", count: point - count) + ".0" }
        let split = digits.index(digits.startIndex, offsetBy: point)
        return sign + digits[..<split] + "." + digits[split...]
    }

    private static func scientific(_ digits: String, _ exponent: Int) -> String {
        let head = digits.prefix(1)
        let tail = digits.dropFirst()
        return head + (tail.isEmpty ? "" : "." + tail) + "e" + String(exponent)
    }

    /// Sign, significant digits without trailing zeros, and the place of the decimal point from the first digit.
    private static func decompose(_ value: Double) -> (negative: Bool, digits: String, point: Int) {
        if value == 0 { return (value.sign == .minus, "0", 1) }
        let text = "\(value.magnitude)"
        let parts = text.split(separator: "e", maxSplits: 1)
        let mantissa = parts[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let whole = String(mantissa[0])
        let digits = whole + (mantissa.count > 1 ? String(mantissa[1]) : "")
        let leading = digits.prefix { $0 == "0" }.count
        var significant = digits.dropFirst(leading)
        while significant.count > 1, significant.last == "0" { significant = significant.dropLast() }
        return (value < 0, String(significant), whole.count + exponent - leading)
    }

    /// nil for what Kusto does not read: `INF`, hexadecimal digits, `1_000`.
    static func parse(_ text: String) -> Double? {
        let trimmed = TextTools.trimmed(text)
        switch trimmed {
        case "NaN", "nan": return .nan
        case "inf", "+inf", "Infinity", "+Infinity": return .infinity
        case "-inf", "-Infinity": return -.infinity
        default: break
        }
        let allowed = trimmed.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "e"), UInt8(ascii: "E"):
                true
            default: false
            }
        }
        return allowed ? Double(trimmed) : nil
    }
}

/// Small helpers on text that Foundation would have.
enum TextTools {
    static func trimmed(_ text: some StringProtocol) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(String.UnicodeScalarView(scalars[first...last]))
    }

    /// Digits padded with zeros on the left.
    static func padded(_ value: some BinaryInteger, _ width: Int) -> String {
        let digits = String(value)
        return digits.count >= width ? digits : String(repeating: "0", count: width - digits.count) + digits
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    /// A plain number of ASCII digits, at most 9 of them.
    static func smallNumber(_ text: some StringProtocol) -> Int? {
        guard !text.isEmpty, text.utf8.count <= 9, text.utf8.allSatisfy(isDigit) else { return nil }
        return Int(text)
    }
}
