import EarshotModel
import EarshotParsing

extension Numbering {
    /// The number of what reported an event, and whether the line named vendor or product itself, which then are no
    /// fields of the row.
    mutating func product(
        _ family: Int, _ values: ArraySlice<FieldValue>, _ text: borrowing [UInt8]
    ) -> (number: Int32, isTold: Bool) {
        var vendor: Range<Int>?
        var product: Range<Int>?
        for value in values {
            if value.field == .eventVendor { vendor = value.text }
            if value.field == .eventProduct { product = value.text }
        }
        guard vendor != nil || product != nil else { return (self.product(ofFamily: family), false) }
        guard let key = told.key(family, vendor, product, text.span) else {
            return (products.number(Self.describe(family, vendor, product, text)), true)
        }
        if let number = told.number(of: key) { return (number, true) }
        let number = products.number(Self.describe(family, vendor, product, text))
        told.keep(number, for: key)
        return (number, true)
    }

    /// The number of a family whose line names nothing itself.
    @inline(__always)
    mutating func product(ofFamily family: Int) -> Int32 { products.number(family: family, Self.describe) }

    private static func describe(_ family: Int) -> ProductBook.Product {
        let origin = ParseCounters.origin(ofFamily: family)
        return ProductBook.Product(
            family: ParseCounters.name(ofFamily: family) ?? "", vendor: origin?.vendor ?? "",
            product: origin?.product ?? "")
    }

    private static func describe(
        _ family: Int, _ vendor: Range<Int>?, _ product: Range<Int>?, _ text: borrowing [UInt8]
    ) -> ProductBook.Product {
        var described = describe(family)
        if let vendor { described.vendor = String(decoding: text[vendor], as: UTF8.self) }
        if let product { described.product = String(decoding: text[product], as: UTF8.self) }
        return described
    }
}

/// The numbers of products that lines name, found without making texts of what the line says.
struct ToldProducts {
    struct Key: Hashable {
        fileprivate var family: Int32
        fileprivate var vendor: Int32
        fileprivate var product: Int32
    }

    private var numbers: [Key: Int32] = [:]
    /// Lines can name anything; what finds no room here is only looked up more slowly.
    private static let capacity = 10_000
    private var words = LabelTable(capacity: Self.capacity)

    func number(of key: Key) -> Int32? { numbers[key] }

    mutating func keep(_ number: Int32, for key: Key) {
        if numbers.count < Self.capacity { numbers[key] = number }
    }

    /// nil: there is no room for these words. A word that is empty and one that is missing are told apart.
    mutating func key(_ family: Int, _ vendor: Range<Int>?, _ product: Range<Int>?, _ text: Span<UInt8>) -> Key? {
        guard let vendor = number(vendor, text), let product = number(product, text) else { return nil }
        return Key(family: Int32(clamping: family), vendor: vendor, product: product)
    }

    private mutating func number(_ range: Range<Int>?, _ text: Span<UInt8>) -> Int32? {
        guard let range else { return -1 }
        let number = words.intern(text, range.lowerBound, range.upperBound)
        return number == 0 && !range.isEmpty ? nil : number
    }
}
