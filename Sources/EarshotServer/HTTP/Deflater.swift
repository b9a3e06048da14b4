import CZlib

/// Compresses to gzip (RFC 1952) piece by piece. A class because zlib keeps the address of its state.
final class Deflater {
    struct Failure: Error {}

    private let stream: UnsafeMutablePointer<z_stream>

    init() throws {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // Level 1: results go next door, and the processor has better to do. 15 bits of window; 16: gzip.
        let status = deflateInit2_(
            stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw Failure() }
    }

    deinit {
        deflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// All of `input`, compressed so that the other side can read all of it.
    func deflate(_ input: [UInt8], isLast: Bool) throws -> [UInt8] {
        var input = input
        var result: [UInt8] = []
        try input.withUnsafeMutableBufferPointer { buffer in
            stream.pointee.next_in = buffer.baseAddress
            stream.pointee.avail_in = UInt32(buffer.count)
            defer { stream.pointee.next_in = nil }
            while try step(isLast ? Z_FINISH : Z_SYNC_FLUSH, &result) {}
        }
        return result
    }

    /// One call of zlib; whether there is more.
    private func step(_ flush: Int32, _ result: inout [UInt8]) throws -> Bool {
        let room = 32 * 1024
        let start = result.count
        result.append(contentsOf: repeatElement(0, count: room))
        let status = result.withUnsafeMutableBufferPointer { buffer in
            stream.pointee.next_out = buffer.baseAddress.map { $0 + start }
            stream.pointee.avail_out = UInt32(room)
            return CZlib.deflate(stream, flush)
        }
        let left = Int(stream.pointee.avail_out)
        result.removeLast(left)
        guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { throw Failure() }
        return left == 0
    }
}
