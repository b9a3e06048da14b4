// A stream cut into chunks must give the same messages as the whole stream, and every message stays within the bound.
// Built and run by Scripts/fuzz.sh.

import EarshotParsing

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFraming(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let first = input.first else { return 0 }
    let stream = Array(input.dropFirst())
    let maximum = 1 + Int(first & 15) * 5
    let whole = messages(stream, chunk: max(stream.count, 1), maximum: maximum)
    let parts = messages(stream, chunk: 1 + Int(first >> 4), maximum: maximum)
    precondition(whole == parts, "chunks change the messages")
    precondition(whole.allSatisfy { !$0.isEmpty && $0.count <= maximum }, "a message is empty or too long")
    return 0
}

private func messages(_ stream: [UInt8], chunk: Int, maximum: Int) -> [[UInt8]] {
    var framer = SyslogFramer(maximumMessageLength: maximum)
    var result: [[UInt8]] = []
    var index = 0
    while index < stream.count {
        let part = Array(stream[index..<min(index + chunk, stream.count)])
        framer.append(part.span)
        while let message = framer.next() { result.append(copy(framer.bytes(of: message))) }
        index += chunk
    }
    while let message = framer.finish() { result.append(copy(framer.bytes(of: message))) }
    return result
}

private func copy(_ span: Span<UInt8>) -> [UInt8] { span.indices.map { span[$0] } }
