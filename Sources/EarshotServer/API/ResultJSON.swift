import EarshotModel
import EarshotQuery
import Hummingbird
import HummingbirdCore
import NIOCore

/// A query's result as JSON, piece by piece: a large result is never in memory a second time as text.
///
///     {"columns":[{"name","type"}],"rows":[[…],…],"statistics":{…},"visualization":{…}|null}
struct ResultJSON: Sendable {
    /// Pieces are this large or a little larger.
    static let pieceBytes = 64 * 1024

    private let result: QueryResult
    private var row = 0
    private var isFinished = false

    init(_ result: QueryResult) { self.result = result }

    var body: ResponseBody {
        ResponseBody { [self] writer in
            var pieces = self
            while let piece = pieces.next() { try await writer.write(piece) }
            try await writer.finish(nil)
        }
    }

    /// The next bytes, or nil after the last.
    mutating func next() -> ByteBuffer? {
        if isFinished { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.pieceBytes + 4096)
        if row == 0 { appendHead(to: &bytes) }
        while row < result.rows.count, bytes.count < Self.pieceBytes {
            if row > 0 { bytes.append(UInt8(ascii: ",")) }
            append(result.rows[row], to: &bytes)
            row += 1
        }
        if row == result.rows.count {
            appendTail(to: &bytes)
            isFinished = true
        }
        return ByteBuffer(bytes: bytes)
    }

    private func append(_ row: [KustoValue], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        for index in row.indices {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            row[index].appendJSON(to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private func appendHead(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: #"{"columns":["#.utf8)
        for (index, column) in result.columns.enumerated() {
            bytes.append(contentsOf: index > 0 ? #",{"name":"#.utf8 : #"{"name":"#.utf8)
            JSONText.append(column.name, to: &bytes)
            bytes.append(contentsOf: #","type":"\#(column.type.rawValue)"}"#.utf8)
        }
        bytes.append(contentsOf: #"],"rows":["#.utf8)
    }

    private func appendTail(to bytes: inout [UInt8]) {
        let milliseconds = (result.elapsedSeconds * 1_000_000).rounded() / 1000
        bytes.append(
            contentsOf: """
                ],"statistics":{"elapsedMilliseconds":\(milliseconds),"rows":\(result.rows.count),\
                "truncated":\(result.truncated)},"visualization":
                """.utf8)
        if let visualization = result.visualization {
            append(visualization, to: &bytes)
        } else {
            bytes.append(contentsOf: "null".utf8)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private func append(_ visualization: Visualization, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: #"{"kind":"#.utf8)
        JSONText.append(visualization.kind, to: &bytes)
        bytes.append(contentsOf: #","properties":{"#.utf8)
        for (index, property) in visualization.properties.sorted(by: { $0.key < $1.key }).enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            JSONText.append(property.key, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            JSONText.append(property.value, to: &bytes)
        }
        bytes.append(contentsOf: "}}".utf8)
    }
}
