import EarshotModel
import Foundation
import NIOCore

/// One server-sent event (WHATWG HTML §9.2).
enum LiveEvent: Sendable {
    case rows(LiveRows)
    case status(ServerStatus)
    /// A comment, so that proxies and the client see that the line is alive.
    case keepAlive

    var bytes: ByteBuffer {
        get throws {
            switch self {
            case .rows(let rows): ByteBuffer(bytes: Self.bytes(rows))
            case .status(let status): try Self.bytes(status)
            case .keepAlive: ByteBuffer(string: ": keep-alive\n\n")
            }
        }
    }

    private static func bytes(_ status: ServerStatus) throws -> ByteBuffer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        var buffer = ByteBuffer(string: "event: status\ndata: ")
        buffer.writeBytes(try encoder.encode(status))
        buffer.writeString("\n\n")
        return buffer
    }

    private static func bytes(_ rows: LiveRows) -> [UInt8] {
        var bytes = Array("event: rows\ndata: {\"table\":".utf8)
        JSONText.append(rows.table, to: &bytes)
        bytes.append(contentsOf: #","columns":["#.utf8)
        for (index, column) in rows.columns.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            JSONText.append(column, to: &bytes)
        }
        bytes.append(contentsOf: #"],"rows":["#.utf8)
        for (index, row) in rows.rows.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(contentsOf: row.utf8)
        }
        bytes.append(contentsOf: "],\"skipped\":\(rows.skipped)}\n\n".utf8)
        return bytes
    }
}
