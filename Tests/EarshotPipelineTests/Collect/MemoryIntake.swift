import EarshotModel
import Logging
import Synchronization

/// An intake that keeps what it gets, and a ledger of the marks that came with it.
final class MemoryIntake: RecordIntake, ImportLedger {
    struct Interrupted: Error {}

    private struct Contents {
        var chunks: [RawChunk] = []
        var marks: [String: ImportMark] = [:]
        var commits = 0
        var remaining: Int
        var isHeld = false
        var held: [CheckedContinuation<Void, Never>] = []
    }

    private let contents: Mutex<Contents>

    /// - Parameter interruptAfter: chunks taken before every further one fails, as in a program that was killed.
    init(interruptAfter: Int = .max) { contents = Mutex(Contents(remaining: interruptAfter)) }

    func offer(_ chunk: RawChunk) { contents.withLock { $0.chunks.append(chunk) } }

    func submit(_ chunk: RawChunk) async throws {
        await withCheckedContinuation { continuation in
            let isFree = contents.withLock { contents in
                if contents.isHeld { contents.held.append(continuation) }
                return !contents.isHeld
            }
            if isFree { continuation.resume() }
        }
        try contents.withLock { contents in
            guard contents.remaining > 0 else { throw Interrupted() }
            contents.remaining -= 1
            contents.chunks.append(chunk)
            if let mark = chunk.mark { contents.marks[mark.key] = mark }
        }
    }

    func commit(_ chunk: RawChunk) async throws -> IngestReceipt {
        try await submit(chunk)
        contents.withLock { $0.commits += 1 }
        return IngestReceipt()
    }

    /// As if the queue were full.
    func hold() { contents.withLock { $0.isHeld = true } }

    func release() {
        let held = contents.withLock { contents in
            contents.isHeld = false
            defer { contents.held = [] }
            return contents.held
        }
        for continuation in held { continuation.resume() }
    }

    /// The program was restarted: what is stored stays, and chunks are taken again.
    func revive() { contents.withLock { $0.remaining = .max } }

    func importMarks() async throws -> [ImportMark] { contents.withLock { Array($0.marks.values) } }

    var waiting: Int { contents.withLock { $0.held.count } }
    var commits: Int { contents.withLock { $0.commits } }
    var chunks: [RawChunk] { contents.withLock { $0.chunks } }
    var lines: [String] { chunks.flatMap(\.lines) }
    var lineCount: Int { chunks.reduce(0) { $0 + $1.lineCount } }
    var sources: Set<SourceAddress> { Set(chunks.map(\.source)) }
}

extension RawChunk {
    var lines: [String] {
        var start = 0
        return ends.map { end in
            defer { start = Int(end) }
            return String(decoding: bytes[start..<Int(end)], as: UTF8.self)
        }
    }
}

/// Waits until something is so, at most 20 seconds; the test then fails by what it expects.
func eventually(_ condition: () -> Bool) async throws {
    for _ in 0..<10_000 where !condition() { try await Task.sleep(for: .milliseconds(2)) }
}

extension Logger {
    static var silent: Logger { Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }) }
}
