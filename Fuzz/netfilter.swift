// A line around a packet: one record, and JSON that is JSON.
// Built and run by Scripts/fuzz.sh.

import EarshotModel
import EarshotParsing

nonisolated(unsafe) private var parser = EventParser()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzNetfilter(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let fuzz = Array(UnsafeBufferPointer(start: start, count: count))
    // The bytes alone, and behind the beginning of a packet, so that the grammar is reached at once.
    for prefix in ["", "<4>Sep 19 13:15:55 gw kernel: DROP IN=a OUT=b SRC=192.0.2.1 DST=192.0.2.2 "] {
        let line = Array(prefix.utf8) + fuzz
        var labels = LabelTable(capacity: 100)
        var batch = ParsedBatch()
        parser.parse(line.span, LineContext(source: 1, arrival: Ticks.unixEpoch), labels: &labels, into: &batch)
        precondition(batch.count == 1, "not exactly one record")
        // The first family is the packet filter's; what others make of a line is not looked at here.
        guard let session = batch.sessions.first, session.family == 0 else {
            precondition(
                batch.syslog.isEmpty || batch.extra.isEmpty, "a line that was given back left something behind")
            continue
        }
        precondition(
            Int(session.extraStart) + Int(session.extraCount) == batch.extra.count, "extra is not the record's")
        if session.extraCount > 0 { precondition(isObject(batch.extra), "extra is not a JSON object") }
        let text = Array(ParsedJSON.text(line: 1, batch: batch, labels: labels).utf8)
        precondition(isObject(text), "the result is not a JSON object")
    }
    return 0
}

/// A strict reader of JSON (RFC 8259): what carried a line may have any value in it.
private func isObject(_ bytes: [UInt8]) -> Bool {
    guard String(validating: bytes, as: UTF8.self) != nil else { return false }
    var position = 0
    return bytes.first == 123 && readValue(bytes, &position) && position == bytes.count
}

private func readValue(_ bytes: [UInt8], _ position: inout Int) -> Bool {
    guard position < bytes.count else { return false }
    switch bytes[position] {
    case 123: return readList(bytes, &position, close: 125, isObject: true)
    case 91: return readList(bytes, &position, close: 93, isObject: false)
    case 34: return readString(bytes, &position)
    case 116: return readWord("true", bytes, &position)
    case 102: return readWord("false", bytes, &position)
    case 110: return readWord("null", bytes, &position)
    default: return readNumber(bytes, &position)
    }
}

private func readList(_ bytes: [UInt8], _ position: inout Int, close: UInt8, isObject: Bool) -> Bool {
    position += 1
    if position < bytes.count, bytes[position] == close {
        position += 1
        return true
    }
    while true {
        if isObject {
            guard readString(bytes, &position), position < bytes.count, bytes[position] == 58 else { return false }
            position += 1
        }
        guard readValue(bytes, &position), position < bytes.count else { return false }
        position += 1
        if bytes[position - 1] == close { return true }
        guard bytes[position - 1] == 44 else { return false }
    }
}

private func readString(_ bytes: [UInt8], _ position: inout Int) -> Bool {
    guard position < bytes.count, bytes[position] == 34 else { return false }
    position += 1
    while position < bytes.count {
        switch bytes[position] {
        case 34:
            position += 1
            return true
        case 92: position += 2
        case 0..<32: return false
        default: position += 1
        }
    }
    return false
}

private func readWord(_ word: String, _ bytes: [UInt8], _ position: inout Int) -> Bool {
    let end = position + word.utf8.count
    guard end <= bytes.count, bytes[position..<end].elementsEqual(word.utf8) else { return false }
    position = end
    return true
}

private func readNumber(_ bytes: [UInt8], _ position: inout Int) -> Bool {
    if position < bytes.count, bytes[position] == 45 { position += 1 }
    let start = position
    guard readDigits(bytes, &position), bytes[start] != 48 || position == start + 1 else { return false }
    if position < bytes.count, bytes[position] == 46 {
        position += 1
        guard readDigits(bytes, &position) else { return false }
    }
    guard position < bytes.count, bytes[position] | 32 == 101 else { return true }
    position += 1
    if position < bytes.count, bytes[position] == 43 || bytes[position] == 45 { position += 1 }
    return readDigits(bytes, &position)
}

private func readDigits(_ bytes: [UInt8], _ position: inout Int) -> Bool {
    let start = position
    while position < bytes.count, bytes[position] &- 48 < 10 { position += 1 }
    return position > start
}
