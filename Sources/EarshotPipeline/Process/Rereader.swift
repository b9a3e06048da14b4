public import EarshotModel
import EarshotParsing

/// Reads kept lines again, page by page, and moves those that are understood by now.
///
/// Each page is one transaction: its lines leave `Syslog` when their events are stored. Whatever stops it, nothing is lost
/// and nothing doubled, and the next reading goes on with what is left.
public struct Rereader: Sendable {
    private let intake: Intake
    private let kept: any KeptLines
    /// Lines of a page: few enough that arriving lines do not wait for long.
    private static let pageLines = 8192
    /// A page whose rows were moved by the database meanwhile is read again so many times.
    private static let attempts = 3

    public init(intake: Intake, kept: any KeptLines) {
        self.intake = intake
        self.kept = kept
    }

    /// `now`: seconds since 1970. Throws `ReparseError`.
    public func run(
        _ request: ReparseRequest, now: Int64, progress: @Sendable (ReparseReport) -> Void = { _ in }
    ) async throws -> ReparseReport {
        var family: Int?
        if let name = request.family {
            family = EventParser.family(named: name)
            if family == nil { throw ReparseError.unknownFamily(name) }
        }
        let since = request.seconds.map { now - $0 } ?? .min
        var report = ReparseReport()
        var place: KeptPlace?
        while true {
            try Task.checkCancellation()
            guard let next = try await page(after: place, since, family, &report) else { break }
            place = next
            progress(report)
        }
        report.isFinished = true
        progress(report)
        return report
    }

    /// Moves what is understood of a page. nil: there is none.
    private func page(
        after place: KeptPlace?, _ since: Int64, _ family: Int?, _ report: inout ReparseReport
    ) async throws -> KeptPlace? {
        var failures = 0
        while failures < Self.attempts {
            let (lines, next) = try await kept.keptLines(after: place, since: since, count: Self.pageLines)
            guard !lines.isEmpty, let next else { return nil }
            let batch = KeptBatch(lines, family: family)
            let receipt = try await intake.reread(batch)
            guard batch.isDone else {
                failures += 1
                continue
            }
            report.lines += lines.count
            report.add(receipt)
            // When all are gone, what comes next is behind the same place: equal lines may be more than a page holds.
            if receipt.lines < lines.count { return next }
        }
        throw ReparseError.busy
    }
}
