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

/// A strict reader of what we write: objects, arrays, strings, numbers, true.
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
    case 116:
        position += 4
        return position <= bytes.count && bytes[(position - 4)..<position].elementsEqual("true".utf8)
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

private func readNumber(_ bytes: [UInt8], _ position: inout Int) -> Bool {
    let start = position
    if position < bytes.count, bytes[position] == 45 { position += 1 }
    while position < bytes.count, bytes[position] &- 48 < 10 { position += 1 }
    return position > start && !(bytes[start] == 48 && position > start + 1)
}
