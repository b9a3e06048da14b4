import EarshotQuery

/// Fetches what queries read from other machines, once for each run.
struct ExternalFetches {
    let external: (any ExternalData)?
    private(set) var documents: [ExternalDocument: [UInt8]] = [:]

    init(_ external: (any ExternalData)?) { self.external = external }

    /// Throws `QueryError`, and `CancellationError` when the task is cancelled.
    mutating func fetch(_ tables: [ExternalTable], seconds: Double, allowed: Double) async throws {
        for document in tables.flatMap(\.documents) where documents[document] == nil {
            documents[document] = try await bytes(of: document, seconds: seconds, allowed: allowed)
        }
    }

    private func bytes(of document: ExternalDocument, seconds: Double, allowed: Double) async throws -> [UInt8] {
        guard let external else { throw QueryError(ExternalDataError.notAllowed(document.address)) }
        do {
            return try await Self.within(seconds) { try await external.fetch(document, seconds: seconds) }
        } catch is TimeIsUp {
            throw QueryError.timeout(allowed)
        } catch let error as ExternalDataError {
            throw QueryError(error)
        }
    }

    private struct TimeIsUp: Error {}

    private static func within<Value: Sendable>(
        _ seconds: Double, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask { try await body() }
            group.addTask {
                try await Task.sleep(for: .seconds(max(0.001, min(seconds, 3600))))
                throw TimeIsUp()
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw CancellationError() }
            return value
        }
    }
}

extension QueryError {
    /// A document that could not be had.
    init(_ error: ExternalDataError) {
        self.init(code: "external-data", message: error.message, hint: error.hint)
    }
}
