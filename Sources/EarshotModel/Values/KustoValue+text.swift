extension KustoValue {
    /// The value as tables and CSV files show it; a null is the empty string.
    ///
    ///     KustoValue.timespan(937_840_000_000).text    // "1.02:03:04.0000000"
    ///     KustoValue.real(1).text                      // "1"
    public var text: String {
        var bytes: [UInt8] = []
        appendText(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends `text`: for writers of many rows, who reuse one buffer.
    public func appendText(to bytes: inout [UInt8]) {
        switch self {
        case .null: break
        case .bool(let value): bytes.append(contentsOf: value ? "true".utf8 : "false".utf8)
        case .int(let value): bytes.append(integer: Int64(value))
        case .long(let value): bytes.append(integer: value)
        case .real(let value): bytes.append(contentsOf: Self.text(real: value).utf8)
        case .datetime(let ticks): bytes.append(datetime: ticks)
        case .timespan(let ticks): bytes.append(timespan: ticks)
        case .decimal(let text), .string(let text), .dynamic(let text), .guid(let text):
            bytes.append(contentsOf: text.utf8)
        }
    }

    /// The shortest digits that read back as the same number, without `.0`, as Kusto's `tostring`.
    private static func text(real value: Double) -> String {
        if let name = value.nameOfNonNumber { return name }
        let digits = value.description
        return digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits
    }
}

extension Double {
    /// `NaN`, `Infinity` or `-Infinity`; nil for every number.
    var nameOfNonNumber: String? {
        if isNaN { return "NaN" }
        if isInfinite { return self < 0 ? "-Infinity" : "Infinity" }
        return nil
    }
}

/// Text without an intermediate `String`: results have millions of numbers.
extension [UInt8] {
    mutating func append(integer value: Int64) {
        if value < 0 { append(UInt8(ascii: "-")) }
        append(magnitude: value.magnitude)
    }

    mutating func append(magnitude value: UInt64) {
        let start = count
        var rest = value
        repeat {
            append(UInt8(truncatingIfNeeded: rest % 10) + 48)
            rest /= 10
        } while rest > 0
        self[start...].reverse()
    }

    /// Exactly `width` digits, leading zeros included.
    mutating func append(_ value: UInt64, width: Int) {
        let start = count
        var rest = value
        for _ in 0..<width {
            append(UInt8(truncatingIfNeeded: rest % 10) + 48)
            rest /= 10
        }
        self[start...].reverse()
    }

    /// `2026-11-23T00:00:00.0000000Z`: always seven decimals, so that texts sort as the moments do.
    mutating func append(datetime ticks: Int64) {
        let (seconds, fraction) = Ticks.unixSeconds(ticks)
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let date = CivilDate(daysSince1970: days)
        append(UInt64(Swift.max(0, date.year)), width: 4)
        append(UInt8(ascii: "-"))
        append(UInt64(date.month), width: 2)
        append(UInt8(ascii: "-"))
        append(UInt64(date.day), width: 2)
        append(UInt8(ascii: "T"))
        append(clock: UInt64(seconds - days * 86_400), fraction: UInt64(fraction))
        append(UInt8(ascii: "Z"))
    }

    /// `[-][days.]hh:mm:ss.fffffff`, .NET's constant format (`c`) with its decimals always written.
    mutating func append(timespan ticks: Int64) {
        if ticks < 0 { append(UInt8(ascii: "-")) }
        let (seconds, fraction) = ticks.magnitude.quotientAndRemainder(dividingBy: 10_000_000)
        let (days, clock) = seconds.quotientAndRemainder(dividingBy: 86_400)
        if days > 0 {
            append(magnitude: days)
            append(UInt8(ascii: "."))
        }
        append(clock: clock, fraction: fraction)
    }

    private mutating func append(clock seconds: UInt64, fraction: UInt64) {
        append(seconds / 3600, width: 2)
        append(UInt8(ascii: ":"))
        append(seconds / 60 % 60, width: 2)
        append(UInt8(ascii: ":"))
        append(seconds % 60, width: 2)
        append(UInt8(ascii: "."))
        append(fraction, width: 7)
    }
}
