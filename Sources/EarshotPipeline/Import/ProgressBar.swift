import Glibc
import Synchronization

/// Shows an import's progress: a line that is redrawn on a terminal, otherwise a plain line now and then.
///
///     router.log.1.gz (2/3)  [########------------]  41 %  1,204,332 lines  98,120 events/s  0:42 left
public final class ProgressBar: Sendable {
    private let isTerminal: Bool
    private let width: Int
    private let write: @Sendable (String) -> Void
    /// Seconds since the beginning at which something was last written.
    private let last = Mutex(-Double.infinity)

    /// - Parameters:
    ///   - isTerminal: whether the line can be redrawn.
    ///   - width: columns, at least 40.
    public init(isTerminal: Bool, width: Int = 100, write: @escaping @Sendable (String) -> Void) {
        self.isTerminal = isTerminal
        self.width = max(width, 40)
        self.write = write
    }

    /// A bar on standard error, in the form that suits what it is connected to.
    public static func standardError() -> ProgressBar {
        var size = winsize()
        let isTerminal = isatty(STDERR_FILENO) == 1
        let hasSize = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return ProgressBar(isTerminal: isTerminal, width: hasSize ? Int(size.ws_col) : 100) { text in
            _ = Array(text.utf8).withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
        }
    }

    /// Ten times a second on a terminal, every ten seconds elsewhere.
    public func update(_ progress: ImportProgress) {
        let moment = progress.elapsed.inSeconds
        let isDue = last.withLock { last in
            guard moment - last >= (isTerminal ? 0.1 : 10) || moment < last else { return false }
            last = moment
            return true
        }
        guard isDue else { return }
        write(isTerminal ? "\r\u{1b}[K" + String(line(progress).prefix(width - 1)) : line(progress) + "\n")
    }

    /// Takes the bar away, so that the summary can be printed.
    public func finish() {
        if isTerminal { write("\r\u{1b}[K") }
    }

    /// What is written, without line control.
    func line(_ progress: ImportProgress) -> String {
        var parts = [progress.file.split(separator: "/").last.map(String.init) ?? progress.file]
        if progress.files > 1 { parts[0] += " (\(progress.number)/\(progress.files))" }
        if let fraction = progress.fraction {
            if isTerminal { parts.append(bar(fraction)) }
            parts.append("\(Int(fraction * 100)) %")
        }
        parts.append("\(progress.lines.grouped) lines")
        parts.append("\(Int64(progress.rate).grouped) events/s")
        if let seconds = progress.remainingSeconds { parts.append("\(Self.clock(seconds)) left") }
        return parts.joined(separator: "  ")
    }

    private func bar(_ fraction: Double) -> String {
        let cells = min(30, max(10, width / 5))
        let full = Int(fraction * Double(cells))
        return "[" + String(repeating: "#", count: full) + String(repeating: "-", count: cells - full) + "]"
    }

    /// `0:42`, `12:05`, `3:07:20`.
    static func clock(_ seconds: Double) -> String {
        let seconds = Int(min(seconds, 359_999).rounded(.up))
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let tail = "\(two(seconds % 60))"
        guard seconds >= 3_600 else { return "\(seconds / 60):\(tail)" }
        return "\(seconds / 3_600):\(two(seconds / 60 % 60)):\(tail)"
    }
}

extension Int64 {
    /// With a comma between groups of three digits.
    var grouped: String {
        let digits = String(magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return self < 0 ? "-" + text : text
    }
}
