import EarshotModel
import Glibc

/// Gathers datagrams into one chunk per sender. A value without clock or socket: whoever receives asks it for what is
/// full, and takes the rest when it is old enough.
struct SenderChunks {
    /// Bounds of one chunk; a chunk is handed out as soon as it reaches one of them.
    struct Limits: Sendable {
        var bytes = 256 << 10
        var lines = 2_000
        /// Senders held at once; source addresses can be forged, so their number is not the network's to choose.
        var senders = 256
    }

    private let limits: Limits
    private let transport: SourceAddress.Transport
    private var chunks: [IPAddress: RawChunk] = [:]

    init(_ limits: Limits = Limits(), transport: SourceAddress.Transport = .udp) {
        self.limits = limits
        self.transport = transport
    }

    var isEmpty: Bool { chunks.isEmpty }

    /// Adds the lines of a datagram and hands out what is full.
    ///
    /// Line ends (LF, CR LF) separate lines; trailing CR, LF and NUL, which many routers send, are no part of a line,
    /// and an empty line is none. A datagram of flow records or an announcement is one "line", whatever is in it.
    /// - Returns: the number of lines found.
    mutating func append(
        _ datagram: UnsafeRawBufferPointer, from sender: IPAddress, arrival: Int64, full: (RawChunk) -> Void
    ) -> Int {
        if chunks.count >= limits.senders, chunks[sender] == nil { takeAll(full) }
        let key = sender
        var lines = 0
        var isFull = false
        update(&chunks[key], sender, arrival) { chunk in
            lines = transport.isBinary ? chunk.append(datagram: datagram) : chunk.append(linesOf: datagram)
            isFull = chunk.bytes.count >= limits.bytes || chunk.lineCount >= limits.lines
        }
        if isFull, let chunk = chunks.removeValue(forKey: key) { full(chunk) }
        return lines
    }

    /// Hands out everything that was gathered.
    mutating func takeAll(_ take: (RawChunk) -> Void) {
        for chunk in chunks.values where chunk.lineCount > 0 { take(chunk) }
        chunks.removeAll(keepingCapacity: true)
    }

    /// Changes the chunk where it lies, so that its bytes are not copied.
    private func update(
        _ chunk: inout RawChunk?, _ sender: IPAddress, _ arrival: Int64, _ change: (inout RawChunk) -> Void
    ) {
        var value = chunk.take() ?? RawChunk(source: SourceAddress(transport, sender.description), arrival: arrival)
        change(&value)
        chunk = value
    }
}

extension RawChunk {
    /// Appends one line; its end is the chunk's new end.
    @inline(__always)
    mutating func append(line: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: line)
        ends.append(UInt32(truncatingIfNeeded: bytes.count))
    }

    /// Appends a datagram as it is; an empty one is none.
    mutating func append(datagram: UnsafeRawBufferPointer) -> Int {
        guard !datagram.isEmpty else { return 0 }
        append(line: datagram)
        return 1
    }

    /// Appends the lines of a datagram and returns how many there were.
    mutating func append(linesOf datagram: UnsafeRawBufferPointer) -> Int {
        var rest = datagram
        var lines = 0
        while let base = rest.baseAddress, !rest.isEmpty {
            let newline = memchr(base, 10, rest.count).map { UnsafeRawPointer($0) - base }
            let line = UnsafeRawBufferPointer(rebasing: rest[..<(newline ?? rest.count)]).withoutLineEnd
            if !line.isEmpty {
                append(line: line)
                lines += 1
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[min((newline ?? rest.count) + 1, rest.count)...])
        }
        return lines
    }
}

extension UnsafeRawBufferPointer {
    /// Without CR, LF and NUL at the end.
    var withoutLineEnd: UnsafeRawBufferPointer {
        var count = count
        while count > 0, self[count - 1] == 10 || self[count - 1] == 13 || self[count - 1] == 0 { count -= 1 }
        return UnsafeRawBufferPointer(rebasing: self[..<count])
    }
}
