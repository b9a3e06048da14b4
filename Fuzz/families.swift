// A line behind the beginning of each dialect, so that its grammar is reached at once: one record, text that is UTF-8, and
// JSON of which every quotation mark and bracket is closed.
// Built and run by Scripts/fuzz.sh.

import EarshotModel
import EarshotParsing

nonisolated(unsafe) private var parser = EventParser()

/// JSON documents, XML, CEF and LEEF, pairs in every spelling, columns, sentences.
private let beginnings: [String] = [
    "", "{", "{\"event_type\":\"alert\",", "{\"MESSAGE\":\"", "{\"@timestamp\":\"2026-01-01T00:00:00Z\",",
    "{\"LogType\":\"TRAFFIC\",\"ConfigVersion\":\"10.2\",\"Subtype\":\"end\",",
    "{\"EventID\":4624,\"Channel\":\"Security\",",
    "<Event xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\"><System>", "CEF:0|v|p|1|c|n|5|",
    "CEF:0|", "LEEF:2.0|v|p|1|c|^|", "LEEF:1.0|v|p|1|c|", "1.0|v|p|1|c|a=b#011",
    "date=2026-01-01 time=00:00:00 devid=\"x\" logid=\"1\" type=\"traffic\" level=\"notice\" ",
    "date=2026-01-01,time=00:00:00,devid=\"x\",logid=\"1\",type=\"traffic\",level=\"notice\",",
    "device=\"SFW\" log_id=1 log_type=\"Firewall\" device_name=\"x\" ",
    "id=firewall time=\"2026-01-01 00:00:00\" fw=\"x\" ",
    "id=1 event=conn_open [conn connsrcip=",
    "<13>1 2026-01-01T00:00:00Z h CheckPoint 1 - [action:\"Accept\"; loguid:\"1\"; ",
    "<14>1 2026-01-01T00:00:00Z h RT_FLOW - RT_FLOW_SESSION_CREATE [junos@2636.1.1.1.2.129 ", "Info     host ",
    "<12>Feb 12 15:10:41 h h/box_Firewall_Activity:  Info h Block: ",
    "1,2026/01/01 00:00:00,1,TRAFFIC,end,1,2026/01/01 00:00:00,",
    "1,2026/01/01 00:00:00,1,SYSTEM,auth,1,2026/01/01 00:00:00,,x,y,0,0,general,low,\"", "%ASA-6-302013: ",
    "%ASA-4-199999: from ", "%FTD-6-430003: ", "%SEC-6-IPACCESSLOGP: ", "msg_id=\"3000-0148\" Deny ", "msg_id=\"1\" ",
    "firewall,info x forward: in:a out:b, ", "1 1647477796.381818586 MX84 flows ", "%%01A/6/B(l):", "#NOTIFY# ",
    "2026-01-01 00:00:00 c Controller - - - ", "src=\"192.0.2.1:1\" dst=\"", "11.06.26 09:59:11 ",
    "[LAN access from remote] ",
    "2026-04-11 08:05:58 OPEN ", "2026/09/27 23:41:52.854953,0.000450,udp,", "type=SYSCALL msg=audit(1.1:1): ",
    "Sep 19 13:15:55 h sshd[1]: ", "Sep 19 13:15:55 h dnsmasq[1]: ", "Sep 19 13:15:55 h dhcpd: ",
    "Sep 19 13:15:55 h filterlog: ",
    "#fields\tts\tuid\t", "10.0.0.1 - - [08/Dec/2026:09:16:05 +0000] \"", "<13>Jan  1 00:00:00 h named[1]: ",
]

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFamilies(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let fuzz = Array(UnsafeBufferPointer(start: start, count: count))
    guard let first = fuzz.first else { return 0 }
    let line = Array(beginnings[Int(first) % beginnings.count].utf8) + fuzz.dropFirst()
    var labels = LabelTable(capacity: 200)
    var batch = ParsedBatch()
    let context = LineContext(source: 1, arrival: Ticks.unixEpoch + 1_790_000_000 * Ticks.perSecond)
    parser.parse(line.span, context, labels: &labels, into: &batch)
    precondition(batch.count == 1, "not exactly one record")
    precondition(String(validating: batch.text, as: UTF8.self) != nil, "text is not UTF-8")
    precondition(String(validating: batch.extra, as: UTF8.self) != nil, "extra is not UTF-8")
    for value in batch.values where value.field.kind.isText {
        precondition(value.text.upperBound <= batch.text.count, "a value lies outside of the text")
    }
    let json = Array(ParsedJSON.text(line: 1, batch: batch, labels: labels).utf8)
    precondition(isBalanced(json), "the result is not a JSON object")
    return 0
}

/// Every bracket and quotation mark is closed, in order.
private func isBalanced(_ bytes: [UInt8]) -> Bool {
    var open: [UInt8] = []
    var isText = false
    var isEscaped = false
    for byte in bytes {
        if isText {
            precondition(byte >= 32, "a control character in a JSON text")
            if isEscaped {
                isEscaped = false
            } else if byte == 92 {
                isEscaped = true
            } else if byte == 34 {
                isText = false
            }
            continue
        }
        switch byte {
        case 34: isText = true
        case 123, 91: open.append(byte)
        case 125: if open.popLast() != 123 { return false }
        case 93: if open.popLast() != 91 { return false }
        default: break
        }
    }
    return open.isEmpty && !isText && bytes.first == 123
}
