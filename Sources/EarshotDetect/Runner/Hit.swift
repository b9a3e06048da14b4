import EarshotModel
import EarshotQuery

/// What one run of a rule says: a row, or all rows, with entities and texts filled in.
public struct Hit: Sendable, Hashable {
    public var rule: Rule
    /// When it happened, seconds since 1970: the row's `TimeGenerated` or latest time, else the end of the run's window.
    public var seconds: Int64
    public var title: String
    public var description: String
    public var entities: [Finding.Entity]
    public var details: [String: String]
    public var key: String
    public var query: String
    /// Since when it is over, seconds since 1970: the row's `Until`. nil: it goes on, or it is nothing that lasts.
    public var over: Int64?
}

extension Hit {
    /// Entities of one finding beyond these are left out.
    private static let maximumEntities = 20

    /// One finding of some rows.
    init(_ rule: Rule, _ result: QueryResult, rows: ArraySlice<[KustoValue]>, window: RunWindow) {
        self.rule = rule
        let first = rows.first ?? []
        let cells = Cells(columns: result.columns, row: first)
        var found: [Finding.Entity] = []
        for row in rows.prefix(Self.maximumEntities) {
            let cells = Cells(columns: result.columns, row: row)
            for entity in rule.entities where found.count < Self.maximumEntities {
                guard let value = cells[entity.column]?.text, !value.isEmpty else { continue }
                let new = Finding.Entity(type: entity.type, identifier: entity.identifier, value: value)
                if !found.contains(new) { found.append(new) }
            }
        }
        entities = found
        title = rule.titleFormat.map { cells.filled($0) } ?? rule.title
        description = rule.descriptionFormat.map { cells.filled($0) } ?? rule.description
        details = rule.details.compactMapValues { cells[$0]?.text }
        if rows.count > 1 { details["Rows"] = String(rows.count) }
        key = ([rule.id] + found.map { "\($0.identifier)=\($0.value)" }.sorted()).joined(separator: "|")
        query = rule.evidence.map { window.prefix + cells.filledAsLiterals($0) } ?? (window.prefix + rule.query)
        seconds = Self.moment(cells, window)
        if case .datetime(let ticks)? = cells["Until"] { over = Ticks.unixSeconds(ticks).seconds }
    }

    private static func moment(_ cells: Cells, _ window: RunWindow) -> Int64 {
        for column in ["TimeGenerated", "LastSeen", "Last"] {
            if case .datetime(let ticks)? = cells[column] {
                return min(Ticks.unixSeconds(ticks).seconds, window.end)
            }
        }
        return window.end
    }
}

/// A row with its columns' names.
struct Cells {
    let columns: [QueryResult.Column]
    let row: [KustoValue]

    subscript(name: String) -> KustoValue? {
        guard let index = columns.firstIndex(where: { $0.name == name }), index < row.count else { return nil }
        return row[index]
    }

    /// `{{Column}}` becomes the value as a sentence has it.
    func filled(_ format: String) -> String { filled(format, \.spoken) }

    /// `{{Column}}` becomes the value as KQL.
    func filledAsLiterals(_ format: String) -> String { filled(format, Literal.text(of:)) }

    private func filled(_ format: String, _ text: (KustoValue) -> String) -> String {
        var result = ""
        var rest = format[...]
        while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
            result += rest[..<open.lowerBound]
            let name = rest[open.upperBound..<close.lowerBound].trimmingSpaces
            result += self[name].map(text) ?? ""
            rest = rest[close.upperBound...]
        }
        return result + rest
    }
}
