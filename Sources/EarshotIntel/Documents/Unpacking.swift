import CZlib

/// The content of gzip (RFC 1952) and ZIP files; anything else is its own content.
enum Unpacking {
    /// `files`: which of an archive's. `limit`: bytes that may come out; an archive may hold anything.
    static func bytes(of packed: [UInt8], files: (String) -> Bool, limit: Int, name: String) throws -> [UInt8] {
        var output: [UInt8] = []
        if packed.starts(with: [0x1F, 0x8B]) {
            // 15: the largest window; +16: gzip.
            try inflate(packed[...], windowBits: 15 + 16, into: &output, limit: limit, name: name)
            return output
        }
        guard packed.starts(with: [0x50, 0x4B, 3, 4]) else { return packed }
        guard let archive = ZipArchive(packed) else { throw FetchError("\(name) is a damaged ZIP archive.") }
        for file in archive.files where files(file.name) {
            guard let content = archive.content(of: file) else { throw FetchError("\(name) is a damaged ZIP archive.") }
            switch file.method {
            case 0:
                guard output.count + content.count <= limit else { throw tooLarge(name, limit) }
                output += content
            // −15: DEFLATE without a header.
            case 8: try inflate(content, windowBits: -15, into: &output, limit: limit, name: name)
            default: throw FetchError("\(file.name) in \(name) is packed in a way that is not known here.")
            }
        }
        return output
    }

    private static func tooLarge(_ name: String, _ limit: Int) -> FetchError {
        FetchError("\(name) is larger than \(limit >> 20) MB when it is unpacked.")
    }

    /// All members, one after another.
    private static func inflate(
        _ packed: ArraySlice<UInt8>, windowBits: Int32, into output: inout [UInt8], limit: Int, name: String
    ) throws {
        guard let stream = InflateStream(windowBits: windowBits) else {
            throw FetchError("There is no memory to unpack \(name).")
        }
        var packed = packed
        while true {
            let (status, used, made) = stream.step(packed)
            packed = packed.dropFirst(used)
            guard output.count + made <= limit else { throw tooLarge(name, limit) }
            output += stream.output[..<made]
            switch status {
            case Z_STREAM_END:
                guard windowBits > 0, packed.starts(with: [0x1F, 0x8B]) else { return }
                stream.reset()
            case Z_OK where used > 0 || made > 0: break
            default: throw FetchError("\(name) is damaged: it cannot be unpacked.")
            }
        }
    }
}

/// A class because zlib keeps the address of its state.
private final class InflateStream {
    private let state: UnsafeMutablePointer<z_stream>
    private(set) var output = [UInt8](repeating: 0, count: 256 << 10)

    init?(windowBits: Int32) {
        state = .allocate(capacity: 1)
        state.initialize(to: z_stream())
        guard inflateInit2_(state, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return nil
        }
    }

    deinit {
        inflateEnd(state)
        state.deallocate()
    }

    func reset() { inflateReset(state) }

    /// What zlib says, the bytes it took and those that are in `output` now.
    func step(_ packed: ArraySlice<UInt8>) -> (status: Int32, used: Int, made: Int) {
        packed.withUnsafeBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                state.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                state.pointee.avail_in = UInt32(clamping: input.count)
                state.pointee.next_out = output.baseAddress
                state.pointee.avail_out = UInt32(clamping: output.count)
                let status = CZlib.inflate(state, Z_NO_FLUSH)
                return (status, input.count - Int(state.pointee.avail_in), output.count - Int(state.pointee.avail_out))
            }
        }
    }
}
