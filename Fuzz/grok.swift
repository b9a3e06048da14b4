// Any text is a Grok pattern or an error that says what to do; and whatever it fits, a line becomes exactly one record.
// The first line of the input is the pattern, the others are log lines. Built and run by Scripts/fuzz.sh.

import EarshotModel
import EarshotParsing

nonisolated(unsafe) private var labels = LabelTable()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzGrok(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let parts = Array(UnsafeBufferPointer(start: start, count: count)).split(separator: 10, maxSplits: 20)
    guard let first = parts.first else { return 0 }
    let pattern = String(decoding: first, as: UTF8.self)
    let node = FormatNode.map([.init("pattern", .text(pattern)), .init("table", .text("NetworkSession"))])
    do {
        var configuration = ParserConfiguration()
        configuration.formats = OwnFormats([try OwnFormat("fuzz", node, origin: "")])
        var parser = EventParser(configuration: configuration)
        var batch = ParsedBatch()
        let context = LineContext(source: 1, arrival: Ticks.unixEpoch)
        for line in parts.dropFirst() { parser.parse(Array(line).span, context, labels: &labels, into: &batch) }
        precondition(batch.count == parts.count - 1, "a line is lost or doubled")
    } catch let error as FormatError {
        precondition(!error.problem.isEmpty && !error.remedy.isEmpty, "an error without a word")
    } catch {
        preconditionFailure("an error of another kind: \(error)")
    }
    return 0
}
