import EarshotModel
import Glibc

/// Cuts content into lines: a window over the content that is filled at its end and emptied at its beginning.
///
/// Every byte of the content is delivered once, in order, whatever the pieces it is read in: also what follows the last
/// newline, and the rest of a line of which an earlier import saw only the beginning.
final class LineBuffer {
    /// Bounds of a chunk.
    struct Limits: Sendable {
        /// Content per chunk, without the end of its last line.
        var bytes = 1 << 20
        var lines = 8_192
        /// A longer line is delivered in pieces of this length; at most `bytes`.
        var lineBytes = 1 << 20
    }

    private let limits: Limits
    private let storage: UnsafeMutableRawBufferPointer
    private var start = 0
    private var end = 0
    /// Lines without any character, which are not delivered.
    private(set) var blankLines: Int64 = 0

    init(_ limits: Limits, content: [UInt8] = []) {
        self.limits = limits
        storage = .allocate(byteCount: max(limits.bytes + limits.lineBytes, content.count), alignment: 16)
        storage.copyBytes(from: content)
        end = content.count
    }

    deinit { storage.deallocate() }

    /// Whether there is enough for a full chunk.
    var isFull: Bool { end - start >= limits.bytes }
    /// Whether at least one line is whole.
    var hasLine: Bool { UnsafeRawBufferPointer(rebasing: storage[start..<end]).firstNewline != nil }

    /// Lets `read` write behind what is there; it returns how many bytes it wrote.
    func fill(_ read: (UnsafeMutableRawBufferPointer) throws(ImportError) -> Int) throws(ImportError) -> Int {
        if start > 0, let base = storage.baseAddress {
            memmove(base, base + start, end - start)
            end -= start
            start = 0
        }
        let count = try read(UnsafeMutableRawBufferPointer(rebasing: storage[end...]))
        end += count
        return count
    }

    /// Moves whole lines to `chunk`, and with `isLast` what follows them too.
    /// - Returns: the content they took, newlines and blank lines included.
    func takeLines(into chunk: inout RawChunk, isLast: Bool) -> UnsafeRawBufferPointer {
        let first = start
        chunk.bytes.reserveCapacity(min(end - start, limits.bytes + limits.lineBytes))
        while start < end, chunk.lineCount < limits.lines, start - first < limits.bytes {
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
