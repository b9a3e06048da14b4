public import EarshotModel

/// What other parts remember, in the table that keeps the learned public addresses too.
extension Store: StateStore {
    public func value(of key: String) async throws -> String? {
        try await writer.run { connection in
            let rows = try connection.rows("SELECT value FROM state WHERE key = \(quoted(key))", [.string])
            guard case .string(let text)? = rows.first?.first else { return nil }
            return text
        }
    }

    public func remember(_ value: String, for key: String) async throws {
        try await writer.run { connection in
            try connection.execute("INSERT OR REPLACE INTO state VALUES (\(quoted(key)), \(quoted(value)))")
        }
    }
}
