import NIOCore
import Synchronization

/// Notices that a client hangs up while its answer is being prepared.
///
/// Hummingbird's own `consumeWithInboundCloseHandler` would do, but costs the connection: it has to end after each
/// such request, and a dashboard sends a dozen queries at a time. A client that only ends its sending side (a
/// half-closed connection) counts as gone; browsers and curl never do that.
final class DisconnectWatch: ChannelInboundHandler, RemovableChannelHandler, Sendable {
    typealias InboundIn = NIOAny

    private struct State {
        var isClosed = false
        var nextIdentifier = 0
        var waiting: [Int: AsyncStream<Never>.Continuation] = [:]
    }

    private let state = Mutex(State())

    /// Yields nothing and ends when the client has hung up.
    func closed() -> AsyncStream<Never> {
        AsyncStream { continuation in
            let identifier: Int? = state.withLock { state in
                if state.isClosed { return nil }
                state.nextIdentifier += 1
                state.waiting[state.nextIdentifier] = continuation
                return state.nextIdentifier
            }
            guard let identifier else { return continuation.finish() }
            continuation.onTermination = { [weak self] _ in
                _ = self?.state.withLock { $0.waiting.removeValue(forKey: identifier) }
            }
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed { close() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        close()
        context.fireChannelInactive()
    }

    private func close() {
        let waiting = state.withLock { state in
            state.isClosed = true
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for continuation in waiting { continuation.finish() }
    }
}
