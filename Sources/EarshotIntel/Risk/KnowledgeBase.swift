/// The index with the feeds it is made of; grows and changes feed by feed.
public struct KnowledgeBase: Sendable {
    public private(set) var index = IndicatorIndex()
    /// A feed keeps its number as long as the program runs.
    private var feeds: [Feed] = []
    private var numbers: [String: UInt16] = [:]

    public init() {}

    /// The number of a feed; at most 65,535 of them.
    public mutating func number(of feed: Feed) -> UInt16? {
        if let known = numbers[feed.id] {
            feeds[Int(known)] = feed
            return known
        }
        guard let number = UInt16(exactly: feeds.count) else { return nil }
        feeds.append(feed)
        numbers[feed.id] = number
        return number
    }

    public mutating func replace(_ parts: IndexParts) { index.replace(feed: parts.feed, with: parts) }

    public func judge(now: Int64) -> Judge { Judge(index: index, feeds: feeds, now: now) }
}
