import EarshotModel
import Foundation

extension KustoValue {
    /// As a sentence has it: a moment to the minute, a list with commas, anything else as its text.
    var spoken: String {
        switch self {
        case .datetime: "\(text.prefix(16).replacing("T", with: " ")) UTC"
        case .dynamic(let json): Self.listed(json) ?? json
        default: text
        }
    }

    /// nil: not a list of texts and numbers.
    private static func listed(_ json: String) -> String? {
        guard json.hasPrefix("["), let value = try? JSONSerialization.jsonObject(with: Data(json.utf8)),
            let items = value as? [Any]
        else { return nil }
        let words = items.compactMap { ($0 as? String) ?? ($0 as? NSNumber)?.stringValue }
        return words.count == items.count ? words.joined(separator: ", ") : nil
    }
}
