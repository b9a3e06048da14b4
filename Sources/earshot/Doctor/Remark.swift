import Foundation

/// What one look of `earshot doctor` found: how it stands, and what to do when it does not stand well.
struct Remark: Sendable, Encodable {
    enum Verdict: String, Sendable, Encodable {
        case fine, attention, broken
    }

    /// What was looked at, in one or two words: `database`, `port 5140/udp`.
    let subject: String
    let verdict: Verdict
    let finding: String
    var remedy: String?

    static func fine(_ subject: String, _ finding: String) -> Remark {
        Remark(subject: subject, verdict: .fine, finding: finding)
    }

    static func attention(_ subject: String, _ finding: String, remedy: String) -> Remark {
        Remark(subject: subject, verdict: .attention, finding: finding, remedy: remedy)
    }

    static func broken(_ subject: String, _ finding: String, remedy: String) -> Remark {
        Remark(subject: subject, verdict: .broken, finding: finding, remedy: remedy)
    }

    var text: String {
        let mark = ["fine": "ok  ", "attention": "look", "broken": "BAD "][verdict.rawValue] ?? ""
        let first = "\(mark)  \(subject): \(finding)"
        return remedy.map { "\(first)\n      → \($0)" } ?? first
    }
}
