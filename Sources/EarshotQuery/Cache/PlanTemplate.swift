/// SQL as a function of the moment for which it is written: a text with numbers that move with the clock.
///
/// Where the moment enters a plan is not written down anywhere: `ago(1d)` is folded into a number, and so may be what is
/// computed from it. So a query is compiled for two moments. Numbers that differ by exactly what lies between the moments,
/// forwards or backwards, move with the clock; if anything else differs, the query has to be compiled each time.
struct PlanTemplate: Sendable {
    private let texts: [String]
    private let slots: [Slot]
    private let moment: Int64

    private struct Slot {
        let value: Int64
        let isBackwards: Bool
    }

    /// Between the two moments, in ticks: some thirty years that are no whole number of days, seconds or milliseconds, so
    /// that whatever is rounded, or compared with a fixed date of our time, gives itself away.
    static let distance: Int64 = 10_000_000_071_234_567

    /// `later` is the SQL for `distance` after `moment`. nil: it is more than a matter of numbers.
    init?(_ sql: String, later: String, moment: Int64) {
        var texts: [String] = []
        var slots: [Slot] = []
        var text: [UInt8] = []
        var (first, second) = (Pieces(sql), Pieces(later))
        while let piece = first.next() {
            guard let other = second.next() else { return nil }
            if piece == other {
                text += piece
                continue
            }
            guard let value = Self.number(piece), let moved = Self.number(other),
                moved - value == Self.distance || value - moved == Self.distance
            else { return nil }
            texts.append(String(decoding: text, as: UTF8.self))
            text.removeAll(keepingCapacity: true)
            slots.append(Slot(value: value, isBackwards: moved < value))
        }
        guard second.next() == nil else { return nil }
        texts.append(String(decoding: text, as: UTF8.self))
        (self.texts, self.slots, self.moment) = (texts, slots, moment)
    }

    /// nil: a number would not be one any more.
    func sql(at now: Int64) -> String? {
        var result = texts[0]
        let passed = now - moment
        for (slot, text) in zip(slots, texts.dropFirst()) {
            let (value, overflow) = slot.value.addingReportingOverflow(slot.isBackwards ? -passed : passed)
            guard !overflow, value >= 0 else { return nil }
            result += String(value)
            result += text
        }
        return result
    }

    var bytes: Int { texts.reduce(slots.count * 32) { $0 + $1.utf8.count + 16 } }

    /// Digits alone, at most 18 of them, so that no difference of two overflows.
    private static func number(_ piece: ArraySlice<UInt8>) -> Int64? {
        guard piece.count <= 18, piece.allSatisfy(isDigit) else { return nil }
        return piece.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    }

    fileprivate static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

    /// Runs of digits and what stands between them.
    private struct Pieces: IteratorProtocol {
        private let bytes: [UInt8]
        private var at = 0

        init(_ text: String) { bytes = Array(text.utf8) }

        mutating func next() -> ArraySlice<UInt8>? {
            guard at < bytes.count else { return nil }
            let start = at
            let isNumber = PlanTemplate.isDigit(bytes[at])
            while at < bytes.count, PlanTemplate.isDigit(bytes[at]) == isNumber { at += 1 }
            return bytes[start..<at]
        }
    }
}
