import EarshotModel
import EarshotParsing

/// Kept lines that are read again.
extension ProcessorWorker {
    /// A batch of their own, so that their rows go or stay together. What is still not understood stays where it is.
    mutating func reread(_ kept: KeptBatch, _ receipt: CheckedContinuation<IngestReceipt, any Error>?) {
        var tally = ChunkTally()
        var rows: [Int64] = []
        var digests: [Int64] = []
        for line in kept.lines where read(line, onlyBy: kept.family, &tally) {
            rows.append(line.row)
            digests.append(line.digest)
        }
        guard !rows.isEmpty else {
            parsed.removeAll()
            receipt?.resume(returning: IngestReceipt())
            return
        }
        var batch = EventBatch()
        batch.tables = enricher.rows(of: parsed).tables
        batch.names = enricher.takeLateNames()
        let removal = KeptRemoval(rows: rows, digests: digests)
        batch.removal = removal
        kept.set(removal)
        parsed.removeAll()
        output.write(batch, receipts: receipt.map { [($0, tally.receipt(lines: rows.count))] } ?? [])
    }

    /// Parses a line again. False: nothing new comes of it.
    private mutating func read(_ line: KeptLine, onlyBy family: Int?, _ tally: inout ChunkTally) -> Bool {
        let counts = (parsed.sessions.count, parsed.events.count, parsed.syslog.count, parsed.text.count)
        let context = contexts.context(line.address, arrival: line.arrival)
        parser.parse(line.text.span, context, labels: &enricher.labels, into: &parsed)
        if parsed.sessions.count > counts.0 {
            let found = parsed.sessions[counts.0].family
            guard family.map({ $0 == Int(found) }) ?? true else {
                parsed.sessions.removeLast()
                return false
            }
            parsed.sessions[counts.0].source = line.source
            tally.count(.networkSession, family: found)
        } else if parsed.events.count > counts.1 {
            let found = parsed.events[counts.1]
            guard family.map({ $0 == Int(found.family) }) ?? true else {
                parsed.events.removeLast()
                return false
            }
            parsed.events[counts.1].source = line.source
            tally.count(found.table, family: found.family)
        } else {
            parsed.syslog.removeLast(parsed.syslog.count - counts.2)
            parsed.text.removeLast(parsed.text.count - counts.3)
            return false
        }
        return true
    }
}
