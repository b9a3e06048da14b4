import EarshotModel

/// `series_rhythm()`: an addition to Kusto's language.
enum RhythmFunctions {
    static let all: [ScalarFunction] = [
        ScalarFunction(
            "series_rhythm", [.dynamic, .number, .number], .exactly(.dynamic),
            "Earshot's own: whether moments (seconds, in any order, also in arrays within the array) come every so many seconds between two bounds: "
                + "period, confidence, regularity, beats, missing. Null when they do not.",
            examples: [
                .init(
                    "series_rhythm(dynamic([0,60,120,180,300,360,420,480]), 9, 99)['period']", "dynamic(60.0)"),
                .init("series_rhythm(dynamic([0,60,120,180,300,360,420,480]), 9, 99)['missing']", "dynamic(1)"),
                .init("series_rhythm(dynamic([[0,60,120],[180,240]]), 9, 99)['beats']", "dynamic(5)"),
            ]
        ) { a in
            Spelling.call(
                "kql_series_rhythm", a[0].sql, "CAST(\(a[1]) AS DOUBLE)", "CAST(\(a[2]) AS DOUBLE)")
        }
    ]
}

enum RhythmNatives {
    static let all: [NativeFunction] = [
        NativeFunction("kql_series_rhythm", [.dynamic, .real, .real], .dynamic) { a in
            guard let moments = moments(a[0].tree), let low = a[1].number,
                let high = a[2].number.map({ min($0, longest) }), low > 0, high >= low,
                let found = Rhythm.find(moments, low...high)
            else { return .null(.dynamic) }
            return .dynamic(
                of: .object([
                    JSONMember("period", .real(rounded(found.period, 1))),
                    JSONMember("confidence", .real(rounded(found.confidence, 3))),
                    JSONMember("regularity", .real(rounded(found.regularity, 3))),
                    JSONMember("beats", .integer(Int64(found.beats))),
                    JSONMember("missing", .integer(Int64(found.missing))),
                ]))
        }
    ]

    /// Seconds; longer than all years there are. Infinity is in none of the bins that gaps are counted in.
    private static let longest = 1e12

    /// Numbers, also in arrays within the array.
    private static func moments(_ tree: JSON) -> [Double]? {
        tree.elements?.flatMap { element in
            Series(element)?.values.compactMap { $0 } ?? Series(.array([element]))?.values.compactMap { $0 } ?? []
        }
    }

    private static func rounded(_ value: Double, _ digits: Int) -> Double {
        let factor = digits == 1 ? 10.0 : 1000.0
        return (value * factor).rounded() / factor
    }
}
