import EarshotModel
import Foundation

@testable import EarshotParsing

/// Bytes in network order, put together piece by piece.
struct FlowBytes {
    var bytes: [UInt8] = []

    init(_ parts: Part...) { add(parts) }

    enum Part {
        case u8(Int)
        case u16(Int)
        case u32(Int)
        case u64(UInt64)
        case address(String)
        case mac(UInt64)
        case raw([UInt8])
    }

    mutating func add(_ parts: [Part]) {
        for part in parts {
            switch part {
            case .u8(let value): number(UInt64(value), 1)
            case .u16(let value): number(UInt64(value), 2)
            case .u32(let value): number(UInt64(value), 4)
            case .u64(let value): number(value, 8)
            case .mac(let value): number(value, 6)
            case .raw(let value): bytes += value
            case .address(let text):
                guard let address = IPAddress(text) else { continue }
                if let v4 = address.v4 {
                    number(UInt64(v4), 4)
                } else {
                    number(UInt64(truncatingIfNeeded: address.bits >> 64), 8)
                    number(UInt64(truncatingIfNeeded: address.bits), 8)
                }
            }
        }
    }

    private mutating func number(_ value: UInt64, _ width: Int) {
        for index in (0..<width).reversed() { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(index * 8))) }
    }
}

/// Messages as exporters send them at `seconds`, an hour after they started.
enum FlowMessages {
    static let seconds = 1_790_086_300

    static func set(_ number: Int, _ content: [UInt8]) -> [UInt8] {
        FlowBytes(.u16(number), .u16(content.count + 4), .raw(content)).bytes
    }

    static func netflow9(sequence: Int = 1, domain: Int = 0, _ sets: [UInt8]...) -> [UInt8] {
        FlowBytes(
            .u16(9), .u16(sets.count), .u32(3_600_000), .u32(seconds), .u32(sequence), .u32(domain),
            .raw(Array(sets.joined()))
        ).bytes
    }

    static func ipfix(sequence: Int = 0, domain: Int = 0, _ sets: [UInt8]...) -> [UInt8] {
        let content = Array(sets.joined())
        return FlowBytes(
            .u16(10), .u16(content.count + 16), .u32(seconds), .u32(sequence), .u32(domain), .raw(content)
        ).bytes
    }

    /// A template's definition: elements and lengths; an enterprise number makes three of two.
    static func template(_ number: Int, _ fields: [(element: Int, length: Int, enterprise: Int?)]) -> [UInt8] {
        var bytes = FlowBytes(.u16(number), .u16(fields.count))
        for field in fields { bytes.add(specification(field)) }
        return bytes.bytes
    }

    static func template(_ number: Int, _ fields: [(Int, Int)]) -> [UInt8] {
        template(number, fields.map { ($0.0, $0.1, nil) })
    }

    private static func specification(_ field: (element: Int, length: Int, enterprise: Int?)) -> [FlowBytes.Part] {
        guard let enterprise = field.enterprise else { return [.u16(field.element), .u16(field.length)] }
        return [.u16(field.element | 0x8000), .u16(field.length), .u32(enterprise)]
    }

    /// Options of IPFIX: the first fields are scopes.
    static func options(_ number: Int, scopes: Int, _ fields: [(Int, Int)]) -> [UInt8] {
        var bytes = FlowBytes(.u16(number), .u16(fields.count), .u16(scopes))
        for field in fields { bytes.add([.u16(field.0), .u16(field.1)]) }
        return bytes.bytes
    }

    /// Options of NetFlow v9: the scope has numbers of its own.
    static func options9(_ number: Int, scope: (Int, Int), _ fields: [(Int, Int)]) -> [UInt8] {
        var bytes = FlowBytes(
            .u16(number), .u16(4), .u16(fields.count * 4), .u16(scope.0), .u16(scope.1))
        for field in fields { bytes.add([.u16(field.0), .u16(field.1)]) }
        return bytes.bytes
    }
}

/// A parser with what it has yielded.
struct FlowReading {
    var parser = FlowParser()
    var labels = LabelTable()
    var batch = ParsedBatch()
    /// Seconds since 1970 at which the next datagram arrives.
    var now: Int64 = ParsedLine.arrivalSeconds
    var exporter = IPAddress(v4: 0xc000_0201)

    init(_ datagrams: [UInt8]...) { for datagram in datagrams { read(datagram) } }

    mutating func read(_ datagram: [UInt8]) {
        let context = LineContext(source: 7, arrival: Ticks.unixEpoch + now * Ticks.perSecond)
        parser.parse(datagram.span, from: exporter, context, labels: &labels, into: &batch)
    }

    var counters: FlowCounters { parser.counters }
    var texts: [String] { ParsedJSON.texts(firstLine: 1, sessions: batch, labels: labels) }

    /// A session's fields as JSON, without what all have.
    func fields(_ index: Int = 0) -> String {
        guard index < texts.count, let start = texts[index].range(of: "\"fields\":") else { return "" }
        return String(texts[index][start.upperBound...].dropLast())
    }

    func problem(_ problem: FlowProblem) -> Int { counters.count(of: problem) }
}
