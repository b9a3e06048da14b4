// Any lines have shapes, and what is proposed for a shape is a format that compiles and reads its samples.
// Built and run by Scripts/fuzz.sh.

import EarshotModel
import EarshotParsing

nonisolated(unsafe) private var labels = LabelTable()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzShapes(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    var board = ShapeBoard()
    var parser = EventParser()
    let context = LineContext(source: 1, arrival: Ticks.unixEpoch)
    for line in Array(UnsafeBufferPointer(start: start, count: count)).split(separator: 10, maxSplits: 20) {
        var batch = ParsedBatch()
        parser.parse(Array(line).span, context, labels: &labels, into: &batch)
        board.add(Array(line), batch: batch, labels: labels, source: "fuzz")
    }
    for group in board.report(limit: 100).groups {
        do { _ = try OwnFormat("fuzz", group.proposal, origin: "") } catch {
            preconditionFailure("\(group.shape): \(error)")
        }
    }
    return 0
}
