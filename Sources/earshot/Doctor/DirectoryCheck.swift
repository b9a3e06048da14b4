import EarshotPipeline
import EarshotStore
import Glibc

/// The data directory and the disk it is on.
struct DirectoryCheck {
    let directory: String
    let settings: Settings

    var remarks: [Remark] {
        guard access(directory, F_OK) == 0 else {
            return [
                .attention(
                    "data directory", "\(directory) does not exist yet",
                    remedy: "It is made by `earshot serve` or `earshot import FILE`.")
            ]
        }
        return [writable, disk]
    }

    private var writable: Remark {
        guard access(directory, W_OK | X_OK) == 0 else {
            return .broken(
                "data directory", "\(directory) cannot be written by this user",
                remedy: "Give it to the user who runs Earshot (chown), or name another with --data-dir.")
        }
        if let status = FileStatus(directory), status.permissions & 0o077 != 0 {
            return .attention(
                "data directory", "\(directory) can be read by other users of this machine",
                remedy: "chmod 700 '\(directory)'")
        }
        return .fine("data directory", directory)
    }

    /// The disk should hold what the retention allows, beyond what is stored already.
    private var disk: Remark {
        var figures = statvfs()
        guard statvfs(directory, &figures) == 0 else {
            return .attention(
                "disk", "its size is unknown: \(String(cString: strerror(errno)))", remedy: "Look with `df`.")
        }
        let free = Int64(figures.f_bavail) * Int64(figures.f_frsize)
        let allowed = Int64(settings.integer("retention.maximumGigabytes")) * 1_000_000_000
        let wanted = max(0, allowed - (FileStatus(directory + "/" + Store.fileName)?.size ?? 0))
        let text = "\(Self.gigabytes(free)) GB free"
        if free < 1_000_000_000 {
            return .broken("disk", text, remedy: "Make room, or lower retention.maximumGigabytes.")
        }
        if free < wanted {
            return .attention(
                "disk", "\(text), but the data may still grow by \(Self.gigabytes(wanted)) GB",
                remedy: "Make room, or lower retention.maximumGigabytes below what fits.")
        }
        return .fine("disk", text)
    }

    private static func gigabytes(_ bytes: Int64) -> String {
        let tenths = (bytes + 50_000_000) / 100_000_000
        return "\(tenths / 10).\(tenths % 10)"
    }
}
