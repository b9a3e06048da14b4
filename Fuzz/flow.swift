// Any bytes are datagrams of a flow exporter: no crash, ranges inside the batch, text that is UTF-8, and bounds that hold.
// The first byte cuts the input into datagrams; the same bytes are a file, too.
// Built and run by Scripts/fuzz.sh.

import EarshotModel
import EarshotParsing

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFlow(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let first = input.first else { return 0 }
    let stream = Array(input.dropFirst())
    var parser = FlowParser()
    var labels = LabelTable(capacity: 1000)
    // One to four datagrams, the second time with the templates of the first.
    let length = max(1, stream.count / (1 + Int(first & 3)))
    for _ in 0..<2 {
        var position = 0
        while position < stream.count {
            let end = min(position + length, stream.count)
            read(Array(stream[position..<end]), &parser, &labels)
            position = end
        }
    }
    FlowFile.forEachDatagram(input.span) { datagram in
        precondition(datagram.range.upperBound <= input.count && !datagram.range.isEmpty, "outside of the file")
    }
    _ = FlowFile.begins(input.span)
    return 0
}

private func read(_ datagram: [UInt8], _ parser: inout FlowParser, _ labels: inout LabelTable) {
    var batch = ParsedBatch()
    let before = parser.waiting
    let arrival = Ticks.unixEpoch + 1_790_000_000 * Ticks.perSecond
    parser.parse(
        datagram.span, from: IPAddress(v4: 1), LineContext(source: 1, arrival: arrival), labels: &labels, into: &batch)
    precondition(parser.waiting <= 1_024 && batch.syslog.isEmpty && batch.events.isEmpty)
    // A record takes a byte at least; what had waited comes on top.
    precondition(before > 0 || batch.sessions.count <= datagram.count, "more records than bytes")
    precondition(String(validating: batch.extra, as: UTF8.self) != nil, "extra is not UTF-8")
    precondition(String(validating: batch.text, as: UTF8.self) != nil, "text is not UTF-8")
    for session in batch.sessions {
        precondition(Int(session.extraStart) + Int(session.extraCount) <= batch.extra.count, "extra is outside")
        precondition(Int(session.valueStart) + Int(session.valueCount) <= batch.values.count, "values are outside")
        precondition(Ticks.from(unixSeconds: session.seconds, fraction: session.fraction) != nil, "no such time")
        precondition(session.length >= 0 && session.fraction >= 0, "a negative number")
    }
    precondition(ParsedJSON.texts(firstLine: 1, sessions: batch, labels: labels).count == batch.sessions.count)
}
