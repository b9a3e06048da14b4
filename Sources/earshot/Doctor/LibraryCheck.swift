import EarshotDetect
import Foundation
import NIOCore
import NIOHTTP1

/// The user's own rules and patterns: files that cannot be used, and rules that a running Earshot could not run.
struct LibraryCheck {
    let directory: String
    /// What a running Earshot says of its rules; nil: none runs, or it does not say.
    var running: [RuleStatus]?

    var remarks: [Remark] {
        let (rules, broken) = RuleLibrary(folder: directory + "/rules").all()
        let (patterns, unusable) = PatternLibrary(folder: directory + "/patterns").all()
        let own = rules.count(where: \.isOwn) + patterns.count(where: \.isOwn)
        var remarks = broken.map { Self.remark("rules", $0.description) }
        remarks += unusable.map { Self.remark("patterns", $0.description) }
        for rule in running ?? [] where rule.health == .failed {
            remarks.append(Self.remark("rules", "\(rule.name) fails: \(rule.reason ?? "no reason given")"))
        }
        guard remarks.isEmpty else { return remarks }
        return [.fine("rules", "\(rules.count) rules and \(patterns.count) patterns, \(own) of them yours")]
    }

    private static func remark(_ subject: String, _ finding: String) -> Remark {
        .attention(
            subject, finding, remedy: "Mend or remove the file; the others go on. docs/detections.md, docs/patterns.md."
        )
    }
}

extension RunningServer {
    /// How the rules fare; nil when it does not say.
    func rules() async -> [RuleStatus]? {
        struct Answer: Decodable { var rules: [RuleStatus] }
        guard let data = try? await ask(.GET, "/api/v1/rules", timeout: .seconds(10)) else { return nil }
        return (try? JSONDecoder().decode(Answer.self, from: data))?.rules
    }
}
