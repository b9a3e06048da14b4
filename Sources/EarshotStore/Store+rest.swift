import Synchronization

/// Memory between questions: the database keeps what it has read, up to its limit, for as long as it runs. A home's
/// machine has better uses for it at night.
extension Store {
    /// What the database may keep while nobody asks. Reading it again from the system's page cache takes milliseconds.
    private static let keptBytes: Int64 = 1_000_000

    /// Whether the database engine has failed so that nothing can be read or written until the store is opened anew.
    public var isInvalid: Bool { database.isInvalid.load(ordering: .acquiring) }

    /// Grows with everything that fills the database's memory: queries, searches beside the writer, many new rows.
    public var activity: Int { engine.finished + asides.load(ordering: .relaxed) + rowsWritten / 100_000 }

    /// Gives the database's memory back to the system. Answers whether it did: not while somebody asks something.
    @discardableResult
    public func rest() async throws -> Bool {
        try await writer.run { [self] connection in
            engine.whenNobodyAsks {
                // Whoever looks something up on the side must not find the door narrow.
                asideGate.withLockIfAvailable { _ -> Void in
                    defer { try? connection.execute(Self.limit(configuration.memoryLimit)) }
                    // Refused when what is in use is more than that; what is not in use is given back all the same.
                    try? connection.execute(Self.limit(min(Self.keptBytes, configuration.memoryLimit)))
                } != nil
            }
        }
    }

    private static func limit(_ bytes: Int64) -> String { "SET memory_limit = '\(bytes / 1_000_000)MB'" }
}
