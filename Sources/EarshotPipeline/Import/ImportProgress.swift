import Glibc

/// How far an import is.
public struct ImportProgress: Sendable, Hashable {
    /// The file being read, for people.
    public var file = ""
    /// Its place among the files, from 1.
    public var number = 0
    public var files = 0
    /// Bytes read of all files, as they lie there (compressed or not).
    public var bytes: Int64 = 0
    /// Bytes of all files; nil when one is a pipe.
    public var totalBytes: Int64?
    /// Bytes among `bytes` that did not have to be read, because they are known.
    public var skippedBytes: Int64 = 0
    /// Lines delivered, each of which becomes one event.
    public var lines: Int64 = 0
    public var elapsed: Duration = .zero

    public init() {}

    /// Events per second since the beginning.
    public var rate: Double { elapsed > .zero ? Double(lines) / elapsed.inSeconds : 0 }

    /// Between 0 and 1; nil when the end is not known.
    public var fraction: Double? {
        guard let totalBytes else { return nil }
        return totalBytes > 0 ? min(1, Double(bytes) / Double(totalBytes)) : 1
    }

    /// Seconds to go at the present speed.
    public var remainingSeconds: Double? {
        guard let totalBytes, bytes > skippedBytes, elapsed > .zero else { return nil }
        let speed = Double(bytes - skippedBytes) / elapsed.inSeconds
        return Double(max(0, totalBytes - bytes)) / speed
    }
}

extension Duration {
    var inSeconds: Double { self / .seconds(1) }
}

/// Keeps the progress of one import.
struct ProgressMeter {
    private var progress = ImportProgress()
    private var finishedBytes: Int64 = 0
    private var currentSize: Int64 = 0
    private let start = ContinuousClock.now
    private let report: @Sendable (ImportProgress) -> Void

    init(_ inputs: [ImportInput], _ report: @escaping @Sendable (ImportProgress) -> Void) {
        self.report = report
        progress.files = inputs.count
        progress.totalBytes = inputs.reduce(0) { total, input in
            guard let total, let size = input.size else { return nil }
            return total + size
        }
    }

    var elapsed: Duration { ContinuousClock.now - start }

    mutating func begin(_ input: ImportInput) {
        finishedBytes += currentSize
        currentSize = input.size ?? 0
        progress.file = input.name
        progress.number += 1
        progress.bytes = finishedBytes
    }

    mutating func opened(_ reader: ImportReader) {
        if reader.format == .plain { progress.skippedBytes += reader.firstOffset }
    }

    mutating func advance(_ reader: ImportReader, lines: Int64) {
        progress.lines += lines
        progress.bytes = finishedBytes + reader.position
        progress.elapsed = elapsed
        report(progress)
    }
}

extension ImportInput {
    /// Bytes of a file; 0 when it cannot be looked at, which opening it will tell; nil for a pipe.
    fileprivate var size: Int64? {
        guard case .file(let path) = self else { return nil }
        var facts = stat()
        guard stat(path, &facts) == 0 else { return 0 }
        return facts.st_mode & S_IFMT == S_IFREG ? Int64(facts.st_size) : nil
    }
}
