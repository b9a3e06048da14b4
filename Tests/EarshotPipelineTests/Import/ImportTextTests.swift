import EarshotModel
import Testing

@testable import EarshotPipeline

@Suite struct ImportTextTests {
    private var progress: ImportProgress {
        var progress = ImportProgress()
        progress.file = "/var/log/router.log.1.gz"
        (progress.number, progress.files) = (2, 3)
        (progress.bytes, progress.totalBytes) = (41_000_000, 100_000_000)
        progress.lines = 1_204_332
        progress.elapsed = .seconds(12)
        return progress
    }

    @Test func aTerminalGetsABar() {
        let bar = ProgressBar(isTerminal: true, width: 100) { _ in }
        #expect(
            bar.line(progress)
                == "router.log.1.gz (2/3)  [########------------]  41 %  1,204,332 lines  100,361 events/s  0:18 left")
    }

    @Test func aLogGetsPlainLines() {
        let bar = ProgressBar(isTerminal: false) { _ in }
        #expect(
            bar.line(progress) == "router.log.1.gz (2/3)  41 %  1,204,332 lines  100,361 events/s  0:18 left")
    }

    @Test func aPipeHasNoEndInSight() {
        var progress = progress
        (progress.file, progress.files, progress.totalBytes) = ("standard input", 1, nil)
        let bar = ProgressBar(isTerminal: true) { _ in }
        #expect(bar.line(progress) == "standard input  1,204,332 lines  100,361 events/s")
    }

    @Test func timesAreRoundedUp() {
        #expect([0.2, 59.5, 725, 11_240].map(ProgressBar.clock) == ["0:01", "1:00", "12:05", "3:07:20"])
    }

    @Test func theSummaryAddsUp() {
        var outcome = ImportOutcome(input: .file("router.log"))
        (outcome.lines, outcome.knownLines) = (1_204_332, 501_000)
        var totals = IngestReceipt()
        totals.lines = 1_204_332
        totals.tables = ["NetworkSession": 1_200_102, "Syslog": 4_230]
        totals.families = ["netfilter": 1_200_102]
        let summary = ImportSummary(outcomes: [outcome], elapsed: .milliseconds(12_300))
        #expect(
            summary.text(totals: totals) == """
                Imported 1,204,332 lines from 1 file in 12.3 s (97,913 events/s).
                  NetworkSession  1,200,102
                  Syslog              4,230
                  netfilter       1,200,102  recognized
                  not recognized      4,230  kept whole in Syslog
                  skipped           501,000  lines that were imported before
                """)
    }

    @Test func largeNumbersAreGrouped() {
        #expect(
            [0, 999, 1_000, 1_234_567, -5_000].map { (number: Int64) in number.grouped } == [
                "0", "999", "1,000", "1,234,567", "-5,000",
            ])
    }
}
