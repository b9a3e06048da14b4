import Foundation
import Testing
import Yams

/// `cases/<name>.yaml` of a rule: log lines, spelled out or described, and what the rule must find in them.
struct RuleCase: Decodable {
    var now: String
    var events: [Event]
    /// Titles of the findings, in any order; none: it must be quiet.
    var expect: [String]

    struct Event: Decodable {
        /// A line as it arrives; `{time}` and `{n}` are filled in.
        var line: String?
        /// `192.168.50.26 > 203.0.113.9:23/tcp`: becomes a line of a Linux firewall.
        var session: String?
        /// `drop` or `accept` (the default).
        var action: String?
        var source: Int?
        var flags: String?
        /// Before now: `2h`.
        var ago: String
        var times: Int?
        var every: String?
        /// What counts up: `port`, `host`, or nothing.
        var vary: String?
    }

    static func read(_ file: String) throws -> RuleCase {
        try YAMLDecoder().decode(RuleCase.self, from: Data(contentsOf: URL(filePath: file)))
    }

    var end: Int64 { Int64((try? Date(now, strategy: .iso8601))?.timeIntervalSince1970 ?? 0) }

    /// In the order of time.
    func lines() throws -> [String] {
        var timed: [(Int64, String)] = []
        for event in events {
            let start = end - (try Self.seconds(event.ago))
            let step = try Self.seconds(event.every ?? "1s")
            for index in 0..<(event.times ?? 1) {
                let moment = start + Int64(index) * step
                guard moment <= end else { continue }
                timed.append((moment, try event.text(index, at: moment)))
            }
        }
        return timed.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element.1)
    }

    private static func seconds(_ text: String) throws -> Int64 {
        let unit: Int64 = ["s": 1, "m": 60, "h": 3600, "d": 86_400][String(text.suffix(1))] ?? 1
        return unit * (try #require(Int64(text.dropLast()), "\(text)"))
    }
}

extension RuleCase.Event {
    func text(_ index: Int, at moment: Int64) throws -> String {
        let time = Date(timeIntervalSince1970: Double(moment)).formatted(.iso8601)
        if let line {
            return line.replacing("{time}", with: time).replacing("{n}", with: String(index))
                .replacing("{word}", with: Self.word(index))
        }
        return "<12>\(time) router kernel: \(try packet(index))"
    }

    /// Letters and digits without meaning, other ones for each number.
    private static func word(_ number: Int) -> String {
        var state = UInt64(number) &* 0x9e37_79b9_7f4a_7c15 ^ 0xd1b5_4a32_d192_ed03
        return String(
            (0..<16).map { _ -> Character in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let letters = Array("qxzvkjwbcdfghmnp0123456789")
                return letters[Int((state >> 33) % UInt64(letters.count))]
            })
    }

    private func packet(_ index: Int) throws -> String {
        let parts = try #require(session).split(separator: " ").map(String.init)
        var target = parts[2].split(separator: "/")[0].split(separator: ":").map(String.init)
        let transport = parts[2].split(separator: "/")[1].uppercased()
        if vary == "port" { target[1] = String((Int(target[1]) ?? 0) + index) }
        if vary == "host" { target[0] = Self.address(target[0], plus: index) }
        let isInbound = !parts[0].hasPrefix("192.168.")
        let last = Int(parts[0].split(separator: ".").last ?? "1") ?? 1
        let device = String(format: "00:1d:63:00:00:%02x", last % 256)
        let mac = isInbound ? "04:42:1a:cd:5a:00:40:b4:f0:e0:5e:af:08:00" : "04:42:1a:cd:5a:01:\(device):08:00"
        let interfaces = isInbound ? "IN=eth0 OUT=" : "IN=br0 OUT=\(target[0].hasPrefix("192.168.") ? "br0" : "eth0")"
        let ports = "SPT=\(source ?? 40_000 + index % 20_000) DPT=\(target[1])"
        let tail = transport == "TCP" ? "SEQ=1 ACK=0 WINDOW=1024 RES=0x00 \(flags ?? "SYN") URGP=0" : "LEN=40"
        return "\((action ?? "accept").uppercased()) \(interfaces) MAC=\(mac) SRC=\(parts[0]) DST=\(target[0]) LEN=60 "
            + "TOS=0x00 PREC=0x00 TTL=60 ID=0 DF PROTO=\(transport) \(ports) \(tail)"
    }

    private static func address(_ text: String, plus index: Int) -> String {
        let parts = text.split(separator: ".").compactMap { Int($0) }
        guard parts.count == 4 else { return text }
        let number = parts.reduce(0) { $0 << 8 | $1 } + index
        return [24, 16, 8, 0].map { String(number >> $0 & 255) }.joined(separator: ".")
    }
}
