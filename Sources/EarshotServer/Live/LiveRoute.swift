import EarshotModel
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// `GET /api/v1/live`: rows as they are stored, and the status every two seconds, as server-sent events.
///
/// The stream is there also while the demo household is not: its status says how far it is, and rows follow when it is
/// ready.
struct LiveRoute: Sendable {
    let services: Services

    func answer(_ call: RouteCall) async throws -> Response {
        let name = try DataName(named: call.parameter("data"))
        let feed = LiveFeed(services: services, name: name)
        let context = call.context
        // `X-Accel-Buffering`: nginx in front would otherwise collect events.
        var headers: HTTPFields = [.contentType: "text/event-stream", .cacheControl: "no-store"]
        if let name = HTTPField.Name("X-Accel-Buffering") { headers[name] = "no" }
        return Response(
            status: .ok, headers: headers, body: ResponseBody { writer in try await feed.write(to: &writer, context) })
    }
}

/// One watcher's stream.
struct LiveFeed: Sendable {
    /// Events that wait for a slow watcher; the oldest give way, and the count of their rows follows as `skipped`.
    static let waitingEvents = 64
    static let keepAliveSeconds = 15.0

    let services: Services
    let name: DataName

    func write(to writer: inout any ResponseBodyWriter, _ context: ServerContext) async throws {
        try await writer.write(LiveEvent.keepAlive.bytes)
        let (events, sink) = AsyncStream.makeStream(
            of: LiveEvent.self, bufferingPolicy: .bufferingNewest(Self.waitingEvents))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { sink.finish() }
                try? await context.whileClientListens { await feed(sink) }
            }
            for await event in events { try await writer.write(event.bytes) }
            group.cancelAll()
        }
        try await writer.finish(nil)
    }

    private func feed(_ sink: AsyncStream<LiveEvent>.Continuation) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await feedRows(sink) }
            group.addTask {
                await every(services.configuration.statusInterval) {
                    sink.yield(.status(await services.status.status()))
                }
            }
            group.addTask { await every(Self.keepAliveSeconds) { sink.yield(.keepAlive) } }
        }
    }

    /// Follows the data set, also when it appears later or is replaced.
    private func feedRows(_ sink: AsyncStream<LiveEvent>.Continuation) async {
        var skipped = 0
        await every(services.configuration.statusInterval) {
            guard let ground = try? await services.ground(name) else { return }
            for await var rows in ground.data.live.subscribe() {
                rows.skipped += skipped
                skipped = 0
                if case .dropped(.rows(let lost)) = sink.yield(.rows(rows)) { skipped = lost.rows.count + lost.skipped }
            }
        }
    }

    /// Runs `action` now and then again after each pause, until cancelled.
    private func every(_ seconds: Double, _ action: () async -> Void) async {
        while !Task.isCancelled {
            await action()
            try? await Task.sleep(for: .seconds(seconds))
        }
    }
}
