// Any bytes are a line: one record, its text valid UTF-8, its ranges inside the batch.
// Built and run by Scripts/fuzz.sh.

import EarshotModel
import EarshotParsing

nonisolated(unsafe) private var parser = EventParser(configuration: ParserConfiguration(maximumLineLength: 512))
nonisolated(unsafe) private var labels = LabelTable(capacity: 5000)

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHeader(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let line = Array(UnsafeBufferPointer(start: start, count: count))
    var batch = ParsedBatch()
    let arrival = Ticks.unixEpoch + 1_790_000_000 * Ticks.perSecond
    parser.parse(line.span, LineContext(source: 1, arrival: arrival, zoneOffset: 3600), labels: &labels, into: &batch)
    precondition(batch.count == 1, "not exactly one record")
    precondition(String(validating: batch.text, as: UTF8.self) != nil, "text is not UTF-8")
    precondition(String(validating: batch.extra, as: UTF8.self) != nil, "extra is not UTF-8")
    if let record = batch.syslog.first {
        precondition(Int(record.lineStart) + Int(record.lineCount) == batch.text.count, "the line is not the text")
        precondition(record.messageStart <= record.lineCount, "the message begins behind the line")
        precondition(Ticks.from(unixSeconds: record.seconds, fraction: record.fraction) != nil, "no such time")
    }
    precondition(!ParsedJSON.text(line: 1, batch: batch, labels: labels).isEmpty)
    return 0
}
