import EarshotModel
import Hummingbird
import NIOCore
import ServiceLifecycle

/// One request's surroundings: its connection.
struct ServerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// Who is at the other end; nil in tests without a network.
    var peer: IPAddress? { channel.remoteAddress?.ipAddress.flatMap { IPAddress($0) } }

    /// Runs `operation`, which is cancelled when the client hangs up or Earshot stops.
    func whileClientListens<Value: Sendable>(
        _ operation: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let watch = try? await channel.pipeline.handler(type: DisconnectWatch.self).get()
        return try await cancelWhenGracefulShutdown {
            guard let watch else { return try await operation() }
            return try await Self.race(operation, against: watch)
        }
    }

    private static func race<Value: Sendable>(
        _ operation: @escaping @Sendable () async throws -> Value, against watch: DisconnectWatch
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                for await _ in watch.closed() {}
                return nil
            }
            group.addTask { try await operation() }
            defer { group.cancelAll() }
            while let outcome = try await group.next() {
                if let outcome { return outcome }
                // The client has left. The operation still says how it ended.
                group.cancelAll()
            }
            throw CancellationError()
        }
    }
}
