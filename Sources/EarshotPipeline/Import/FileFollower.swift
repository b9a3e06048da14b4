import Glibc
public import Logging
public import ServiceLifecycle

/// Follows files that other programs write: what is appended is imported within seconds, each line once.
///
/// Following is importing again and again: a file is known by its content, so a rotated file (renamed, even compressed) is
/// recognized and not read twice, and a restart goes on where it stopped.
public struct FileFollower: Service {
    public struct Configuration: Sendable {
        /// Files, folders (every file in them) or patterns (`/var/log/router/*.log`).
        public var paths: [String]
        /// Milliseconds between two looks.
        public var interval = 1000
        public init(paths: [String]) { self.paths = paths }
    }

    private let configuration: Configuration
    private let importer: FileImporter
    private let logger: Logger

    public init(_ configuration: Configuration, importer: FileImporter, logger: Logger) {
        self.configuration = configuration
        self.importer = importer
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var seen: [String: State] = [:]
            while !Task.isCancelled {
                await look(&seen)
                try? await Task.sleep(for: .milliseconds(configuration.interval))
            }
        }
    }

    /// Size, change and number of a file; different ones are worth a look into it.
    private struct State: Equatable {
        var size: Int64
        var changed: Int64
        var node: UInt64
    }

    private func look(_ seen: inout [String: State]) async {
        var present: [String: State] = [:]
        for path in moved(seen) where await follow(path) == false { return }
        for path in files {
            guard let state = Self.state(path) else { continue }
            present[path] = state
            guard seen[path] != state, state.size > 0 else { continue }
            guard await follow(path) else { return }
        }
        for path in seen.keys where present[path] == nil { logger.info("\(path) is no longer there") }
        seen = present
    }

    /// Imports what is new in a file. False: nothing can be imported at the moment.
    private func follow(_ path: String) async -> Bool {
        do {
            let summary = try await importer.run([.file(path)])
            // A file that is gone or half written between two looks is no failure yet; the next look tells.
            if let failure = summary.failures.first { logger.warning("\(failure)") }
            return true
        } catch {
            if !(error is CancellationError) { logger.warning("\(path) could not be followed: \(error)") }
            return false
        }
    }

    /// Where files are now that were renamed since the last look: their last lines may not have been read.
    private func moved(_ seen: [String: State]) -> [String] {
        seen.compactMap { path, state in
            guard Self.state(path)?.node != state.node else { return nil }
            let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
            return Self.expand(folder + "/*").first { Self.state($0)?.node == state.node }
        }
    }

    private var files: [String] {
        configuration.paths.flatMap { path in Self.expand(Self.isFolder(path) ? path + "/*" : path) }
            .filter { !Self.isFolder($0) }
    }

    /// The files that a pattern names, sorted; a path without wildcards is itself.
    private static func expand(_ pattern: String) -> [String] {
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(pattern, 0, nil, &found) == 0, let paths = found.gl_pathv else { return [] }
        return (0..<Int(found.gl_pathc)).compactMap { paths[$0].map { String(cString: $0) } }
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func state(_ path: String) -> State? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let changed = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
        return State(size: Int64(status.st_size), changed: changed, node: UInt64(status.st_ino))
    }
}
