import EarshotModel
import Foundation
import Testing

@testable import EarshotParsing

/// The rules that matter, one by one; whole lines of every dialect are in `Fixtures/logs/netfilter`.
struct NetfilterTests {
    static let tcp =
        "<12>Sep 19 13:15:55 gw kernel: DROP IN=eth0 OUT= MAC=04:42:1a:cd:5a:00:40:b4:f0:e0:5e:af:08:00 "
        + "SRC=198.51.100.137 DST=203.0.113.218 LEN=44 TOS=0x00 PREC=0x00 TTL=44 ID=7 DF PROTO=TCP SPT=47436 DPT=9704 "
        + "SEQ=1226283879 ACK=0 WINDOW=1024 RES=0x00 SYN URGP=0 OPT (02040584) MARK=0x8000000"
    static let udp =
        "<14>Sep 19 13:13:16 gw kernel: OUT_CONN IN=br0 OUT=eth0 SRC=192.168.50.6 DST=198.51.100.49 LEN=1228 "
        + "TOS=0x02 PREC=0x00 TTL=63 ID=0 DF PROTO=UDP SPT=58473 DPT=443 LEN=1208"

    @Test func everyFieldOfATCPLine() throws {
        let parsed = ParsedLine(Self.tcp)
        let record = try #require(parsed.session)
        #expect(parsed.time == "2026-09-19T13:15:55Z")
        #expect(record.received == ParsedLine.arrivalSeconds && record.source == 7)
        #expect(parsed.host == "gw" && parsed.rule == "DROP" && record.action == .drop && record.priority == 12)
        #expect(record.sourceAddress.description == "198.51.100.137")
        #expect(record.destinationAddress.description == "203.0.113.218")
        #expect(record.sourcePort == 47436 && record.destinationPort == 9704 && record.networkProtocol == 6)
        #expect(record.sourceMAC == 0x40b4_f0e0_5eaf && record.destinationMAC == 0x0442_1acd_5a00)
        #expect(parsed.labels[record.inboundInterface] == "eth0" && record.outboundInterface == 0)
        #expect(record.length == 44 && record.ttl == 44 && record.tos == 0 && record.ipIdentification == 7)
        #expect(record.ipFlags == .dontFragment && record.tcpFlags == .syn && record.tcpWindow == 1024)
        #expect(record.tcpSequence == 1_226_283_879 && record.tcpAcknowledgment == 0 && record.mark == 0x800_0000)
        #expect(record.present.isSuperset(of: [.mark, .tcpAcknowledgment, .tcpFlags, .tos, .ipIdentification]))
        #expect(parsed.extra == #"{"OPT":"02040584"}"#)
    }

    @Test func aUDPLineNeedsNoExtra() {
        let parsed = ParsedLine(Self.udp)
        #expect(parsed.session?.action == .allow && parsed.session?.length == 1228)
        #expect(parsed.extra == "")
        #expect(ParsedLine(Self.udp.replacing("LEN=1208", with: "LEN=1200")).extra == #"{"UDPLEN":1200}"#)
    }

    /// A cut anywhere gives the fields that are whole, in valid JSON, and never a wrong address.
    @Test func cutAtEveryByte() throws {
        for line in [Self.tcp, Self.udp] {
            let bytes = Array(line.utf8)
            for end in 0..<bytes.count {
                let parsed = ParsedLine(Array(bytes[..<end]))
                #expect(parsed.batch.count == 1)
                try isJSON(parsed.extra)
                for key in [#""DP":"#, #""SP":"#, #""PROT":"#, #""SR":"#, #""WINDO":"#, #""T":"#, #""PROTO":"#] {
                    #expect(!parsed.extra.contains(key), "\(parsed.extra)")
                }
            }
            for start in 0..<bytes.count {
                let parsed = ParsedLine(Array(bytes[start...]))
                #expect(parsed.batch.count == 1)
                try isJSON(parsed.extra)
            }
        }
    }

    private func isJSON(_ text: String) throws {
        guard !text.isEmpty else { return }
        #expect(throws: Never.self, "\(text)") { try JSONSerialization.jsonObject(with: Data(text.utf8)) }
    }

    @Test(arguments: [
        ("SPT=99999", UnparsedReason.impossibleValue), ("SPT=-1", .impossibleValue), ("SPT=65535", nil),
        ("SPT=12a", .impossibleValue),
    ]) func ports(_ port: String, reason: UnparsedReason?) {
        #expect(ParsedLine(Self.tcp.replacing("SPT=47436", with: port)).syslog?.reason == reason)
    }

    @Test(arguments: ["300.1.2.3", "1.2.3", "1.2.3.4.5", "1.2.3.04a", "2001:db8::g", ":1::2", "host"])
    func addresses(_ address: String) {
        let parsed = ParsedLine(Self.tcp.replacing("198.51.100.137", with: address))
        #expect(parsed.syslog?.reason == .impossibleValue)
        #expect(parsed.batch.extra.isEmpty)
        #expect(parsed.text.hasPrefix("<12>Sep 19"))
    }

    @Test func valuesThatDoNotFitStayAsText() {
        let parsed = ParsedLine(Self.udp.replacing("TTL=63", with: "TTL=630").replacing("ID=0", with: "ID=x7"))
        #expect(parsed.extra == #"{"TTL":630,"ID":"x7"}"#)
        #expect(parsed.session?.present.contains(.ttl) == false)
    }

    @Test func theFirstOccurrenceWins() {
        let parsed = ParsedLine(Self.udp + " SRC=1.2.3.4 DPT=1 TTL=2")
        #expect(parsed.session?.sourceAddress.description == "192.168.50.6")
        #expect(parsed.session?.destinationPort == 443 && parsed.session?.ttl == 63)
    }

    @Test func textInSomebodyElsesMessageIsNoPacket() {
        let packet = "IN=eth0 OUT= SRC=1.2.3.4 DST=5.6.7.8 LEN=40 PROTO=TCP SPT=1 DPT=2"
        #expect(ParsedLine("Sep 19 13:15:55 web sshd[8]: Invalid user \(packet)").session == nil)
        #expect(ParsedLine("{\"message\":\"\(packet)\"}").session == nil)
        #expect(ParsedLine(String(repeating: "x", count: 130) + " " + packet).session == nil)
        #expect(ParsedLine("Sep 19 13:15:55 gw ulogd[8]: DROP \(packet)").session != nil)
    }

    @Test func aLineFullOfKeysIsBounded() throws {
        var line = Self.udp
        for index in 0..<5000 { line += " k\(index)=v" }
        let parsed = ParsedLine(line)
        try isJSON(parsed.extra)
        #expect(parsed.extra.contains("\"REST\":\"k256=v k257=v"))
    }

    @Test func bytesThatAreNotText() throws {
        let bytes = Array(Self.udp.replacing("br0", with: "br?").utf8).map { $0 == 63 ? 0xe9 : $0 }
        let parsed = ParsedLine(bytes + [32, 88, 61, 0xff, 34, 92, 1])
        #expect(parsed.labels[parsed.session?.inboundInterface ?? 0] == "br\u{fffd}")
        #expect(parsed.extra == #"{"X":"\#u{fffd}\"\\"}"#)
    }

    @Test func keysSpellTheirNames() {
        for key in NetfilterKey.allCases {
            let packed = "\(key)".uppercased().utf8.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            #expect(key.rawValue == packed, "\(key)")
        }
        let tail = "COMPLETE".utf8.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        #expect(NetfilterKey.incompleteTail == tail)
    }
}
