import EarshotDetect
import Foundation
import NIOHTTP1

/// How the detections of a running Earshot fare.
struct RuleCheck {
    /// The body of `GET /api/v1/rules`.
    struct Answer: Decodable {
        var rules: [RuleStatus]
        var problems: [String]
    }

    let server: RunningServer

    /// Seconds that a rule's query takes on the average of its runs; beyond them it holds up the others, and soon its
    /// deadline ends it.
    private static let slow = 10.0

    var remarks: [Remark] {
        get async {
            do {
                let data = try await server.ask(.GET, "/api/v1/rules")
                return Self.remarks(try JSONDecoder().decode(Answer.self, from: data))
            } catch {
                return [.attention("rules", "how they fare is unknown: \(error)", remedy: "Look at the server's log.")]
            }
        }
    }

    static func remarks(_ answer: Answer) -> [Remark] {
        let failed = answer.rules.filter { $0.health == .failed }
        let slow = answer.rules.filter { $0.health != .failed && average($0) > Self.slow }
        var remarks = [summary(answer.rules)]
        remarks += failed.map(failure)
        remarks += slow.map(slowness)
        remarks += answer.problems.map { problem in
            Remark.attention("rules", problem, remedy: "Correct the file in the folder `rules` of the data directory.")
        }
        return remarks
    }

    private static func summary(_ rules: [RuleStatus]) -> Remark {
        var text = "\(rules.count) rules"
        for (health, words) in [
            (RuleStatus.Health.waiting, "wait for data"), (RuleStatus.Health.disabled, "switched off"),
        ] {
            let count = rules.count { $0.health == health }
            if count > 0 { text += ", \(count) \(words)" }
        }
        guard let last = rules.compactMap(\.lastRun).max() else { return .fine("rules", text + "; none has run yet") }
        return .fine(
            "rules", text + "; last run \(CheckTime.text(last)), \(rules.reduce(0) { $0 + $1.findings }) findings")
    }

    private static func failure(_ rule: RuleStatus) -> Remark {
        let when = rule.lastRun.map { ", last at \(CheckTime.text($0))" } ?? ""
        return .attention(
            "rule \(rule.name)",
            "failed \(rule.failures) of \(rule.runs) runs\(when): \(rule.reason ?? "unknown reason")",
            remedy: rule.isOwn
                ? "Correct its file in the folder `rules` of the data directory."
                : "If it took too long: give the database more memory (store.memoryLimitMegabytes), or switch the rule off."
        )
    }

    private static func slowness(_ rule: RuleStatus) -> Remark {
        .attention(
            "rule \(rule.name)", "takes \(Int(average(rule))) s a run on average",
            remedy: "Give the database more memory (store.memoryLimitMegabytes), or narrow or switch off the rule.")
    }

    private static func average(_ rule: RuleStatus) -> Double {
        let counted = rule.runs - rule.failures
        return counted > 0 ? rule.secondsTaken / Double(counted) : 0
    }
}

/// Moments in the words of the doctor.
enum CheckTime {
    static func text(_ seconds: Int64) -> String { Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601) }
}
