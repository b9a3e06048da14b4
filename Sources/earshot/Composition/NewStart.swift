import Foundation
import Glibc

/// The same program with the same arguments once more, in the same process: no service manager is needed.
enum NewStart {
    /// Whoever ran for less than this would fail again and again.
    static let leastUptime: Duration = .seconds(30)

    /// Returns only when it did not work.
    static func now() -> String {
        // What was blocked or ignored for the service's sake would stay so.
        var none = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, nil)
        leaveFilesBehind()
        var arguments = ProcessInfo.processInfo.arguments.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        execv("/proc/self/exe", &arguments)
        return String(cString: strerror(errno))
    }

    /// Ports and files that stay open would be in the way of the new start.
    private static func leaveFilesBehind() {
        let count = min(max(3, sysconf(Int32(_SC_OPEN_MAX))), 65_536)
        for descriptor in 3..<Int32(count) {
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        }
    }
}
