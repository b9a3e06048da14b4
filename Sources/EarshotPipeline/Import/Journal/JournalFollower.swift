public import EarshotModel
public import Logging
import NIOPosix
public import ServiceLifecycle

/// Follows the journal of this machine: what journald gets is stored within a second, each entry once.
///
/// `journalctl` does the reading, as the user Earshot runs as. How far it came is stored in the transaction that stores the
/// entries (`ImportMark`, with the journal's cursor), so that a restart goes on behind the last one.
public struct JournalFollower: Service {
    public struct Configuration: Sendable {
        public var isEnabled: Bool
        /// The program and what it is always given.
        public var command = ["journalctl", "--follow", "--output=json", "--all", "--no-pager", "--quiet"]
        /// Rest after the program ended, milliseconds.
        public var pause = 5_000
        public init(isEnabled: Bool) { self.isEnabled = isEnabled }
    }

    /// Its mark among those of files.
    static let key = "journald"

    private let configuration: Configuration
    private let intake: any RecordIntake
    private let ledger: any ImportLedger
    private let logger: Logger
    private let now: @Sendable () -> Int64

    public init(
        _ configuration: Configuration, intake: any RecordIntake, ledger: any ImportLedger, logger: Logger,
        now: @escaping @Sendable () -> Int64 = WallClock.ticks
    ) {
        self.configuration = configuration
        self.intake = intake
        self.ledger = ledger
        self.logger = logger
        self.now = now
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while configuration.isEnabled, !Task.isCancelled {
                await follow()
                try? await Task.sleep(for: .milliseconds(configuration.pause))
            }
            // A service that ends would end all others.
            while !Task.isCancelled { try? await Task.sleep(for: .seconds(3_600)) }
        }
    }

    /// Reads until the program ends.
    private func follow() async {
        do {
            let mark = try await mark()
            let reader = try JournalReader(configuration.command + Self.position(mark), from: mark, now: now)
            while let chunk = try await Self.next(of: reader) { try await intake.submit(chunk) }
            guard !Task.isCancelled else { return }
            logger.warning(
                """
                \(configuration.command[0]) ended with status \(reader.status()); it is started again. \
                Membership in the group systemd-journal allows reading the whole journal.
                """)
        } catch let failure as ChildProcess.Failure {
            logger.warning(
                """
                the journal cannot be followed: \(configuration.command[0]): \(failure.detail). \
                Install systemd, or set journald.follow to false.
                """)
        } catch {
            if !(error is CancellationError) { logger.warning("the journal could not be followed: \(error)") }
        }
    }

    private func mark() async throws -> ImportMark {
        try await ledger.importMarks().first { $0.key == Self.key }
            ?? ImportMark(
                key: Self.key, name: Self.key, offset: 0, lines: 0, headLength: 0, headHash: "", tailHash: "")
    }

    /// The first time it begins with what is new; older entries can be imported.
    private static func position(_ mark: ImportMark) -> [String] {
        mark.tailHash.isEmpty ? ["--lines=0"] : ["--lines=all", "--after-cursor=\(mark.tailHash)"]
    }

    private static func next(of reader: JournalReader) async throws -> RawChunk? {
        try await withTaskCancellationHandler {
            try await NIOThreadPool.singleton.runIfActive { reader.next() }
        } onCancel: {
            reader.stop.set()
        }
    }
}
