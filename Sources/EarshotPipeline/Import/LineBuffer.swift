import EarshotModel
import Glibc

/// Cuts content into lines: a window over the content that is filled at its end and emptied at its beginning.
///
/// Every byte of the content is delivered once, in order, whatever the pieces it is read in: also what follows the last
/// newline, and the rest of a line of which an earlier import saw only the beginning.
final class LineBuffer {
    /// Bounds of a chunk.
    struct Limits: Sendable {
        /// Content per chunk, without its last line.
        var bytes = 1 << 20
        var lines = 8_192
        /// A longer line is delivered in pieces of this length; at most `bytes`.
        var lineBytes = 1 << 20
    }

    private let limits: Limits
    private let storage: UnsafeMutableRawBufferPointer
    private var start = 0
    private var end = 0
    /// The buffers of the last chunks, by turns. Most are not in use by anybody else any more when their turn comes again.
    private var buffers = Array(repeating: [UInt8](), count: 12)
    private var turn = 0
    /// Lines without any character, which are not delivered.
    private(set) var blankLines: Int64 = 0

    /// What is read in one go: little enough that the lines are still in the processor's cache when they are copied.
    private static let piece = 256 << 10

    init(_ limits: Limits, content: [UInt8] = []) {
        self.limits = limits
        storage = .allocate(byteCount: max(limits.lineBytes, content.count) + Self.piece, alignment: 16)
        storage.copyBytes(from: content)
        end = content.count
    }

    deinit { storage.deallocate() }

    /// Whether `chunk` takes no further line.
    func isFull(_ chunk: RawChunk) -> Bool {
        chunk.lineCount >= limits.lines || chunk.bytes.count >= limits.bytes
    }

    /// Gives `chunk` the memory of an earlier chunk. A new buffer would have to be fetched from the kernel page by page.
    func begin(_ chunk: inout RawChunk) {
        swap(&chunk.bytes, &buffers[turn])
        // Somebody who still uses it keeps what is in it; then this allocates.
        chunk.bytes.removeAll(keepingCapacity: true)
        chunk.ends.reserveCapacity(min(limits.lines, chunk.bytes.capacity / 128))
    }

    func finish(_ chunk: RawChunk) {
        buffers[turn] = chunk.bytes
        turn = (turn + 1) % buffers.count
    }

    /// Lets `read` write behind what is there; it returns how many bytes it wrote.
    func fill(_ read: (UnsafeMutableRawBufferPointer) throws(ImportError) -> Int) throws(ImportError) -> Int {
        if start > 0, let base = storage.baseAddress {
            memmove(base, base + start, end - start)
            end -= start
            start = 0
        }
        let room = min(storage.count, end + Self.piece)
        let count = try read(UnsafeMutableRawBufferPointer(rebasing: storage[end..<room]))
        end += count
        return count
    }

    /// Moves whole lines to `chunk` until it is full, and with `isLast` what follows them too.
    /// - Returns: the content they took, newlines and blank lines included.
    func takeLines(into chunk: inout RawChunk, isLast: Bool) -> UnsafeRawBufferPointer {
        let first = start
        while start < end, !isFull(chunk) {
            let rest = UnsafeRawBufferPointer(rebasing: storage[start..<min(end, start + limits.lineBytes)])
            if let newline = rest.firstNewline {
                take(rest, newline, into: &chunk)
                start += newline + 1
            } else if isLast || rest.count == limits.lineBytes {
                take(rest, rest.count, into: &chunk)
                start += rest.count
            } else {
                break
            }
        }
        return UnsafeRawBufferPointer(rebasing: storage[first..<start])
    }

    @inline(__always)
    private func take(_ rest: UnsafeRawBufferPointer, _ length: Int, into chunk: inout RawChunk) {
        let line = UnsafeRawBufferPointer(rebasing: rest[..<length]).withoutLineEnd
        if line.isEmpty { blankLines += 1 } else { chunk.append(line: line) }
    }
}

extension UnsafeRawBufferPointer {
    @inline(__always)
    var firstNewline: Int? {
        guard let baseAddress, let found = memchr(baseAddress, 10, count) else { return nil }
        return UnsafeRawPointer(found) - baseAddress
    }
}
