public import EarshotModel
import NIOPosix

/// Brings log files into Earshot, each line once: a file imported again adds nothing, one that grew adds what is new,
/// and a renamed, rotated or compressed copy is recognized by its content.
///
///     let importer = FileImporter(intake: pipeline, ledger: store)
///     let summary = try await importer.run([.file("router.log"), .file("router.log.1.gz")]) { progress in … }
///
/// It can be stopped at any instant, also by `kill -9`: each chunk carries how far the file was read (`ImportMark`), which
/// is stored in the transaction that stores the chunk's rows, and the next import goes on from there. This holds because
/// the intake processes chunks in the order in which they were submitted.
public struct FileImporter: Sendable {
    public struct Configuration: Sendable {
        /// Content per chunk, bytes.
        public var chunkBytes = 1 << 20
        /// Lines per chunk.
        public var chunkLines = 8_192
        /// A longer line is delivered in pieces of this length, bytes; at most `chunkBytes`.
        public var maximumLineBytes = 1 << 20
        /// A last line without its newline waits for the rest: somebody is writing it.
        public var holdsUnfinishedLine = false
        /// Gets what became of the lines.
        public var account: IngestAccount?
        public init() {}

        var limits: LineBuffer.Limits {
            LineBuffer.Limits(bytes: chunkBytes, lines: chunkLines, lineBytes: min(maximumLineBytes, chunkBytes))
        }
    }

    private let configuration: Configuration
    private let intake: any RecordIntake
    private let ledger: any ImportLedger
    private let now: @Sendable () -> Int64

    /// - Parameter now: ticks since 0001-01-01 UTC; the arrival of what comes from a pipe.
    public init(
        _ configuration: Configuration = .init(), intake: any RecordIntake, ledger: any ImportLedger,
        now: @escaping @Sendable () -> Int64 = WallClock.ticks
    ) {
        self.configuration = configuration
        self.intake = intake
        self.ledger = ledger
        self.now = now
    }

    /// Imports the inputs one after another and returns when everything is committed.
    ///
    /// What is wrong with a file (`ImportError`) is in its outcome and does not keep the others from being imported.
    /// - Parameter report: called after every chunk, from no particular thread.
    /// - Throws: what the intake or the ledger throws, and `CancellationError`.
    public func run(
        _ inputs: [ImportInput], report: @escaping @Sendable (ImportProgress) -> Void = { _ in }
    ) async throws -> ImportSummary {
        var marks = try await ledger.importMarks()
        var meter = ProgressMeter(inputs, report)
        var outcomes: [ImportOutcome] = []
        for input in inputs {
            meter.begin(input)
            let (outcome, mark) = try await run(input, marks, &meter)
            outcomes.append(outcome)
            // Two copies of the same content in one command are recognized, too.
            if let mark { marks = marks.filter { $0.key != mark.key } + [mark] }
        }
        return ImportSummary(outcomes: outcomes, elapsed: meter.elapsed)
    }

    private func run(
        _ input: ImportInput, _ marks: [ImportMark], _ meter: inout ProgressMeter
    ) async throws -> (ImportOutcome, ImportMark?) {
        var outcome = ImportOutcome(input: input)
        do {
            let reader = try await open(input, marks)
            meter.opened(reader)
            outcome.error = try await deliver(reader, &outcome, &meter)
            return (outcome.noting(reader), reader.reached.lines > 0 ? reader.reached : nil)
        } catch let error as ImportError {
            outcome.error = error
            return (outcome, nil)
        }
    }

    /// Submits chunk by chunk and waits for the commit of the last.
    /// - Returns: what ended it early.
    private func deliver(
        _ reader: ImportReader, _ outcome: inout ImportOutcome, _ meter: inout ProgressMeter
    ) async throws -> ImportError? {
        var failure: ImportError?
        while failure == nil {
            let step = await next(of: reader)
            try Task.checkCancellation()
            switch step {
            case .success(var chunk?):
                guard !chunk.isRepeated else {
                    try await intake.submit(chunk)
                    continue
                }
                chunk.account = configuration.account
                try await intake.submit(chunk)
                outcome.lines += Int64(chunk.lineCount)
                meter.advance(reader, lines: Int64(chunk.lineCount))
                continue
            case .success(nil): break
            case .failure(let error): failure = error
            }
            break
        }
        if outcome.lines > 0 { _ = try await intake.commit(reader.barrier) }
        return failure?.after(lines: reader.reached.lines)
    }

    // MARK: Reading waits for disks and pipes, on a thread that may wait.

    private func open(_ input: ImportInput, _ marks: [ImportMark]) async throws -> ImportReader {
        let stop = StopFlag()
        let (limits, moment, holds) = (configuration.limits, now(), configuration.holdsUnfinishedLine)
        return try await Self.blocking(stop) {
            try ImportReader(
                input, marks: marks, limits: limits, now: moment, stop: stop, holdsUnfinishedLine: holds)
        }
    }

    private func next(of reader: ImportReader) async -> Result<RawChunk?, ImportError> {
        do {
            return .success(try await Self.blocking(reader.stop) { try reader.next() })
        } catch let error as ImportError {
            return .failure(error)
        } catch {
            return .success(nil)
        }
    }

    private static func blocking<Value: Sendable>(
        _ stop: StopFlag, _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withTaskCancellationHandler {
            try await NIOThreadPool.singleton.runIfActive(body)
        } onCancel: {
            stop.set()
        }
    }
}

extension ImportError {
    /// Says how many lines are in.
    fileprivate func after(lines: Int64) -> ImportError {
        guard case .damaged(let offset, _, let detail) = reason else { return self }
        return ImportError(.damaged(offset: offset, lines: lines, detail: detail), file)
    }
}
