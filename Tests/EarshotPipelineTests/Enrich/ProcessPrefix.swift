import Foundation

/// Where the bootstrap put what it fetched.
enum ProcessPrefix {
    static var value: String { ProcessInfo.processInfo.environment["EARSHOT_PREFIX"] ?? "/opt/earshot" }
}
