import CZstd
import Glibc

/// Zstandard (RFC 8878), any number of frames one after another.
final class ZstdContent: ContentReader {
    private let source: PeekedFile
    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    private let stream: OpaquePointer?
    private var window = ZSTD_inBuffer()
    /// Nothing is open: the file may end here.
    private var betweenFrames = true
    private var isFinished = false
    private var failure: ImportError?
    /// The last call filled the output to the brim.
    private var mayHoldMore = false

    init(_ source: PeekedFile) {
        self.source = source
        stream = ZSTD_createDStream()
        window.src = UnsafeRawPointer(input.baseAddress)
    }

    deinit {
        ZSTD_freeDStream(stream)
        input.deallocate()
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ImportError) -> Int {
        if let failure { throw failure }
        guard let stream else {
            throw ImportError(.system(code: ENOMEM, message: "not enough memory to decompress"), source.file.name)
        }
        var output = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
        while output.pos == 0, !isFinished {
            do {
                // After the last input byte the decoder may still hold output: ask it before the file.
                if window.pos == window.size, betweenFrames || !mayHoldMore, try !refill() { break }
                try step(stream, &output)
            } catch {
                failure = error
                if output.pos == 0 { throw error }
                break
            }
        }
        return output.pos
    }

    private func refill() throws(ImportError) -> Bool {
        let count = try source.read(into: input)
        guard count > 0 else {
            isFinished = true
            if !betweenFrames { throw damage("zstd: the file ends in the middle") }
            return false
        }
        window.pos = 0
        window.size = count
        return true
    }

    private func step(_ stream: OpaquePointer, _ output: inout ZSTD_outBuffer) throws(ImportError) {
        let result = ZSTD_decompressStream(stream, &output, &window)
        if ZSTD_isError(result) != 0 { throw damage("zstd: " + String(cString: ZSTD_getErrorName(result))) }
        betweenFrames = result == 0
        mayHoldMore = output.pos == output.size
    }

    private func damage(_ detail: String) -> ImportError {
        let offset = source.file.position - Int64(window.size - window.pos)
        return ImportError(.damaged(offset: offset, lines: 0, detail: detail), source.file.name)
    }
}
