import Glibc

/// Gives disk space back to the file system.
///
/// DuckDB uses the space of deleted rows again, but its file hardly ever shrinks. That suits a store whose retention
/// deletes a day while a day comes in; after a limit was lowered, much of the file would stay empty for good. So at
/// start, when a third of the file and at least `minimum` bytes are unused, the content is copied to a new file, which
/// then takes the place of the old one in one rename: a kill at any instant leaves either the old file or the new one.
enum Compaction {
    /// Bytes below which nobody would notice.
    static let minimum: Int64 = 32_000_000

    /// Rewrites the database at `path` when that pays. The database must not be open.
    static func runIfWorthwhile(_ path: String, memoryLimit: Int64, threads: Int?) throws {
        let copy = path + ".compacting"
        unlink(copy)
        guard access(path, F_OK) == 0, size(of: path) > minimum else { return }
        var settings = Database.Configuration()
        settings.memoryLimit = memoryLimit
        settings.threads = threads
        settings.opensFiles = true
        try copyIfWorthwhile(path, to: copy, settings)
        guard access(copy, F_OK) == 0 else { return }
        guard rename(copy, path) == 0 else {
            throw DatabaseError(
                "\(path) could not be replaced by its compact copy: \(String(cString: strerror(errno)))")
        }
    }

    private static func copyIfWorthwhile(_ path: String, to copy: String, _ settings: Database.Configuration) throws {
        let connection = try Connection(try Database(settings))
        do {
            try connection.execute("ATTACH \(quoted(path)) AS store")
        } catch {
            throw DatabaseError(opening: path, error.message)
        }
        let free =
            try connection.number(
                "SELECT (free_blocks * block_size)::BIGINT FROM pragma_database_size() WHERE database_name = 'store'")
            ?? 0
        let total = size(of: path)
        guard free > minimum, free * 3 > total, hasRoom(beside: path, for: total - free) else { return }
        do {
            try connection.execute(
                "ATTACH \(quoted(copy)) AS compact; COPY FROM DATABASE store TO compact; DETACH compact; DETACH store")
        } catch let error {
            unlink(copy)
            throw error
        }
    }

    /// Whether there can be anything to give back.
    static func isLarge(_ path: String) -> Bool { size(of: path) > minimum }

    private static func size(of path: String) -> Int64 {
        var information = stat()
        return stat(path, &information) == 0 ? Int64(information.st_size) : 0
    }

    /// Whether the copy fits, with a tenth to spare. Without room the store simply stays as it is.
    private static func hasRoom(beside path: String, for bytes: Int64) -> Bool {
        var information = statvfs()
        guard statvfs(path, &information) == 0 else { return false }
        return Int64(information.f_bavail) * Int64(information.f_frsize) > bytes + bytes / 10
    }
}
