extension Span where Element == UInt8 {
    /// A decimal number with fraction and exponent (`0.0769`, `2.7e-06`, `-3`); nil when the bytes are not exactly one.
    func double(_ start: Int, _ end: Int) -> Double? {
        var index = start
        let isNegative = index < end && self[index] == Byte.dash
        if isNegative { index += 1 }
        var mantissa: UInt64 = 0
        var scale = 0
        var digits = 0
        var isFraction = false
        while index < end {
            let byte = self[index]
            if byte.isDigit {
                digits += 1
                // 18 digits are more than a Double tells apart.
                if mantissa < 100_000_000_000_000_000 {
                    mantissa = mantissa &* 10 &+ UInt64(byte &- Byte.zero)
                    if isFraction { scale -= 1 }
                } else if !isFraction {
                    scale += 1
                }
            } else if byte == Byte.dot, !isFraction {
                isFraction = true
            } else {
                break
            }
            index += 1
        }
        guard digits > 0, digits <= 400, let exponent = exponent(&index, end), index == end else { return nil }
        let value = Double(mantissa) * Self.power(scale + exponent)
        return isNegative ? -value : value
    }

    private func exponent(_ index: inout Int, _ end: Int) -> Int? {
        guard index < end else { return 0 }
        guard self[index] | 32 == 101 else { return nil }
        index += 1
        let isNegative = index < end && self[index] == Byte.dash
        if isNegative || (index < end && self[index] == 43) { index += 1 }
        guard let value = decimal(&index, end), value <= 400 else { return nil }
        return isNegative ? -Int(value) : Int(value)
    }

    private static func power(_ exponent: Int) -> Double {
        var result = 1.0
        for _ in 0..<Swift.min(abs(exponent), 800) { result *= 10 }
        return exponent < 0 ? 1 / result : result
    }
}
