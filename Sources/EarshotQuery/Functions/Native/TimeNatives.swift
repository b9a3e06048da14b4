import EarshotModel

enum TimeNatives {
    static let all: [NativeFunction] = [
        // Rows as `[[ticks, restart], …]` in their order; the answer is where each row's session began.
        NativeFunction("kql_row_sessions", [.dynamic, .timespan, .timespan], .dynamic) { a in
            let (whole, gap) = (a[1].whole ?? .max, a[2].whole ?? .max)
            var start: Int64?
            var last: Int64?
            let starts = (a[0].tree.elements ?? []).map { row -> JSON in
                guard let pair = row.elements, pair.count == 2, case .integer(let moment) = pair[0] else {
                    return .null
                }
                let isNew =
                    pair[1] == .bool(true) || start.map { moment &- $0 > whole } ?? true
                    || last.map { moment &- $0 > gap } ?? true
                if isNew { start = moment }
                last = moment
                return start.map { .integer($0) } ?? .null
            }
            return .dynamic(of: .array(starts))
        },
        NativeFunction("kql_datetime_from_text", [.string], .datetime) { a in
            DateTimeText.parse(a[0].text).map { .datetime($0) } ?? .null(.datetime)
        },
        NativeFunction("kql_timespan_from_text", [.string], .timespan) { a in
            TimespanText.parse(a[0].text).map { .timespan($0) } ?? .null(.timespan)
        },
        NativeFunction("kql_timespan_text", [.timespan], .string) { a in
            a[0].whole.map { .string(TimespanText.of($0)) } ?? .null(.string)
        },
        NativeFunction("kql_format_datetime", [.datetime, .string], .string) { a in
            .string(a[0].whole.map { TimeFormat.datetime($0, a[1].text) } ?? "")
        },
        NativeFunction("kql_format_timespan", [.timespan, .string], .string) { a in
            .string(a[0].whole.map { TimeFormat.timespan($0, a[1].text) } ?? "")
        },
        NativeFunction("kql_make_datetime", [.real, .real, .real, .real, .real, .real], .datetime) { a in
            guard let parts = wholes(a.prefix(5)), let second = a[5].number, (0..<60).contains(second) else {
                return .null(.datetime)
            }
            let ticks = Int((second * 1e7).rounded())
            let civil = CivilTime(
                year: parts[0], month: parts[1], day: parts[2], hour: parts[3], minute: parts[4],
                second: ticks / 10_000_000,
                fraction: ticks % 10_000_000)
            return civil.ticks.map { .datetime($0) } ?? .null(.datetime)
        },
        NativeFunction("kql_make_timespan", [.real, .real, .real, .real], .timespan) { a in
            guard let parts = wholes(a.prefix(3)), let second = a[3].number, (0..<60).contains(second),
                0...10_675_198 ~= parts[0], 0...23 ~= parts[1], 0...59 ~= parts[2]
            else { return .null(.timespan) }
            let minutes = Int64(parts[0] * 1440 + parts[1] * 60 + parts[2])
            return .timespan(minutes * 600_000_000 + Int64((second * 1e7).rounded()))
        },
    ]

    private static func wholes(_ values: ArraySlice<KustoValue>) -> [Int]? {
        var result: [Int] = []
        for value in values {
            guard let number = value.number, number.magnitude < 1e9 else { return nil }
            result.append(Int(number))
        }
        return result
    }
}
