import EarshotModel
import Foundation
import HTTPTypes

/// An interval of ISO 8601: `PT1H`, `start/end`, `start/PT1H`, `PT1H/end`.
struct ISOTimespan: Sendable {
    private var from: Int64?
    private var to: Int64?
    private var length: Int64?

    /// Throws `APIError`.
    init(_ text: String) throws {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(\.trimmed)
        guard (1...2).contains(parts.count) else { throw Self.wrong(text) }
        for (index, part) in parts.enumerated() {
            if let length = Self.duration(part) {
                guard self.length == nil else { throw Self.wrong(text) }
                self.length = length
            } else if parts.count == 2, let moment = Self.moment(part) {
                if index == 0 { from = moment } else { to = moment }
            } else {
                throw Self.wrong(text)
            }
        }
    }

    /// From and to, in ticks.
    func bounds(now: Int64) -> (from: Int64, to: Int64) {
        let length = length ?? 0
        if let from { return (from, to ?? min(from + length, Ticks.max)) }
        let end = to ?? now
        return (max(end - length, 0), end)
    }

    private static func wrong(_ text: String) -> APIError {
        APIError(
            .badRequest, "bad-request", "The timespan \"\(text)\" is no interval of ISO 8601.",
            hint: "Use a duration such as PT1H or P7D, or two moments with / between.")
    }

    private static func moment(_ text: String) -> Int64? {
        for options: ISO8601DateFormatter.Options in [
            [.withInternetDateTime, .withFractionalSeconds], [.withInternetDateTime], [.withFullDate],
        ] {
            let formatter = ISO8601DateFormatter()
            formatter.formatOptions = options
            guard let date = formatter.date(from: text) else { continue }
            let ticks = (date.timeIntervalSince1970 * 1000).rounded() * 10_000 + Double(Ticks.unixEpoch)
            return ticks >= 0 && ticks <= Double(Ticks.max) ? Int64(ticks) : nil
        }
        return nil
    }

    /// `P1DT2H3M4.5S` in ticks. A month is 30 days, a year 365, as Log Analytics has it.
    private static func duration(_ text: String) -> Int64? {
        guard text.first == "P", text.count > 1 else { return nil }
        var isTime = false
        var number = ""
        var seconds = 0.0
        for character in text.dropFirst() {
            if character == "T" {
                isTime = true
            } else if character.isNumber || character == "." {
                number.append(character)
            } else {
                guard let value = Double(number), let unit = unit(character, isTime) else { return nil }
                seconds += value * unit
                number = ""
            }
        }
        guard number.isEmpty, seconds > 0, seconds < 300_000_000_000 else { return nil }
        return Int64(seconds * 10_000_000)
    }

    private static func unit(_ letter: Character, _ isTime: Bool) -> Double? {
        switch (letter, isTime) {
        case ("Y", false): 365 * 86_400
        case ("M", false): 30 * 86_400
        case ("W", false): 7 * 86_400
        case ("D", false): 86_400
        case ("H", true): 3600
        case ("M", true): 60
        case ("S", true): 1
        default: nil
        }
    }
}
