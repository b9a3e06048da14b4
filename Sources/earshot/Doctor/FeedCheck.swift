import EarshotModel
import Foundation
import NIOHTTP1

/// How the lists and services of a running Earshot fare.
struct FeedCheck {
    let server: RunningServer

    /// Lists change daily; what is not fetched for so long is no longer true, days.
    private static let oldAfterDays: Int64 = 7

    var remarks: [Remark] {
        get async {
            do {
                let data = try await server.ask(.GET, "/api/v1/intel")
                return Self.remarks(
                    try JSONDecoder().decode(IntelStatus.self, from: data), now: Int64(Date().timeIntervalSince1970))
            } catch {
                return [.attention("lists", "how they fare is unknown: \(error)", remedy: "Look at the server's log.")]
            }
        }
    }

    static func remarks(_ status: IntelStatus, now: Int64) -> [Remark] {
        guard status.enabled else { return [.fine("lists", "threat intelligence is switched off (intel.enabled)")] }
        let feeds = status.feeds.filter(\.enabled)
        var remarks = [summary(feeds, status)]
        if !status.problem.isEmpty { remarks.append(.attention("lists", status.problem, remedy: "Follow its advice.")) }
        remarks += feeds.compactMap { remark($0, now) }
        return remarks + status.services.compactMap(remark)
    }

    private static func summary(_ feeds: [FeedState], _ status: IntelStatus) -> Remark {
        var text = "\(feeds.count) on, \(status.entries) entries"
        if status.offline { text += ", offline: nobody is asked" }
        guard let last = feeds.map(\.lastFetched).max(), last > 0 else {
            return .fine("lists", text + "; none fetched yet")
        }
        return .fine("lists", text + "; last fetched \(CheckTime.text(last))")
    }

    private static func remark(_ feed: FeedState, _ now: Int64) -> Remark? {
        let subject = "list \(feed.id)"
        let last = feed.lastFetched > 0 ? ", last fetched \(CheckTime.text(feed.lastFetched))" : ", never fetched"
        if feed.state == "failed" {
            let copy = feed.entries > 0 ? "Its last good copy is in use. " : ""
            return .attention(
                subject, "failed \(feed.failures) times\(last): \(feed.message)",
                remedy: copy + "`earshot intel refresh` tries again; `intel.off: [\(feed.id)]` leaves it out.")
        }
        if feed.state == "cut" {
            return .attention(
                subject, feed.message, remedy: "Raise intel.maximumMegabytes, or do without the rest.")
        }
        if feed.lastFetched > 0, now - feed.lastFetched > oldAfterDays * 86_400 {
            return .attention(
                subject, "\((now - feed.lastFetched) / 86_400) days old", remedy: "`earshot intel refresh` fetches it.")
        }
        return nil
    }

    private static func remark(_ service: LookupState) -> Remark? {
        guard service.hasKey else { return nil }
        let subject = "service \(service.id)"
        switch service.state {
        case "failed":
            return .attention(subject, service.message, remedy: "Look at its key in intel.services.")
        case "paused":
            let until = service.pausedUntil > 0 ? " Not asked before \(CheckTime.text(service.pausedUntil))." : ""
            return .attention(
                subject, service.message + until, remedy: "What is known already stays in use meanwhile.")
        default: return nil
        }
    }
}
