#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What a regular file's directory entry says.
struct FileFacts: Sendable {
    let size: Int
    /// Nanoseconds since 1970.
    let modified: Int

    /// Nil unless there is a regular file.
    init?(_ path: String) {
        guard let info = Self.info(path), info.st_mode & S_IFMT == S_IFREG else { return nil }
        size = Int(info.st_size)
        #if canImport(Glibc)
        modified = info.st_mtim.tv_sec * 1_000_000_000 + info.st_mtim.tv_nsec
        #else
        modified = info.st_mtimespec.tv_sec * 1_000_000_000 + info.st_mtimespec.tv_nsec
        #endif
    }

    /// The entity tag (RFC 9110 §8.8.3).
    var tag: String { "\"\(String(modified, radix: 36))-\(String(size, radix: 36))\"" }

    static func isDirectory(_ path: String) -> Bool { info(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false }

    private static func info(_ path: String) -> stat? {
        var info = stat()
        return stat(path, &info) == 0 ? info : nil
    }
}
