public import EarshotModel

/// A piece of SQL that carries its arguments.
///
///     let name: KustoValue = .string("O'Brien")
///     let sql: SQL = "SELECT * FROM devices WHERE name = \(value: name)"
///
/// Plain interpolation accepts only other `SQL`, so that text from a query can never become SQL by accident. Values go in
/// as `\(value:)`, identifiers as `\(identifier:)`; a dialect decides how each is spelled when the text is rendered.
public struct SQL: Sendable, Hashable, ExpressibleByStringInterpolation {
    enum Piece: Sendable, Hashable {
        case text(String)
        case value(KustoValue)
        case identifier(String)
        /// A column of the plan, by its number; the emission knows how it is spelled where it is used.
        case column(ColumnID)
        /// In an aggregate over several values: where ` ORDER BY …` goes when the rows have an order.
        case rowOrder
    }

    var pieces: [Piece]

    public init(stringLiteral text: String) { pieces = text.isEmpty ? [] : [.text(text)] }

    /// Trusted text that is SQL already.
    public init(raw text: String) { pieces = text.isEmpty ? [] : [.text(text)] }

    public init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

    public static func value(_ value: KustoValue) -> SQL { "\(value: value)" }

    /// Put after the argument of an aggregate whose answer depends on the order of the rows: `list(x\(rowOrder))`.
    static let rowOrder = SQL(pieces: [.rowOrder])

    private init(pieces: [Piece]) { self.pieces = pieces }

    init(column: ColumnID) { pieces = [.column(column)] }

    public struct StringInterpolation: StringInterpolationProtocol {
        var pieces: [Piece] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(interpolationCount * 2 + 1)
        }

        public mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { pieces.append(.text(literal)) }
        }
        public mutating func appendInterpolation(_ sql: SQL) { pieces.append(contentsOf: sql.pieces) }
        public mutating func appendInterpolation(value: KustoValue) { pieces.append(.value(value)) }
        public mutating func appendInterpolation(identifier: String) { pieces.append(.identifier(identifier)) }
        public mutating func appendInterpolation(_ number: Int) { pieces.append(.text(String(number))) }
    }

    public static func + (left: SQL, right: SQL) -> SQL {
        var result = left
        result.pieces.append(contentsOf: right.pieces)
        return result
    }

    public static func += (left: inout SQL, right: SQL) { left.pieces.append(contentsOf: right.pieces) }
}

extension Sequence where Element == SQL {
    /// The pieces one after another with `separator` between them.
    public func joined(separator: SQL = ", ") -> SQL {
        var result = SQL(raw: "")
        for (index, piece) in enumerated() {
            if index > 0 { result += separator }
            result += piece
        }
        return result
    }
}
