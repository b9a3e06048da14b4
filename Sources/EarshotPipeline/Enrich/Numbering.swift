import EarshotModel

/// Numbers for everything that is stored once: addresses, hardware addresses, labels, names, products.
struct Numbering {
    var addresses: AddressBook
    var macs = MACBook()
    var labels = LabelTable()
    /// Names of hosts; more of them than a home asks for in years.
    var domains = LabelTable(capacity: 4_000_000)
    var products = ProductBook()
    /// Products that lines named, by what they were told as: most of them are named again and again.
    var told = ToldProducts()

    /// The number of a field's value in its dimension; 0: the dimension is full.
    mutating func number(of value: FieldValue, _ text: borrowing [UInt8]) -> Int32 {
        number(of: value, value.field.kind, text)
    }

    /// The same for who knows the kind of the field already.
    mutating func number(of value: FieldValue, _ kind: FieldKind, _ text: borrowing [UInt8]) -> Int32 {
        switch kind {
        case .address: addresses.number(for: value.address)
        case .mac: macs.number(MACAddress(bits: UInt64(bitPattern: value.number)))
        case .domain: domains.intern(text.span, value.text.lowerBound, value.text.upperBound)
        default: labels.intern(text.span, value.text.lowerBound, value.text.upperBound)
        }
    }
}

/// Numbers for hardware addresses.
struct MACBook {
    private var numbers: [UInt64: Int32] = [:]
    private var fresh: [(number: Int32, address: MACAddress)] = []
    private var next: Int32 = 1
    /// The last two asked for: in a home's log they are nearly always the same.
    private var recent: (UInt64, Int32) = (.max, 0)
    private var older: (UInt64, Int32) = (.max, 0)
    private static let maximum = 100_000

    mutating func restore(_ address: MACAddress, number: Int32) {
        numbers[address.bits] = number
        next = max(next, number + 1)
    }

    mutating func number(_ address: MACAddress) -> Int32 {
        if recent.0 == address.bits { return recent.1 }
        if older.0 == address.bits { return older.1 }
        older = recent
        recent = (address.bits, find(address))
        return recent.1
    }

    private mutating func find(_ address: MACAddress) -> Int32 {
        if let number = numbers[address.bits] { return number }
        guard numbers.count < Self.maximum else { return 0 }
        let number = next
        next += 1
        numbers[address.bits] = number
        fresh.append((number, address))
        return number
    }

    mutating func takeFresh() -> [(number: Int32, address: MACAddress)] {
        defer { fresh.removeAll(keepingCapacity: true) }
        return fresh
    }
}

/// Numbers for what reports events: a family, or the vendor and product that a line itself names.
struct ProductBook {
    struct Product: Hashable {
        var family: String
        var vendor: String
        var product: String
    }

    private var numbers: [Product: Int32] = [:]
    private var fresh: [(number: Int32, product: Product)] = []
    /// The numbers of families whose lines name nothing themselves.
    private var ofFamily: [Int32] = []
    private var next: Int32 = 1
    /// Lines can name anything.
    private static let maximum = 10_000

    mutating func restore(_ product: Product, number: Int32) {
        numbers[product] = number
        next = max(next, number + 1)
    }

    mutating func number(family index: Int, _ describe: (Int) -> Product) -> Int32 {
        while ofFamily.count <= index { ofFamily.append(0) }
        if ofFamily[index] == 0 { ofFamily[index] = number(describe(index)) }
        return ofFamily[index]
    }

    mutating func number(_ product: Product) -> Int32 {
        if let number = numbers[product] { return number }
        guard numbers.count < Self.maximum else { return 0 }
        let number = next
        next += 1
        numbers[product] = number
        fresh.append((number, product))
        return number
    }

    mutating func takeFresh() -> [(number: Int32, product: Product)] {
        defer { fresh.removeAll(keepingCapacity: true) }
        return fresh
    }
}
