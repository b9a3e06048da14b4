import EarshotModel
import EarshotQuery
import Hummingbird
import HummingbirdCore
import NIOCore

/// A query's result as JSON, piece by piece: a large result is never in memory a second time as text.
///
///     {"columns":[{"name","type"}],"rows":[[…],…],"statistics":{…},"visualization":{…}|null,
///      "further":[{"name","columns","rows","truncated","visualization"},…]}
///
/// `further` is there only when the query gives several tables (then the first may have a `name`, too); `remarks`, a list of
/// sentences before `visualization`, only when there is something to know about the answer.
struct ResultJSON: Sendable {
    /// Pieces are this large or a little larger.
    static let pieceBytes = 64 * 1024

    private let result: QueryResult
    /// Which table's rows come next: 0 is the result's own, n the n-th of its further ones.
    private var table = 0
    private var row = 0
    private var hasHead = false

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
        guard table <= result.further.count else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.pieceBytes + 4096)
        while table <= result.further.count, bytes.count < Self.pieceBytes {
            appendPart(of: table == 0 ? result : result.further[table - 1], to: &bytes)
        }
        return ByteBuffer(bytes: bytes)
    }

    /// As much of the table at hand as the piece has room for.
    private mutating func appendPart(of current: QueryResult, to bytes: inout [UInt8]) {
        if !hasHead { appendHead(of: current, to: &bytes) }
        hasHead = true
        while row < current.rows.count, bytes.count < Self.pieceBytes {
            if row > 0 { bytes.append(UInt8(ascii: ",")) }
            append(current.rows[row], to: &bytes)
            row += 1
        }
        guard row == current.rows.count else { return }
        appendTail(of: current, to: &bytes)
        table += 1
        row = 0
        hasHead = false
    }

    private func append(_ row: [KustoValue], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        for index in row.indices {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            row[index].appendJSON(to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private func appendHead(of current: QueryResult, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        if table > 0 || current.name != nil {
            bytes.append(contentsOf: #""name":"#.utf8)
            if let name = current.name {
                JSONText.append(name, to: &bytes)
            } else {
                bytes.append(contentsOf: "null".utf8)
            }
            bytes.append(UInt8(ascii: ","))
        }
        bytes.append(contentsOf: #""columns":["#.utf8)
        for (index, column) in current.columns.enumerated() {
            bytes.append(contentsOf: index > 0 ? #",{"name":"#.utf8 : #"{"name":"#.utf8)
            JSONText.append(column.name, to: &bytes)
            bytes.append(contentsOf: #","type":"\#(column.type.rawValue)"}"#.utf8)
        }
        bytes.append(contentsOf: #"],"rows":["#.utf8)
    }

    private func appendTail(of current: QueryResult, to bytes: inout [UInt8]) {
        if table == 0 {
            let milliseconds = (current.elapsedSeconds * 1_000_000).rounded() / 1000
            bytes.append(
                contentsOf: """
                    ],"statistics":{"elapsedMilliseconds":\(milliseconds),"rows":\(current.rows.count),\
                    "truncated":\(current.truncated)},
                    """.utf8)
            if !current.remarks.isEmpty {
                let remarks = current.remarks.map { KustoValue.string($0).json }
                bytes.append(contentsOf: #""remarks":[\#(remarks.joined(separator: ","))],"#.utf8)
            }
            bytes.append(contentsOf: #""visualization":"#.utf8)
        } else {
            bytes.append(contentsOf: #"],"truncated":\#(current.truncated),"visualization":"#.utf8)
        }
        if let visualization = current.visualization {
            append(visualization, to: &bytes)
        } else {
            bytes.append(contentsOf: "null".utf8)
        }
        appendEnd(to: &bytes)
    }

    /// After the first table the further ones begin; after the last of those all ends.
    private func appendEnd(to bytes: inout [UInt8]) {
        let isLast = table == result.further.count
        switch (table, isLast) {
        case (0, true): bytes.append(UInt8(ascii: "}"))
        case (0, false): bytes.append(contentsOf: #","further":["#.utf8)
        case (_, true): bytes.append(contentsOf: "}]}".utf8)
        case (_, false): bytes.append(contentsOf: "},".utf8)
        }
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
