import EarshotQuery

extension Services {
    /// Runs a query for a client, who stops it by hanging up. Throws `QueryError` and `CancellationError`.
    func run(
        _ query: String, _ options: QueryOptions, on engine: any QueryEngine, for call: RouteCall
    ) async throws -> QueryResult {
        try await call.context.whileClientListens {
            try await withTaskCancellationHandler {
                try await engine.run(query, options: options)
            } onCancel: {
                if let identifier = options.identifier { engine.cancel(identifier) }
            }
        }
    }
}
