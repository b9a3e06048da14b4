import EarshotModel
import Foundation

/// The clock in the forms that rows and documents want.
enum WallTime {
    static var seconds: Int64 { Int64(Date().timeIntervalSince1970) }
    static var ticks: Int64 { Int64(Date().timeIntervalSince1970 * 10_000_000) + 621_355_968_000_000_000 }
    static var text: String { Date().formatted(.iso8601) }
    static func text(_ seconds: Int64) -> String { Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601) }
}
