import EarshotModel

/// Bits of 64-bit integers.
enum BinaryFunctions {
    static let all: [ScalarFunction] = [
        two("binary_and", "Bits set in both.", "binary_and(6, 3)", "2") { "(\($0) & \($1))" },
        two("binary_or", "Bits set in either.", "binary_or(5, 3)", "7") { "(\($0) | \($1))" },
        two("binary_xor", "Bits set in exactly one.", "binary_xor(1, 2)", "3") { "xor(\($0), \($1))" },
        // The engine refuses shifts that lose bits, Kusto takes the count modulo 64.
        two(
            "binary_shift_left", "Bits moved to the left; null for a negative count.", "binary_shift_left(1, 2)", "4"
        ) { "kql_shift_left(\($0), \($1))" },
        two(
            "binary_shift_right", "Bits moved to the right, keeping the sign; null for a negative count.",
            "binary_shift_right(8, 2)", "2"
        ) { "CASE WHEN \($1) >= 0 THEN (\($0) >> CAST(\($1) & 63 AS INTEGER)) END" },
        ScalarFunction(
            "binary_not", [.integer], .exactly(.long), "All bits flipped.", examples: [.init("binary_not(100)", "-101")]
        ) { "(~CAST(\($0[0]) AS BIGINT))" },
        ScalarFunction(
            "bitset_count_ones", [.integer], .exactly(.long), "How many bits are set.",
            examples: [.init("bitset_count_ones(42)", "3")]
        ) { "CAST(bit_count(CAST(\($0[0]) AS BIGINT)) AS BIGINT)" },
    ].map { $0.named(.firstArgument) }

    private static func two(
        _ name: String, _ summary: String, _ expression: String, _ answer: String,
        spelling: @escaping @Sendable (SQL, SQL) -> SQL
    ) -> ScalarFunction {
        ScalarFunction(
            name, [.integer, .integer], .exactly(.long), summary,
            examples: [.init(expression, answer)]
                + (name.contains("shift") ? [.init("\(name)(1, -1)", "long(null)")] : [])
        ) { spelling("CAST(\($0[0]) AS BIGINT)", "CAST(\($0[1]) AS BIGINT)") }
    }
}
