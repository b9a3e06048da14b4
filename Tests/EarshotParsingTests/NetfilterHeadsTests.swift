import EarshotModel
import Foundation
import Testing

@testable import EarshotParsing

/// A parser that has seen a line's head before says the same as one that has not.
struct NetfilterHeadsTests {
    private static let packet =
        "IN=eth0 OUT= MAC= SRC=198.51.100.7 DST=203.0.113.9 LEN=40 TOS=0x00 PREC=0x00 TTL=44 ID=7 PROTO=TCP SPT=1 DPT=2"

    /// Each line as it is, without priority, with another one, without time, and cut, each of them twice.
    private static func variants(_ line: String) -> [String] {
        let bare = line.first == "<" ? String(line.drop { $0 != ">" }.dropFirst()) : line
        let all = [
            line, bare, "<12>" + bare, "<165>1 2025-09-19T13:15:55Z gw - - - - " + bare, String(bare.dropFirst(16)),
        ]
        return (all + all.map { String($0.prefix($0.count * 2 / 3)) }).flatMap { [$0, $0] }
    }

    private static func fixtures() throws -> [String] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../Fixtures/logs/netfilter")
        let cases = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try cases.flatMap { folder in
            String(decoding: try Data(contentsOf: folder.appending(path: "input.log")), as: UTF8.self)
                .split(separator: "\n").map(String.init)
        }
    }

    private static func compare(_ lines: [String]) {
        var parser = EventParser()
        var labels = LabelTable()
        let arrival = Ticks.unixEpoch + ParsedLine.arrivalSeconds * Ticks.perSecond
        for (index, line) in lines.enumerated() {
            var batch = ParsedBatch()
            var context = LineContext(source: 7, arrival: arrival)
            // Each line has a stream of its own: the family of a stream's last line is asked first.
            context.stream = Int32(index + 1)
            parser.parse(Array(line.utf8).span, context, labels: &labels, into: &batch)
            let fresh = ParsedLine(line)
            #expect(
                ParsedJSON.text(line: 1, batch: batch, labels: labels)
                    == ParsedJSON.text(line: 1, batch: fresh.batch, labels: fresh.labels), "\(line)")
        }
    }

    @Test func everyDialect() throws {
        let lines = try Self.fixtures()
        #expect(lines.count > 30)
        Self.compare(lines.flatMap(Self.variants))
    }

    @Test func headsThatDifferLittle() {
        let heads = [
            "gw kernel: DROP ", "gw kernel: DROP  ", "gw kernel: DROQ ", "gx kernel: DROP ",
            "gw kern.warn kernel: DROP ",
            "kernel: DROP ", "gw DROP ", "gw kernel: [12.5] DROP ", "gw kernel: [13.5] DROP ", "gw kernel: ",
            "gw kernel: DROP IN= foo ", "gw sshd[7]: DROP ", "gw kernel: DROP",
        ]
        let lines = heads.flatMap { Self.variants("<4>Sep 19 13:15:55 " + $0 + Self.packet) }
        Self.compare(lines + lines.reversed())
    }

    @Test func linksThatDifferLittle() {
        let tail = "SRC=192.168.1.7 DST=203.0.113.9 LEN=40 TOS=0x00 PREC=0x00 TTL=44 ID=7 PROTO=TCP SPT=1 DPT=2"
        let mac = "04:42:1a:cd:5a:00:ae:39:1a:67:9e:8f:08:00"
        let links = [
            "IN=br0 OUT=eth0 MAC=\(mac) ", "IN=br0 OUT=eth1 MAC=\(mac) ", "IN=br1 OUT=eth0 MAC=\(mac) ",
            "IN=br0 OUT= MAC=\(mac) ", "IN= OUT=eth0 MAC=\(mac) ", "IN=br0 OUT=eth0  MAC=\(mac) ",
            "IN=br0 OUT=eth0 MAC=04:42:1a:cd:5a:00:ae:39:1a:67:9e:8e:08:00 ",
            "IN=br0 OUT=eth0 MAC=04:42:1a:cd:5a:01:ae:39:1a:67:9e:8f:08:00 ",
            "IN=br0 OUT=eth0 MAC=04:42:1a:cd:5a:00:ae:39:1a:67:9e:8f:86:dd ",
            "IN=br0 OUT=eth0 MAC=04:42:1a:cd:5a:00:ae:39:1a:67:9e:8f:08:00:45:00 ",
            "IN=br0 OUT=eth0 MAC=04:42:1a:cd:5a:00:ae:39:1a:67:9e:8g:08:00 ", "IN=br0 OUT=eth0 MAC= ",
            "IN=br0 OUT=eth0 PHYSIN=eth2 MAC=\(mac) ", "IN=br0 IN=br1 OUT=eth0 MAC=\(mac) ",
            "IN=br0 OUT=eth0 MAC=\(mac) MAC=\(mac) ", "IN=br0\tOUT=eth0 MAC=\(mac) ",
            "IN=a-name-of-forty-characters-for-a-bridge1 OUT=eth0 MAC=\(mac) ",
        ]
        let lines = links.flatMap { Self.variants("<4>Sep 19 13:15:55 gw kernel: OUT_CONN " + $0 + tail) }
        Self.compare(lines + lines.reversed() + lines)
    }
}
