import Glibc

/// Content of a file, unwrapped: the same bytes whether it lies there plain or compressed.
protocol ContentReader: AnyObject {
    /// Writes the next bytes, at most `buffer.count`, and returns how many; 0 at the end.
    ///
    /// What stands before a damaged place is handed out first; the call after that throws.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ImportError) -> Int
}

/// Content that is not wrapped.
final class PlainContent: ContentReader {
    private let source: PeekedFile
    init(_ source: PeekedFile) { self.source = source }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ImportError) -> Int {
        try source.read(into: buffer)
    }
}

/// A file whose first bytes were looked at, and are handed out again.
final class PeekedFile {
    let file: InputFile
    let head: [UInt8]
    private var given = 0
    /// What was read from a pipe until it was decided whether it is known content.
    private(set) var recording: [UInt8]
    private var isRecording: Bool

    /// Enough for every magic number.
    init(_ file: InputFile) throws(ImportError) {
        self.file = file
        var bytes: [UInt8] = []
        // A pipe gives what it has: go on until there is enough.
        while bytes.count < 8 {
            let piece = try Self.piece(of: file, atMost: 8 - bytes.count)
            if piece.isEmpty { break }
            bytes += piece
        }
        head = bytes
        recording = file.isSeekable ? [] : bytes
        isRecording = !file.isSeekable
    }

    func stopRecording() {
        isRecording = false
        recording = []
    }

    private static func piece(of file: InputFile, atMost limit: Int) throws(ImportError) -> [UInt8] {
        var storage: UInt64 = 0
        var count = 0
        try withUnsafeMutableBytes(of: &storage) { bytes throws(ImportError) in
            count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[..<limit]))
        }
        return withUnsafeBytes(of: storage) { Array($0[..<count]) }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ImportError) -> Int {
        guard given < head.count else {
            let count = try file.read(into: buffer)
            if isRecording { recording += UnsafeRawBufferPointer(rebasing: buffer[..<count]) }
            return count
        }
        let count = min(buffer.count, head.count - given)
        buffer.copyBytes(from: head[given..<given + count])
        given += count
        return count
    }

    /// Back to the first byte; seekable files only.
    func rewind() throws(ImportError) {
        try file.seek(to: Int64(head.count))
        given = 0
    }

    /// Goes to `offset`; seekable files only.
    func seek(to offset: Int64) throws(ImportError) {
        given = head.count
        try file.seek(to: offset)
    }
}
