import NIOCore
import NIOSSL
import NIOTLS

/// Closes a connection whose TLS handshake does not end in time, or fails: who only knocks must not hold a place.
final class HandshakeGate: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let board: ListenerBoard
    private let patience: TimeAmount
    private var timer: Scheduled<Void>?
    private var isDone = false

    init(board: ListenerBoard, seconds: Int) {
        self.board = board
        patience = .seconds(Int64(seconds))
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        timer = context.eventLoop.scheduleTask(in: patience) { [board] in
            board.count { $0.failedHandshakes += 1 }
            channel.close(promise: nil)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted(_)? = event as? TLSUserEvent {
            isDone = true
            timer?.cancel()
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if !isDone {
            timer?.cancel()
            board.count { $0.failedHandshakes += 1 }
        }
        context.fireErrorCaught(error)
        context.close(promise: nil)
    }
}
