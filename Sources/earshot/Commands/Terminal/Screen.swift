import Glibc

/// The terminal itself: raw mode, its size, bytes in and out.
final class Screen {
    private var original = termios()
    private var isRaw = false

    /// nil when this is no terminal.
    init?() {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1, tcgetattr(STDIN_FILENO, &original) == 0 else {
            return nil
        }
    }

    deinit { leave() }

    /// Keys arrive one by one and are not shown; pasted text is marked as such.
    func enter() {
        var raw = original
        raw.c_iflag &= ~tcflag_t(ICRNL | IXON | BRKINT | INPCK | ISTRIP)
        raw.c_lflag &= ~tcflag_t(ECHO | ICANON | IEXTEN | ISIG)
        isRaw = tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) == 0
        write("\u{1b}[?2004h")
    }

    func leave() {
        guard isRaw else { return }
        write("\u{1b}[?2004l")
        tcsetattr(STDIN_FILENO, TCSADRAIN, &original)
        isRaw = false
    }

    /// Columns; 80 where nobody knows.
    static var width: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    func write(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }

    enum Input {
        case bytes([UInt8])
        case nothing, end
    }

    /// What has been typed, after at most `milliseconds`; -1 waits for it.
    static func read(within milliseconds: Int32) -> Input {
        var waiting = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, milliseconds) > 0 else { return .nothing }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
        if count > 0 { return .bytes(Array(buffer[..<count])) }
        return count < 0 && errno == EINTR ? .nothing : .end
    }
}
