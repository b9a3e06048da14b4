import EarshotModel
import Foundation
import NIOHTTP1

/// How threat intelligence fares: every list that failed or is cut off, every service that waits or does not answer.
struct IntelCheck {
    let server: RunningServer

    var remarks: [Remark] {
        get async {
            guard let data = try? await server.ask(.GET, "/api/v1/intel"),
                let status = try? JSONDecoder().decode(IntelStatus.self, from: data), status.enabled
            else { return [] }
            return Self.remarks(status)
        }
    }

    static func remarks(_ status: IntelStatus) -> [Remark] {
        let lists = status.feeds.filter(\.enabled)
        let amiss = lists.filter { $0.state == "failed" || $0.state == "cut" }
        let summary =
            "\(lists.count - amiss.count) of \(lists.count) as they should be, \(status.entries) entries in use"
        let services = status.services.filter { $0.state == "paused" || $0.state == "failed" }
        return [.fine("lists", summary)] + amiss.map(Self.remark) + services.map(Self.remark)
    }

    private static func remark(_ list: FeedState) -> Remark {
        let copy = list.entries > 0 ? "; \(list.entries) entries of its last good copy are in use" : ""
        return .attention(
            "list \(list.id)", list.message + copy,
            remedy: list.state == "cut"
                ? "Raise intel.maximumMegabytes, or do without the rest."
                : "It is tried again by itself; `intel.off: [\(list.id)]` switches it off.")
    }

    private static func remark(_ service: LookupState) -> Remark {
        let until =
            service.pausedUntil > 0
            ? " Not asked before \(Date(timeIntervalSince1970: Double(service.pausedUntil)).formatted(.iso8601))." : ""
        return .attention(
            "service \(service.id)", service.message + until, remedy: "What is known already stays in use meanwhile.")
    }
}
