import Foundation

/// The members of a JSON object in a line of text.
struct JSONObject {
    private let members: [String: Any]

    init(_ line: String) {
        let value = try? JSONSerialization.jsonObject(with: Data(line.utf8), options: [.fragmentsAllowed])
        members = value as? [String: Any] ?? [:]
    }

    /// A member as JSON text.
    subscript(name: String) -> String? {
        guard let value = members[name],
            let data = try? JSONSerialization.data(
                withJSONObject: value, options: [.fragmentsAllowed, .withoutEscapingSlashes])
        else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    func text(_ name: String) -> String? { members[name] as? String }
}
