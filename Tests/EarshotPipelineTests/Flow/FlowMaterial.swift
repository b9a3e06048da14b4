import EarshotModel
import Foundation

/// NetFlow v9 messages of flows from 192.168.1.10, and captures of them.
enum FlowMaterial {
    private static func bytes(_ numbers: [(value: Int, width: Int)]) -> [UInt8] {
        numbers.flatMap { value, width in
            (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
        }
    }

    private static func message(_ sequence: Int, _ set: [UInt8]) -> [UInt8] {
        bytes([(9, 2), (1, 2), (1_000, 4), (1_790_000_000, 4), (sequence, 4), (0, 4)]) + set
    }

    /// Addresses, destination port, protocol, bytes; 15 bytes a record.
    static let template = message(
        0,
        bytes([
            (0, 2), (28, 2), (256, 2), (5, 2), (8, 2), (4, 2), (12, 2), (4, 2), (11, 2), (2, 2), (4, 2), (1, 2), (1, 2),
            (4, 2),
        ]))

    /// One flow to port `number`.
    static func data(_ number: Int) -> [UInt8] {
        message(
            number,
            bytes([(256, 2), (20, 2), (0xc0a8_010a, 4), (0x2d00_0001, 4), (number, 2), (6, 1), (1_000, 4), (0, 1)]))
    }

    /// A capture of raw IP packets from 192.0.2.7.
    static func capture(_ payloads: [[UInt8]]) -> Data {
        var file = bytes([(0xa1b2_c3d4, 4), (2, 2), (4, 2), (0, 4), (0, 4), (65_535, 4), (101, 4)])
        for payload in payloads {
            let length = payload.count + 28
            file += bytes([(1_790_000_000, 4), (0, 4), (length, 4), (length, 4)])
            file += bytes([(0x45, 1), (0, 1), (length, 2), (0, 4), (64, 1), (17, 1), (0, 2)])
            file += bytes([(0xc000_0207, 4), (0xc000_0208, 4), (4_000, 2), (2_055, 2), (payload.count + 8, 2), (0, 2)])
            file += payload
        }
        return Data(file)
    }

    static func chunk(_ payloads: [[UInt8]]) -> RawChunk {
        var chunk = RawChunk(
            source: SourceAddress(.netflow, "192.0.2.7"), arrival: Ticks.unixEpoch + 1_790_000_000 * Ticks.perSecond)
        for payload in payloads {
            chunk.bytes += payload
            chunk.ends.append(UInt32(chunk.bytes.count))
        }
        return chunk
    }
}
