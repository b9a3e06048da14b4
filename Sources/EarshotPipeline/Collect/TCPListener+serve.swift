import EarshotModel
import EarshotParsing
import NIOCore
import NIOPosix
import Synchronization

extension TCPListener {
    /// Reads one connection to its end.
    func serve(_ connection: Connection) async {
        var stream = TCPStream(
            source: connection.source, maximumMessageBytes: configuration.maximumMessageBytes)
        do {
            try await connection.stream.executeThenClose { inbound in
                for try await buffer in inbound {
                    try await submit(stream.take(buffer, arrival: now()), bytes: buffer.readableBytes)
                }
            }
        } catch {
            // Reset by the peer, or the pipeline is closing: what came before is kept as below.
        }
        try? await submit(stream.finish(arrival: now()), bytes: 0)
        open.remove(connection.channel)
        board.count {
            $0.openConnections -= 1
            $0.truncated += Int64(stream.counters.cut)
            $0.unfinished += Int64(stream.counters.unfinished)
        }
    }

    /// Waits while the pipeline is full; meanwhile the connection is not read.
    private func submit(_ chunk: RawChunk, bytes: Int) async throws {
        board.count {
            $0.bytes += Int64(bytes)
            $0.lines += Int64(chunk.lineCount)
        }
        if chunk.lineCount > 0 { try await intake.submit(chunk) }
    }
}

/// One connection's bytes to chunks.
struct TCPStream {
    private var framer: SyslogFramer
    private let source: SourceAddress

    init(source: SourceAddress, maximumMessageBytes: Int) {
        self.source = source
        framer = SyslogFramer(maximumMessageLength: maximumMessageBytes)
    }

    var counters: SyslogFramer.Counters { framer.counters }

    /// The messages that `buffer` completes; none is an empty chunk.
    mutating func take(_ buffer: ByteBuffer, arrival: Int64) -> RawChunk {
        framer.append(buffer.readableBytesUInt8Span)
        var chunk = RawChunk(source: source, arrival: arrival)
        while let message = framer.next() { chunk.append(message, of: framer) }
        return chunk
    }

    /// What the connection left unfinished.
    mutating func finish(arrival: Int64) -> RawChunk {
        var chunk = RawChunk(source: source, arrival: arrival)
        while let message = framer.finish() { chunk.append(message, of: framer) }
        return chunk
    }
}

extension RawChunk {
    fileprivate mutating func append(_ message: FramedMessage, of framer: SyslogFramer) {
        framer.bytes(of: message).withUnsafeBytes { append(line: $0) }
    }
}

extension SocketAddress? {
    /// The address without port and zone; IPv4-mapped IPv6 as IPv4.
    var text: String {
        let text = self?.ipAddress ?? "unknown"
        let bare = text.prefix { $0 != "%" }
        return IPAddress(String(bare))?.description ?? text
    }
}

/// The server's channel and its connections, to close them all.
final class OpenChannels: Sendable {
    private struct Contents {
        var isClosed = false
        var channels: [ObjectIdentifier: any Channel] = [:]
    }

    private let contents = Mutex(Contents())

    var isClosed: Bool { contents.withLock { $0.isClosed } }
    /// Open connections, the server's own channel not counted.
    var connections: Int { contents.withLock { $0.channels.count - 1 } }

    func insert(_ channel: any Channel) {
        let isLate = contents.withLock { contents in
            contents.channels[ObjectIdentifier(channel)] = channel
            return contents.isClosed
        }
        if isLate { channel.close(promise: nil) }
    }

    func remove(_ channel: any Channel) {
        _ = contents.withLock { $0.channels.removeValue(forKey: ObjectIdentifier(channel)) }
    }

    func closeAll() {
        let channels = contents.withLock { contents in
            contents.isClosed = true
            return Array(contents.channels.values)
        }
        for channel in channels { channel.close(promise: nil) }
    }
}
