import Glibc

/// What the file system knows of a path: stat(2) for targets that also import Foundation, where the C structure belongs
/// now to this module and now to that one.
public struct FileStatus: Sendable {
    public let size: Int64
    public let isRegular: Bool
    /// The permission bits, such as 0o700.
    public let permissions: UInt32
    /// Seconds since 1970.
    public let modified: Int64

    /// nil: there is nothing, or it may not be looked at.
    public init?(_ path: String) {
        var information = stat()
        guard stat(path, &information) == 0 else { return nil }
        size = Int64(information.st_size)
        isRegular = information.st_mode & S_IFMT == S_IFREG
        permissions = information.st_mode & 0o7777
        modified = Int64(information.st_mtim.tv_sec)
    }
}
