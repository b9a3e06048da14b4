/// What happens in the household on one day: who is at home when, when the television runs, when the washing is done.
///
/// Times are seconds of the household's own clock since 1970 ("local seconds"); zone and UTC come in at the very end.
struct DayPlan: Sendable {
    /// 0 for the first day of the demo.
    let index: Int
    /// Local midnight.
    let midnight: Int64
    /// 0 is Monday.
    let weekday: Int
    let awake: Range<Int64>
    let television: [Range<Int64>]
    let gaming: [Range<Int64>]
    let washing: [Range<Int64>]
    let cleaning: [Range<Int64>]
    /// Each person's hours at home.
    let home: [Person: [Range<Int64>]]
    /// The router had no power.
    let outage: Range<Int64>?

    enum Person: CaseIterable { case anna, ben, mia }

    /// The day of the power cut, the thirteenth.
    static let outageDay = 12
    /// The day on which the doorbell is installed, the twentieth.
    static let newDeviceDay = 19
    /// The guest comes on the first Saturday from here on.
    static let guestFrom = 8

    init(seed: UInt64, index: Int, midnight: Int64) {
        var random = SeededRandom(seed: seed, purpose: 1, day: index)
        self.index = index
        self.midnight = midnight
        // 1970-01-01 was a Thursday.
        weekday = Int((midnight.floorDivided(by: 86_400) % 7 + 10) % 7)
        var hours = Hours(midnight: midnight, weekday: weekday)
        awake = hours.from(6.3, to: 23.2, &random)
        television = hours.television(&random)
        gaming = hours.gaming(&random)
        washing = [1, 3, 5].contains(weekday) ? [hours.from(weekday == 5 ? 10 : 18, lasting: 2.2, &random)] : []
        cleaning = [1, 4].contains(weekday) ? [hours.from(10.5, lasting: 1, &random)] : []
        home = [
            .anna: hours.atHome(works: [0, 1, 3], &random), .ben: hours.atHome(works: [0, 1, 2, 3, 4], &random),
            .mia: hours.atHome(works: [0, 1, 2, 3, 4], until: 14.2, &random),
        ]
        outage = index == Self.outageDay ? midnight + 49_320..<midnight + 57_840 : nil
    }

    var isGuestDay: Bool { (5...6).contains(weekday) && (0..<7).contains(index - (weekday - 5) - Self.guestFrom) }
    var whole: Range<Int64> { midnight..<midnight + 86_400 }
}

/// Hours of a day as people mean them: about six, for about two hours.
private struct Hours {
    let midnight: Int64
    let weekday: Int

    private func moment(_ hour: Double, _ random: inout SeededRandom) -> Int64 {
        midnight + Int64(hour * 3600) + Int64(random.within(-1200...1200))
    }

    func from(_ start: Double, to end: Double, _ random: inout SeededRandom) -> Range<Int64> {
        let first = moment(start, &random)
        return first..<max(first, min(moment(end, &random), midnight + 86_400))
    }

    func from(_ start: Double, lasting hours: Double, _ random: inout SeededRandom) -> Range<Int64> {
        let first = moment(start, &random)
        return first..<first + Int64(hours * 3600)
    }

    mutating func television(_ random: inout SeededRandom) -> [Range<Int64>] {
        var result: [Range<Int64>] = []
        if weekday > 4 { result.append(from(9.5, to: 11, &random)) }
        // One evening in nine they go out.
        if random.below(9) > 0 { result.append(from(19, to: weekday == 4 || weekday == 5 ? 23.4 : 22.4, &random)) }
        return result
    }

    mutating func gaming(_ random: inout SeededRandom) -> [Range<Int64>] {
        weekday > 4 ? [from(14, to: 17.5, &random)] : random.chance(0.6) ? [from(16, to: 17.6, &random)] : []
    }

    /// Away from eight on the days `works`; otherwise a walk in the afternoon.
    mutating func atHome(works days: [Int], until end: Double = 17.4, _ random: inout SeededRandom) -> [Range<Int64>] {
        let (leaves, returns) = days.contains(weekday) ? (7.8, end) : (14.8, 16)
        let left = moment(leaves, &random)
        let back = moment(returns, &random)
        return [midnight..<left, max(left, back)..<midnight + 86_400]
    }
}
