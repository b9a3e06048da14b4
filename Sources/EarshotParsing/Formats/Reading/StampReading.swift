/// A time while its parts are read.
struct StampReading {
    var stamp = Stamp()
    /// Twelve hours are to be added, or taken away from twelve.
    private var isAfternoon: Bool?

    /// Noon and midnight are 12 in the half-day way of counting.
    var finished: Stamp {
        var result = stamp
        if let isAfternoon {
            let isTwelve = result.secondOfDay / 3600 == 12
            if isAfternoon, !isTwelve { result.secondOfDay += 12 * 3600 }
            if !isAfternoon, isTwelve { result.secondOfDay -= 12 * 3600 }
        }
        result.isTimeOfDay = result.secondOfDay <= 86_400
        return result
    }

    /// Up to `digits` digits. Days and hours may be padded with a blank.
    mutating func number(
        _ line: Span<UInt8>, _ position: inout Int, _ end: Int, _ digits: Int, upTo maximum: Int,
        _ set: (inout Stamp, Int) -> Void
    ) -> Bool {
        while position < end, line[position] == Byte.space { position += 1 }
        var value = 0
        var count = 0
        while position < end, count < digits, line[position].isDigit {
            value = value * 10 + Int(line[position] &- Byte.zero)
            position += 1
            count += 1
        }
        guard count > 0, value <= maximum else { return false }
        set(&stamp, value)
        return true
    }

    /// `Nov`, `November`.
    mutating func readMonth(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> Bool {
        let month = StampReader.month(line, position, end)
        guard month > 0 else { return false }
        stamp.month = month
        while position < end, line[position].isLetter { position += 1 }
        return true
    }

    /// A weekday says nothing that the date does not; of zones those count that mean one thing.
    mutating func readLetters(_ line: Span<UInt8>, _ position: inout Int, _ end: Int, isZone: Bool) -> Bool {
        let start = position
        while position < end, line[position].isLetter { position += 1 }
        if isZone, let offset = ZoneNames.offset(line, start, position) { stamp.zone = offset }
        return position > start
    }

    mutating func readHalf(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> Bool {
        guard position + 2 <= end else { return false }
        if line.is("am", position, position + 2) {
            isAfternoon = false
        } else if line.is("pm", position, position + 2) {
            isAfternoon = true
        } else {
            return false
        }
        position += 2
        return true
    }

    mutating func readFraction(_ line: Span<UInt8>, _ position: inout Int, _ end: Int) -> Bool {
        let start = position
        var scale: Int32 = 1_000_000
        while position < end, line[position].isDigit {
            stamp.fraction &+= Int32(line[position] &- Byte.zero) &* scale
            scale /= 10
            position += 1
        }
        return position > start
    }
}
