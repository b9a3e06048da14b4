import Glibc

/// Making the data directory, with errors that say what to do.
enum DataDirectory {
    static func prepare(_ path: String) throws(DatabaseError) {
        var prefix = ""
        for part in path.split(separator: "/", omittingEmptySubsequences: false) {
            prefix += prefix.isEmpty && part.isEmpty ? "/" : (prefix.isEmpty || prefix == "/" ? "" : "/") + part
            guard !part.isEmpty, mkdir(prefix, 0o700) != 0, errno != EEXIST else { continue }
            throw DatabaseError(
                "Cannot make the data directory \(path): \(String(cString: strerror(errno))). "
                    + "Choose another one with --data-dir or make it and give it to the user who runs Earshot.")
        }
        guard access(path, W_OK) == 0 else {
            throw DatabaseError(
                "The data directory \(path) is not writable for this user. Give it to the user who runs Earshot "
                    + "(`chown`), or choose another one with --data-dir.")
        }
    }
}
