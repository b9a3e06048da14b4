import EarshotModel
import Glibc

/// Reads the lines that journalctl prints, as chunks with the cursor of their last entry.
///
/// Not thread-safe, yet handed from thread to thread: `JournalFollower` asks for the next chunk only when it has the one
/// before, which is what `@unchecked Sendable` stands for.
final class JournalReader: @unchecked Sendable {
    let stop = StopFlag()
    private let child: ChildProcess
    private let lines = LineBuffer(LineBuffer.Limits())
    private let now: @Sendable () -> Int64
    private var mark: ImportMark
    private var hasEnded = false

    init(_ words: [String], from mark: ImportMark, now: @escaping @Sendable () -> Int64) throws(ChildProcess.Failure) {
        child = try ChildProcess(words)
        self.mark = mark
        self.now = now
    }

    /// The next lines, as soon as there are some; nil when the program has ended or `stop` is set.
    func next() -> RawChunk? {
        var chunk = RawChunk(source: SourceAddress(.journal, "journald"), arrival: now())
        lines.begin(&chunk)
        while true {
            let taken = lines.takeLines(into: &chunk, isLast: hasEnded)
            mark.offset += Int64(taken.count)
            if lines.isFull(chunk) || hasEnded || stop.isSet { break }
            // What came is handed on when nothing follows at once.
            if !isReady(within: 200) {
                if chunk.lineCount > 0 { break } else { continue }
            }
            fill()
        }
        lines.finish(chunk)
        guard chunk.lineCount > 0 else { return nil }
        mark.lines += Int64(chunk.lineCount)
        if let cursor = chunk.lastCursor { mark.tailHash = cursor }
        chunk.mark = mark
        return chunk
    }

    /// The exit status of the program, which has ended.
    func status() -> Int32 { child.wait() }

    private func isReady(within milliseconds: Int32) -> Bool {
        var descriptors = [pollfd(fd: child.output, events: Int16(POLLIN), revents: 0)]
        return poll(&descriptors, 1, milliseconds) > 0
    }

    private func fill() {
        let count = try? lines.fill { buffer throws(ImportError) in
            max(0, read(child.output, buffer.baseAddress, buffer.count))
        }
        if count ?? 0 == 0 { hasEnded = true }
    }
}

extension RawChunk {
    /// `__CURSOR` of the last entry.
    fileprivate var lastCursor: String? {
        guard let end = ends.last.map(Int.init), end <= bytes.count else { return nil }
        let line = bytes[(ends.count > 1 ? Int(ends[ends.count - 2]) : 0)..<end]
        let name = Array("\"__CURSOR\"".utf8)
        guard let place = line.indices.first(where: { line[$0...].starts(with: name) }),
            let open = line[(place + name.count)...].firstIndex(of: 34),
            let close = line[(open + 1)...].firstIndex(of: 34)
        else { return nil }
        return String(decoding: line[(open + 1)..<close], as: UTF8.self)
    }
}
