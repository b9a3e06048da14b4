import CZlib

/// Decompresses gzip and zlib streams (RFC 1952, RFC 1950) piece by piece, several gzip members one after another too.
///
/// The only user of zlib here. A class because zlib keeps the address of its state.
final class Inflater {
    enum Failure: Error { case corrupt, truncated }

    private static let outputBytes = 64 * 1024

    private let stream: UnsafeMutablePointer<z_stream>
    private var output = [UInt8](repeating: 0, count: Inflater.outputBytes)
    private var hasEnded = false

    init() throws {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 bits of window; 32: gzip or zlib, by their headers.
        let status = inflateInit2_(stream, 15 + 32, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw Failure.corrupt }
    }

    deinit {
        inflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// Feeds compressed bytes; `body` gets what comes out, at most 64 kB at a time. Throws `Failure` and what `body`
    /// throws.
    func inflate(_ input: [UInt8], _ body: (Span<UInt8>) throws -> Void) throws {
        var input = input
        try input.withUnsafeMutableBufferPointer { buffer in
            stream.pointee.next_in = buffer.baseAddress
            stream.pointee.avail_in = UInt32(buffer.count)
            defer { stream.pointee.next_in = nil }
            repeat {
                let count = try step()
                if count > 0 { try body(output.span.extracting(0..<count)) }
                // A full output may mean that more waits inside, even without further input.
                if count < Self.outputBytes, stream.pointee.avail_in == 0 { break }
            } while true
        }
    }

    /// Throws `Failure.truncated` unless the last member was complete.
    func finish() throws {
        guard hasEnded else { throw Failure.truncated }
    }

    /// One call of zlib: the number of bytes now in `output`.
    private func step() throws -> Int {
        if hasEnded, stream.pointee.avail_in > 0 { try beginNextMember() }
        let status = output.withUnsafeMutableBufferPointer { buffer in
            stream.pointee.next_out = buffer.baseAddress
            stream.pointee.avail_out = UInt32(buffer.count)
            return CZlib.inflate(stream, Z_NO_FLUSH)
        }
        switch status {
        case Z_STREAM_END: hasEnded = true
        case Z_OK, Z_BUF_ERROR: break
        default: throw Failure.corrupt
        }
        return Self.outputBytes - Int(stream.pointee.avail_out)
    }

    private func beginNextMember() throws {
        hasEnded = false
        guard inflateReset(stream) == Z_OK else { throw Failure.corrupt }
    }
}
