import EarshotModel

/// `decimal` values are exact to 17 places after the point; the engine multiplies and divides them only as doubles.
enum DecimalNatives {
    static let all: [NativeFunction] = [
        NativeFunction("kql_decimal_math", [.string, .string, .string], .string) { a in
            guard let x = Decimal17(a[1].text), let y = Decimal17(a[2].text) else { return .null(.string) }
            let result =
                switch a[0].text {
                case "*": x.multiplied(by: y)
                case "/": x.divided(by: y)
                default: x.remainder(by: y)
                }
            return result.map { .string($0.text) } ?? .null(.string)
        }
    ]
}

/// A decimal number as a whole number of its smallest parts: `DECIMAL(38, 17)`.
struct Decimal17: Equatable {
    static let places = 17
    private static let one: UInt128 = 100_000_000_000_000_000
    /// 38 digits.
    private static let limit: UInt128 = 100_000_000_000_000_000_000_000_000_000_000_000_000

    let isNegative: Bool
    let magnitude: UInt128

    private init?(_ isNegative: Bool, _ magnitude: UInt128) {
        guard magnitude < Self.limit else { return nil }
        self.isNegative = isNegative && magnitude != 0
        self.magnitude = magnitude
    }

    /// `-12.5`; nil for what is no such number, or too large.
    init?(_ text: String) {
        var digits = Substring(text)
        let negative = digits.hasPrefix("-")
        if negative { digits.removeFirst() }
        let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty else { return nil }
        let fraction = (parts.count > 1 ? parts[1] : "").prefix(Self.places)
        let padded = whole + fraction + String(repeating: "0", count: Self.places - fraction.count)
        guard padded.utf8.count <= 60, padded.utf8.allSatisfy({ (48...57).contains($0) }), let value = UInt128(padded)
        else { return nil }
        self.init(negative, value)
    }

    func multiplied(by other: Decimal17) -> Decimal17? {
        let product = magnitude.multipliedFullWidth(by: other.magnitude)
        guard product.high < Self.one else { return nil }
        let (quotient, rest) = Self.one.dividingFullWidth(product)
        return Decimal17(isNegative != other.isNegative, quotient + (rest * 2 >= Self.one ? 1 : 0))
    }

    func divided(by other: Decimal17) -> Decimal17? {
        let scaled = magnitude.multipliedFullWidth(by: Self.one)
        guard scaled.high < other.magnitude else { return nil }
        let (quotient, rest) = other.magnitude.dividingFullWidth(scaled)
        return Decimal17(isNegative != other.isNegative, quotient + (rest >= other.magnitude - rest ? 1 : 0))
    }

    /// With the sign of the number that is divided.
    func remainder(by other: Decimal17) -> Decimal17? {
        other.magnitude == 0 ? nil : Decimal17(isNegative, magnitude % other.magnitude)
    }

    var text: String {
        let digits = String(magnitude)
        let padded = String(repeating: "0", count: max(0, Self.places + 1 - digits.utf8.count)) + digits
        return "\(isNegative ? "-" : "")\(padded.dropLast(Self.places)).\(padded.suffix(Self.places))"
    }
}
