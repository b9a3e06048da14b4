import EarshotModel
import Glibc
import Synchronization

/// An open file or standard input, read forward in large pieces.
final class InputFile {
    let name: String
    /// Bytes in total, nil for pipes and terminals.
    let size: Int64?
    /// The last change, ticks since 0001-01-01 UTC; for standard input the moment it was opened.
    let modified: Int64
    /// Bytes handed out so far.
    private(set) var position: Int64 = 0

    private let descriptor: Int32
    private let stop: StopFlag

    init(_ input: ImportInput, now: Int64, stop: StopFlag) throws(ImportError) {
        var descriptor: Int32 = 0
        // O_NONBLOCK: opening a named pipe nobody writes to yet must not wait either.
        if case .file(let path) = input { descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard descriptor >= 0 else { throw Self.error(errno, input.name) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw Self.error(errno, input.name) }
        name = input.name
        self.descriptor = descriptor
        self.stop = stop
        if facts.st_mode & S_IFMT == S_IFDIR { throw ImportError(.isDirectory, name) }
        let isRegular = facts.st_mode & S_IFMT == S_IFREG
        // Standard input counts as a pipe even when a file is behind it: its offset is not ours to move.
        size = isRegular && input != .standardInput ? Int64(facts.st_size) : nil
        modified = isRegular ? WallClock.ticks(facts.st_mtim) : now
    }

    /// A nameless file in place of a pipe, for going through its content twice.
    private init(spool descriptor: Int32, for file: InputFile, size: Int64) {
        name = file.name
        modified = file.modified
        stop = file.stop
        self.descriptor = descriptor
        self.size = size
    }

    deinit { if descriptor > 0 { close(descriptor) } }

    var isSeekable: Bool { size != nil }

    /// Reads what there is, at most `buffer.count` bytes; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ImportError) -> Int {
        while true {
            // A pipe may be silent for hours; a cancelled import must not wait for it.
            while !isReady(within: 200) { if stop.isSet { return 0 } }
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 {
                position += Int64(count)
                return count
            }
            if errno != EINTR, errno != EAGAIN { throw Self.error(errno, name) }
        }
    }

    /// Whether reading would not wait; always true for files.
    func isReady(within milliseconds: Int32) -> Bool {
        guard !isSeekable else { return true }
        var descriptors = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
        return poll(&descriptors, 1, milliseconds) != 0
    }

    func seek(to offset: Int64) throws(ImportError) {
        guard lseek(descriptor, off_t(offset), SEEK_SET) >= 0 else { throw Self.error(errno, name) }
        position = offset
    }

    /// The bytes `range` of the file, fewer at its end.
    func bytes(_ range: Range<Int64>) throws(ImportError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(range.upperBound - range.lowerBound)) { buffer, count in
            let got = pread(descriptor, buffer.baseAddress, buffer.count, off_t(range.lowerBound))
            if got < 0 { failure = errno }
            count = max(got, 0)
        }
        if failure != 0 { throw Self.error(failure, name) }
        return bytes
    }

    /// Copies `head`, which was already read, and the rest into a nameless temporary file.
    func spooled(after head: [UInt8]) throws(ImportError) -> InputFile {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp"
        var template = Array("\(folder)/earshot-import-XXXXXX".utf8CString)
        let copy = mkstemp(&template)
        guard copy >= 0 else { throw Self.error(errno, folder) }
        unlink(template)
        let file = InputFile(spool: copy, for: self, size: 0)
        try file.write(head)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        while case let count = try read(into: buffer), count > 0 {
            try file.write(Array(buffer[..<count]))
        }
        let length = Int64(lseek(copy, 0, SEEK_CUR))
        let result = InputFile(spool: dup(copy), for: self, size: length)
        try result.seek(to: 0)
        return result
    }

    private func write(_ bytes: [UInt8]) throws(ImportError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written)
            }
            guard count >= 0 || errno == EINTR else { throw Self.error(errno, name) }
            written += max(count, 0)
        }
    }

    private static func error(_ code: Int32, _ name: String) -> ImportError {
        switch code {
        case ENOENT, ENOTDIR: ImportError(.notFound, name)
        case EACCES, EPERM: ImportError(.notPermitted, name)
        case EISDIR: ImportError(.isDirectory, name)
        default: ImportError(.system(code: code, message: String(cString: strerror(code))), name)
        }
    }
}

/// Tells a reading thread that nobody waits for it any more.
final class StopFlag: Sendable {
    private let flag = Atomic(false)
    var isSet: Bool { flag.load(ordering: .relaxed) }
    func set() { flag.store(true, ordering: .relaxed) }
}
