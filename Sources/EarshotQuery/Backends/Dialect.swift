import EarshotModel

/// How an engine spells what differs between engines. Portable defaults; an engine overrides the differences only.
protocol Dialect: Sendable {
    func literal(_ value: KustoValue) -> String
    func identifier(_ name: String) -> String
    func typeName(_ type: KustoType) -> String
}

extension Dialect {
    func identifier(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// The text of a piece of SQL; columns of the plan are `c1`, `c2`, …
    func render(_ sql: SQL) -> String {
        var text = ""
        for piece in sql.pieces {
            switch piece {
            case .text(let part): text += part
            case .value(let value): text += literal(value)
            case .identifier(let name): text += identifier(name)
            case .column(let id): text += "c\(id)"
            case .rowOrder: break
            }
        }
        return text
    }
}
