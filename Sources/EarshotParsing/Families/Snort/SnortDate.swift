internal import EarshotModel

/// `09/04-21:45:37.536335`, `09/03/21-12:37:16.428952`, `07/11/2022-10:29:01.860293`, `21/12/28-12:55:38.765402`.
struct SnortDate {
    var stamp = Stamp()
    var end: Int
    var hasFullYear = false

    init?(_ line: Span<UInt8>, _ start: Int, _ to: Int) {
        guard to - start > 14, line[start + 2] == Byte.slash, let first = line.fixedDecimal(start, 2, to),
            let second = line.fixedDecimal(start + 3, 2, to)
        else { return nil }
        end = start + 5
        (stamp.month, stamp.day) = (UInt8(first), UInt8(second))
        guard readYear(line, first, second, to), end < to, line[end] == Byte.dash else { return nil }
        end += 1
        guard stamp.readTime(line, &end, to) else { return nil }
        if stamp.month == 0 { return nil }
    }

    /// None, two digits or four behind the day; or two in front of the month, which then cannot be a month.
    private mutating func readYear(_ line: Span<UInt8>, _ first: Int, _ second: Int, _ to: Int) -> Bool {
        guard line[end] == Byte.slash else { return true }
        if let year = line.fixedDecimal(end + 1, 4, to) {
            guard year >= 1998, year < 2200 else { return false }
            stamp.year = Int32(year)
            hasFullYear = true
            end += 5
            return true
        }
        guard let third = line.fixedDecimal(end + 1, 2, to) else { return false }
        end += 3
        if first > 12 {
            stamp.year = Int32(2000 + first)
            (stamp.month, stamp.day) = (UInt8(second), UInt8(third))
        } else {
            stamp.year = Int32(2000 + third)
        }
        return true
    }
}
