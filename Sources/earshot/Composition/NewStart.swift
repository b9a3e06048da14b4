import Foundation
import Glibc

/// The same program with the same arguments once more, in the same process: no service manager is needed.
enum NewStart {
    /// Whoever ran for less than this would fail again and again.
    static let leastUptime: Duration = .seconds(30)

    /// What the new start knows itself by, among the environment's variables.
    private static let mark = "EARSHOT_STARTS_ANEW"
    private static let mostFiles = 65_536

    /// Returns only when it did not work.
    static func now() -> String {
        // What was blocked or ignored for the service's sake would stay so.
        var none = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, nil)
        leaveFilesBehind()
        setenv(mark, "1", 1)
        var arguments = ProcessInfo.processInfo.arguments.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        execv("/proc/self/exe", &arguments)
        return String(cString: strerror(errno))
    }

    /// Ports and files that stay open would be in the way of the new start.
    private static func leaveFilesBehind() {
        let count = min(max(3, sysconf(Int32(_SC_OPEN_MAX))), mostFiles)
        for descriptor in 3..<Int32(count) {
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        }
    }

    /// To be called first of all. A client whom the former start accepted in its last instant came along: he would wait for
    /// an answer for ever.
    static func hangUp() {
        guard getenv(mark) != nil else { return }
        unsetenv(mark)
        let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        for descriptor in open.compactMap(Int32.init) where descriptor > STDERR_FILENO {
            var state = stat()
            if fstat(descriptor, &state) == 0, state.st_mode & S_IFMT == S_IFSOCK { close(descriptor) }
        }
    }
}
