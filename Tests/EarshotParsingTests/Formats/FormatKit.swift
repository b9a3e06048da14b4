import EarshotModel
import Foundation

@testable import EarshotParsing

/// What a format makes of a line, with nothing but the format.
struct OwnLine {
    var json: [String: Any] = [:]
    var text = ""

    init(_ line: String, _ description: String, name: String = "own_test") throws {
        self.init(line, try OwnFormat(name, try OwnLine.node(description), origin: "test"))
    }

    init(_ line: String, _ format: OwnFormat) {
        var configuration = ParserConfiguration()
        configuration.formats = OwnFormats([format])
        let parsed = ParsedLine(line, configuration: configuration)
        text = ParsedJSON.text(line: 1, batch: parsed.batch, labels: parsed.labels)
        json = (try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]) ?? [:]
    }

    /// A description written as JSON.
    static func node(_ text: String) throws -> FormatNode {
        try JSONDecoder().decode(FormatNode.self, from: Data(text.utf8))
    }

    var table: String { json["table"] as? String ?? "" }
    var family: String { json["family"] as? String ?? "" }
    var fields: [String: Any] { json["fields"] as? [String: Any] ?? [:] }
    var extra: [String: Any] { fields["AdditionalFields"] as? [String: Any] ?? [:] }
    func field(_ name: String) -> String { fields[name].map { "\($0)" } ?? "" }
    func extra(_ name: String) -> String { extra[name].map { "\($0)" } ?? "" }
}

/// The error a description gives, as its user reads it.
func formatError(_ description: String, name: String = "acme") -> String {
    do {
        _ = try OwnFormat(name, try OwnLine.node(description), origin: "test")
        return ""
    } catch { return "\(error)" }
}
