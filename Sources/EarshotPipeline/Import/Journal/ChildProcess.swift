import Glibc

/// A program whose standard output we read. It is ended when this goes out of scope.
final class ChildProcess {
    let output: Int32
    private let process: pid_t
    private var isWaitedFor = false

    /// Why it could not be started, in the words of the system.
    struct Failure: Error { let detail: String }

    /// Starts the program that `words` name, looked up like a shell does. Its errors go where ours go.
    init(_ words: [String]) throws(Failure) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Failure(detail: String(cString: strerror(errno))) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        var arguments = Self.strings(words)
        var environment = Self.strings(Self.environment)
        defer { for text in arguments + environment { free(text) } }
        // Worker threads block signals, and a child would inherit that.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var blocked = sigset_t()
        sigemptyset(&blocked)
        posix_spawnattr_setsigmask(&attributes, &blocked)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var process: pid_t = 0
        let code = posix_spawnp(&process, words.first ?? "", &actions, &attributes, &arguments, &environment)
        close(ends[1])
        guard code == 0 else {
            close(ends[0])
            throw Failure(detail: String(cString: strerror(code)))
        }
        output = ends[0]
        self.process = process
    }

    /// Where programs are, and output that does not depend on the language.
    private static var environment: [String] {
        ["PATH=" + (getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"), "LC_ALL=C.UTF-8"]
    }

    /// As C has them, with an end.
    private static func strings(_ words: [String]) -> [UnsafeMutablePointer<CChar>?] {
        words.map { strdup($0) } + [nil]
    }

    deinit {
        close(output)
        guard !isWaitedFor else { return }
        // It only reads: nothing is lost when it ends at once, and a stop that waits for it cannot be held up.
        kill(process, SIGKILL)
        var status: Int32 = 0
        waitpid(process, &status, 0)
    }

    /// Its exit status, once it has ended; of a signal 128 and its number.
    func wait() -> Int32 {
        var status: Int32 = 0
        waitpid(process, &status, 0)
        isWaitedFor = true
        let signal = status & 0x7f
        return signal == 0 ? status >> 8 & 0xff : 128 + signal
    }
}
