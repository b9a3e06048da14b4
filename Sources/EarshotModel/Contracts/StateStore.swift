/// Small things that parts of Earshot remember over a restart, by name.
public protocol StateStore: Sendable {
    func value(of key: String) async throws -> String?
    /// Returns when it is committed.
    func remember(_ value: String, for key: String) async throws
}
