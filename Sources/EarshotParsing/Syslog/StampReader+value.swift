internal import EarshotModel

/// Times that are a value of their own, not the beginning of a line.
extension StampReader {
    /// The time that is `line[start..<end]`: any form that `read` knows, or a number since 1970 in seconds (with or
    /// without fraction), milliseconds, microseconds or nanoseconds, told apart by their number of digits.
    static func value(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Stamp? {
        guard start < end, end <= line.count else { return nil }
        if let stamp = sinceEpoch(line, start, end) { return stamp }
        var position = start
        return read(line, &position, end)
    }

    /// The seconds are the first ten digits, which holds from 2001 to 2286.
    private static func sinceEpoch(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Stamp? {
        guard let seconds = line.fixedDecimal(start, 10, end), seconds >= 1_000_000_000 else { return nil }
        var index = start + 10
        let hasPoint = index < end && line[index] == Byte.dot
        if hasPoint { index += 1 }
        guard hasPoint || [0, 3, 6, 9].contains(end - index) else { return nil }
        var fraction: Int32 = 0
        var scale: Int32 = 1_000_000
        while index < end, line[index].isDigit {
            fraction &+= Int32(line[index] &- Byte.zero) &* scale
            scale /= 10
            index += 1
        }
        guard index == end else { return nil }
        return Stamp(secondsSince1970: Int64(seconds), fraction: fraction)
    }
}

extension Stamp {
    init(secondsSince1970 seconds: Int64, fraction: Int32) {
        let date = CivilDate(daysSince1970: seconds / 86_400)
        year = Int32(clamping: date.year)
        month = UInt8(clamping: date.month)
        day = UInt8(clamping: date.day)
        secondOfDay = Int32(truncatingIfNeeded: seconds % 86_400)
        zone = 0
        self.fraction = fraction
    }
}
