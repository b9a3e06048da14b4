import EarshotModel

/// What a feed says of an indicator, without the indicator: the entries of a list share a few of these.
struct Sighting: Hashable, Sendable {
    var feed: UInt16
    var confidence: UInt8
    /// The text's place in `IndicatorIndex.texts`.
    var category: UInt32
    var name: UInt32
    /// Days since 1970; 0: not told.
    var firstDay: UInt16
    /// The day when it was last seen by the feed's makers, or when it was last on the list.
    var lastDay: UInt16
    var untilDay: UInt16
    /// The host of a listed URL, listed for what somebody put there.
    var isHostOfURL = false

    static func day(_ seconds: Int64?) -> UInt16 { seconds.map { UInt16(clamping: $0 / 86_400) } ?? 0 }
}
