import EarshotQuery

extension Services {
    /// Starts a query for a client, who stops it by hanging up, now or while its rows come. Throws `QueryError` and
    /// `CancellationError`, as does the stream.
    func stream(
        _ query: String, _ options: QueryOptions, on engine: any QueryEngine, for call: RouteCall
    ) async throws -> QueryStream {
        let client = call.context
        let stop: @Sendable () -> Void = { if let identifier = options.identifier { engine.cancel(identifier) } }
        let stream = try await client.whileClientListens {
            try await withTaskCancellationHandler(
                operation: { try await engine.stream(query, options: options) }, onCancel: stop)
        }
        return QueryStream(tables: stream.tables) {
            try await client.whileClientListens {
                try await withTaskCancellationHandler(operation: { try await stream.next() }, onCancel: stop)
            }
        }
    }
}
