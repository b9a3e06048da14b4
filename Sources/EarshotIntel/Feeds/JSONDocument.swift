import EarshotModel
import Foundation

/// JSON as lists and services write it; members that are missing or of another type are simply not there.
enum JSONDocument {
    static func object(_ text: Substring) -> [String: Any]? {
        object(Data(text.utf8))
    }

    static func object(_ data: Data) -> [String: Any]? {
        (try? JSONSerialization.jsonObject(with: data)) as? [String: Any]
    }

    static func text(_ value: Any?) -> String {
        switch value {
        case let text as String: text
        case let number as NSNumber: number.stringValue
        default: ""
        }
    }

    static func number(_ value: Any?) -> Int64? {
        switch value {
        case let number as NSNumber: number.int64Value
        case let text as String: Int64(text)
        default: nil
        }
    }
}
