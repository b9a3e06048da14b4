import EarshotModel

enum HashNatives {
    static let all: [NativeFunction] = [
        NativeFunction("kql_hash_combine", [.dynamic], .long) { a in
            var bytes: [UInt8] = []
            for element in a[0].tree.elements ?? [] {
                let number = element.wholeNumber ?? 0
                for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
            }
            return .long(Int64(bitPattern: XXHash64.hash(bytes)))
        },
        NativeFunction("kql_hash_text", [.string, .long], .long) { a in result(Array(a[0].text.utf8), a[1]) },
        NativeFunction("kql_hash_long", [.long, .long], .long) { a in
            guard let value = a[0].whole else { return .null(.long) }
            return result((0..<8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }, a[1])
        },
        NativeFunction("kql_shift_left", [.long, .long], .long) { a in
            guard let value = a[0].whole, let count = a[1].whole, count >= 0 else { return .null(.long) }
            return .long(Int64(truncatingIfNeeded: UInt64(bitPattern: value) << UInt64(count & 63)))
        },
    ]

    /// With a modulus the hash counts as an unsigned number.
    private static func result(_ bytes: [UInt8], _ modulus: KustoValue) -> KustoValue {
        let hash = XXHash64.hash(bytes)
        guard let modulus = modulus.whole else { return .long(Int64(bitPattern: hash)) }
        return modulus > 0 ? .long(Int64(hash % UInt64(modulus))) : .null(.long)
    }
}
