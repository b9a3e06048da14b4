import EarshotModel
import EarshotQuery

/// Findings of what lasts for a while, as a silence does, and is over some day.
extension Finding {
    private static let until = "Until"

    public var isOver: Bool { !(details[Self.until] ?? "").isEmpty }

    /// Whether a hit is of the time that the finding speaks of already, and not of another time after it.
    func covers(_ hit: Hit) -> Bool { hit.seconds <= lastSeen }

    /// It is over. Whoever knew of it needs to do nothing more; who did not is still to look.
    func ended(by hit: Hit, at moment: Int64) -> Finding {
        var finding = self
        finding.title = hit.title
        finding.details = hit.details
        finding.query = hit.query
        finding = finding.until(moment)
        if state == .seen {
            finding.state = .closed
            finding.reason = "It is over."
        }
        return finding
    }

    func until(_ moment: Int64?) -> Finding {
        guard let moment else { return self }
        var finding = self
        finding.lastSeen = max(lastSeen, moment)
        finding.details[Self.until] = Ticks.from(unixSeconds: moment).map { KustoValue.datetime($0).spoken } ?? ""
        return finding
    }
}
