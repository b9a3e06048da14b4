/// Cuts a stream of bytes into runs of whole lines. A value: bytes in, runs out, whatever the size of the pieces.
///
/// Lines end with LF or CRLF; empty ones are skipped; the last needs no newline.
struct LineSplitter: Sendable {
    /// Some lines one after another without their newlines, as `RawChunk` holds them.
    struct Run: Sendable, Hashable {
        var bytes: [UInt8]
        var ends: [UInt32]
        /// Bytes of content up to the end of the run, newlines included.
        var offset: Int64
    }

    struct LineTooLong: Error, Hashable {
        /// Counted from 1.
        let line: Int64
    }

    static let maximumLines = 8192
    static let maximumBytes = 1 << 20

    /// Lines seen so far, without empty ones.
    private(set) var lines: Int64 = 0
    private var bytes: [UInt8] = []
    private var ends: [UInt32] = []
    /// Where the unfinished line begins in `bytes`.
    private var lineStart = 0
    private var consumed: Int64 = 0
    private var ready: [Run] = []

    /// Takes the next piece and answers the runs that are complete. Throws `LineTooLong`.
    mutating func append(_ piece: Span<UInt8>) throws -> [Run] {
        var start = 0
        for index in 0..<piece.count where piece[index] == UInt8(ascii: "\n") {
            try take(piece, start, index)
            consumed += 1
            endLine()
            start = index + 1
        }
        try take(piece, start, piece.count)
        defer { ready = [] }
        return ready
    }

    /// The rest.
    mutating func finish() -> [Run] {
        endLine()
        flush()
        defer { ready = [] }
        return ready
    }

    private mutating func take(_ piece: Span<UInt8>, _ start: Int, _ end: Int) throws {
        guard end > start else { return }
        guard bytes.count - lineStart + end - start <= Self.maximumBytes else { throw LineTooLong(line: lines + 1) }
        piece.extracting(start..<end).withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
        consumed += Int64(end - start)
    }

    private mutating func endLine() {
        while bytes.count > lineStart, bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        guard bytes.count > lineStart else { return }
        if bytes.count > Self.maximumBytes, !ends.isEmpty { flushAllButLast() }
        lines += 1
        ends.append(UInt32(bytes.count))
        lineStart = bytes.count
        if ends.count == Self.maximumLines { flush() }
    }

    private mutating func flush() {
        guard !ends.isEmpty else { return }
        ready.append(Run(bytes: bytes, ends: ends, offset: consumed))
        bytes = []
        ends = []
        lineStart = 0
    }

    /// The line that has just been read would make the run too large: it begins the next one.
    private mutating func flushAllButLast() {
        let last = Array(bytes[lineStart...])
        bytes.removeSubrange(lineStart...)
        let here = consumed
        consumed -= Int64(last.count) + 1
        flush()
        consumed = here
        bytes = last
    }
}
