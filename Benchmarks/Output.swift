import Glibc

/// Bytes on their way to a file descriptor.
struct Output {
    static let limit = 1 << 20
    let descriptor: Int32
    var bytes: [UInt8] = []

    init(descriptor: Int32) {
        self.descriptor = descriptor
        bytes.reserveCapacity(Self.limit + 4096)
    }

    mutating func flush() throws {
        var start = 0
        while start < bytes.count {
            let written = bytes[start...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw BenchError("cannot write: \(String(cString: strerror(errno)))") }
            start += written
        }
        bytes.removeAll(keepingCapacity: true)
    }
}
