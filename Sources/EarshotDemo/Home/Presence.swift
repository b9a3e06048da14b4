/// When a habit is active.
enum Presence: Sendable {
    case always
    /// Somebody is up.
    case awake
    case watching
    case notWatching
    case playing
    case washing
    case cleaning
    case home(DayPlan.Person)
    /// Anna's and Ben's days of working from home, Wednesday and Friday, in office hours.
    case homeOffice
    case guest
    /// Between these hours of the day, every day.
    case hours(ClosedRange<Int>)

    func windows(_ day: DayPlan) -> [Range<Int64>] {
        switch self {
        case .always: [day.whole]
        case .awake: [day.awake]
        case .watching: day.television
        case .notWatching: Self.gaps(between: day.television, in: day.whole)
        case .playing: day.gaming
        case .washing: day.washing
        case .cleaning: day.cleaning
        case .home(let person): day.home[person] ?? []
        case .homeOffice: [2, 4].contains(day.weekday) ? [Self.hours(9...17, day)] : []
        case .guest: day.isGuestDay ? [Self.hours(10...22, day)] : []
        case .hours(let hours): [Self.hours(hours, day)]
        }
    }

    private static func hours(_ hours: ClosedRange<Int>, _ day: DayPlan) -> Range<Int64> {
        day.midnight + Int64(hours.lowerBound) * 3600..<day.midnight + Int64(hours.upperBound) * 3600
    }

    private static func gaps(between taken: [Range<Int64>], in whole: Range<Int64>) -> [Range<Int64>] {
        var result: [Range<Int64>] = []
        var start = whole.lowerBound
        for range in taken {
            if start < range.lowerBound { result.append(start..<range.lowerBound) }
            start = max(start, range.upperBound)
        }
        if start < whole.upperBound { result.append(start..<whole.upperBound) }
        return result
    }
}
