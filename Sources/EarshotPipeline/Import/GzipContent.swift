import CZlib
import Glibc

/// gzip (RFC 1952), any number of members one after another, as `cat a.gz b.gz` and log rotation leave them.
final class GzipContent: ContentReader {
    private let source: PeekedFile
    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    private var stream = z_stream()
    private var isOpen = false
    /// Between two members: the next byte begins a header, or is padding.
    private var betweenMembers = true
    private var isFinished = false
    private var failure: ImportError?

    init(_ source: PeekedFile) { self.source = source }

    deinit {
        if isOpen { inflateEnd(&stream) }
        input.deallocate()
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ImportError) -> Int {
        if let failure { throw failure }
        if isFinished { return 0 }
        stream.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.avail_out = UInt32(clamping: buffer.count)
        let room = stream.avail_out
        while stream.avail_out > 0, !isFinished {
            do {
                if stream.avail_in == 0, try !refill() { break }
                try step()
            } catch {
                failure = error
                if stream.avail_out == room { throw error }
                break
            }
            // Hand out what there is before waiting for a slow pipe.
            if stream.avail_in == 0, stream.avail_out < room { break }
        }
        return Int(room - stream.avail_out)
    }

    /// Fetches compressed bytes; false at the file's end, which must not lie within a member.
    private func refill() throws(ImportError) -> Bool {
        let count = try source.read(into: input)
        guard count > 0 else {
            isFinished = true
            if !betweenMembers { throw damage("gzip: the file ends in the middle") }
            return false
        }
        stream.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.avail_in = UInt32(count)
        return true
    }

    private func step() throws(ImportError) {
        if betweenMembers, isOpen, skipPadding() { return }
        try openIfNeeded()
        betweenMembers = false
        switch inflate(&stream, Z_NO_FLUSH) {
        case Z_STREAM_END:
            betweenMembers = true
            inflateReset(&stream)
        case Z_OK, Z_BUF_ERROR: break
        default: throw damage("gzip: " + (stream.msg.map { String(cString: $0) } ?? "invalid data"))
        }
    }

    /// Zeros after a member are tape-block padding, as gzip(1) sees it. True when nothing else was left in the buffer.
    private func skipPadding() -> Bool {
        while stream.avail_in > 0, let next = stream.next_in, next.pointee == 0 {
            stream.next_in = next + 1
            stream.avail_in -= 1
        }
        return stream.avail_in == 0
    }

    private func openIfNeeded() throws(ImportError) {
        guard !isOpen else { return }
        // 15: the largest window; +16: a gzip header and nothing else.
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, size) == Z_OK else {
            throw ImportError(.system(code: ENOMEM, message: "not enough memory to decompress"), source.file.name)
        }
        isOpen = true
    }

    private func damage(_ detail: String) -> ImportError {
        let offset = source.file.position - Int64(stream.avail_in)
        return ImportError(.damaged(offset: offset, lines: 0, detail: detail), source.file.name)
    }
}
