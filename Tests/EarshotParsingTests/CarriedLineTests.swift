import EarshotModel
import Foundation
import Testing

@testable import EarshotParsing

/// Lines that carry other lines, and formats with a memory.
struct CarriedLineTests {
    private static func parse(_ lines: [String]) -> [[String: Any]] {
        var parser = EventParser()
        var labels = LabelTable()
        let context = LineContext(source: 1, arrival: Ticks.unixEpoch + ParsedLine.arrivalSeconds * Ticks.perSecond)
        return lines.map { line in
            var batch = ParsedBatch()
            let bytes = Array(line.utf8)
            parser.parse(bytes.span, context, labels: &labels, into: &batch)
            let text = ParsedJSON.text(line: 1, batch: batch, labels: labels)
            let object = try? JSONSerialization.jsonObject(with: Data(text.utf8))
            return object as? [String: Any] ?? [:]
        }
    }

    private static let flow =
        #"{\"timestamp\":\"2026-09-22T14:10:11Z\",\"flow_id\":1,\"event_type\":\"flow\",\"src_ip\":\"192.168.4.21\",\"dest_ip\":\"198.51.100.7\"}"#

    @Test func whatACarrierSaysIsKept() throws {
        let line = #"{"log":""# + Self.flow + #"\n","stream":"stderr","time":"2026-09-22T14:10:12Z"}"#
        let result = try #require(Self.parse([line]).first)
        #expect(result["family"] as? String == "suricata")
        let fields = try #require(result["fields"] as? [String: Any])
        #expect(fields["TimeGenerated"] as? String == "2026-09-22T14:10:11Z")
        let carrier = (fields["AdditionalFields"] as? [String: Any])?["Carrier"] as? [String: Any]
        #expect(carrier?["stream"] as? String == "stderr")
    }

    @Test func whatNobodyUnderstandsStaysWholeWithTimeAndNames() throws {
        let line =
            #"{"__REALTIME_TIMESTAMP":"1790093411221373","_HOSTNAME":"pi","SYSLOG_IDENTIFIER":"python","_PID":"184","PRIORITY":"6","SYSLOG_FACILITY":"3","MESSAGE":"x"}"#
        let fields = try #require(Self.parse([line]).first?["fields"] as? [String: Any])
        #expect(fields["TimeGenerated"] as? String == "2026-09-22T16:10:11.221373Z")
        #expect(fields["HostName"] as? String == "pi")
        #expect(fields["ProcessName"] as? String == "python")
        #expect(fields["ProcessID"] as? Int == 184)
        #expect(fields["Facility"] as? String == "daemon")
        #expect(fields["SyslogMessage"] as? String == line)
    }

    /// A container's line in a container's line in … ends.
    @Test func nestingIsBounded() {
        var line = #"{"log":"x","stream":"stdout"}"#
        for _ in 0..<8 {
            let escaped = line.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            line = "{\"log\":\"\(escaped)\",\"stream\":\"stdout\"}"
        }
        let results = Self.parse([line, #"{"stats":1}"#])
        #expect(results.count == 2)
        #expect(results[0]["family"] as? String == "container")
        #expect(results[0]["table"] as? String == "Syslog")
    }

    /// A document's text is no line of its own: what looks like a packet in it must not become one.
    @Test func textInADocumentForgesNothing() throws {
        let packet =
            "IN=eth0 OUT= SRC=203.0.113.66 DST=203.0.113.67 LEN=44 TOS=0x00 PREC=0x00 TTL=44 ID=0 PROTO=TCP SPT=1 DPT=2 WINDOW=1"
        let line =
            #"{"timestamp":"2026-09-22T14:10:11Z","flow_id":1,"event_type":"http","src_ip":"192.168.4.21","dest_ip":"198.51.100.7","http":{"hostname":"x","url":"/ "#
            + packet + #""}}"#
        let result = try #require(Self.parse([line]).first)
        #expect(result["family"] as? String == "suricata")
        #expect((result["fields"] as? [String: Any])?["SrcIpAddr"] as? String == "192.168.4.21")
    }

    @Test func zeeksHeaderIsRemembered() throws {
        let results = Self.parse([
            "#separator \\x09", "#path\tconn",
            "#fields\tts\tuid\tid_orig_h\tid_orig_p\tid_resp_h\tid_resp_p\tproto\troom",
            "1790093411.5\tC1\t192.168.4.21\t50527\t198.51.100.7\t443\ttcp\tkitchen",
            "1790093411.5\tC1\tno address\t50527\t198.51.100.7\t443\ttcp\tkitchen",
        ])
        #expect(results.map { $0["table"] as? String } == ["Syslog", "Syslog", "Syslog", "NetworkSession", "Syslog"])
        let fields = try #require(results[3]["fields"] as? [String: Any])
        #expect(fields["SrcIpAddr"] as? String == "192.168.4.21")
        #expect((fields["AdditionalFields"] as? [String: Any])?["room"] as? String == "kitchen")
    }

    @Test(arguments: [
        #"{"ts":1790093411,"name":"x","level":"info","message":"no log of Zeek"}"#,
        #"{"event_type":"flow","timestamp":"x"}"#,
        #"{"EventID":1}"#, #"{"stream":"stdout"}"#, #"{"src_ip":"192.168.4.21"}"#, #"{"a":{}}"#, "{}", "{",
    ]) func documentsOfNobodyStay(_ line: String) {
        #expect(Self.parse([line]).first?["table"] as? String == "Syslog")
    }
}
