import EarshotModel
import EarshotParsing

/// What is known about a sender's lines apart from their bytes.
struct SourceContexts {
    private let rules: [String: SourceRule]
    private let local = LocalZone()
    private var streams: [SourceAddress: Int32] = [:]

    init(_ rules: [SourceRule]) {
        self.rules = Dictionary(rules.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The context of lines of a sender. Its source is the stream, so that times of different zones are told apart; the
    /// records get their source's number afterwards.
    mutating func context(_ sender: SourceAddress, arrival: Int64) -> LineContext {
        let stream = stream(of: sender)
        let rule = rules.isEmpty ? nil : rules[sender.address]
        var context = LineContext(source: stream, arrival: arrival)
        context.stream = stream
        context.pinnedFamily = rule?.family.flatMap { EventParser.family(named: $0) }
        if let offset = rule?.zone {
            context.zoneOffset = offset(Ticks.unixSeconds(arrival).seconds)
            let changing: @Sendable (Int64) -> Int32 = { ZoneTime.offset(atLocalSeconds: $0, offset) }
            context.zone = changing
        } else {
            let local = local
            context.zoneOffset = local.offset(atTicks: arrival)
            let changing: @Sendable (Int64) -> Int32 = { local.offset(atLocalSeconds: $0) }
            context.zone = local.isConstant ? nil : changing
        }
        return context
    }

    private mutating func stream(of sender: SourceAddress) -> Int32 {
        if let known = streams[sender] { return known }
        // Beyond the bound all share one: it only costs the time of asking another family first.
        guard streams.count < 4096 else { return 0 }
        let number = Int32(streams.count + 1)
        streams[sender] = number
        return number
    }
}

/// Local times of a zone that is known by its offsets.
enum ZoneTime {
    /// The offset for a local time given as if it were UTC. In the hour that occurs twice, the earlier one.
    static func offset(atLocalSeconds local: Int64, _ offset: (Int64) -> Int32) -> Int32 {
        let first = offset(local - Int64(offset(local)))
        return offset(local - Int64(first))
    }
}
