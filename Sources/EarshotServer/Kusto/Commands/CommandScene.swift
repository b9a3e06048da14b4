import EarshotModel
import EarshotQuery
import HTTPTypes

/// A database as clients see it.
struct KustoDatabase: Sendable {
    let name: String
    let engine: any QueryEngine

    var tables: [TableSchema] { engine.tables }
    /// The same for the same name, as clients keep it.
    var identifier: String {
        name == "Demo" ? "0ea25407-0000-4000-8000-000000000002" : "0ea25407-0000-4000-8000-000000000001"
    }
}

/// What a management command can look at.
struct CommandScene: Sendable {
    let databases: [KustoDatabase]
    let current: KustoDatabase
    let functions: [SchemaFunction]
    let running: [RunningQueries.Entry]
    let now: Int64
    let version: String

    /// Functions that are tables, which clients know as stored functions.
    var storedFunctions: [SchemaFunction] { functions.filter { $0.kind == .table } }

    func database(_ name: String) throws -> KustoDatabase {
        if let found = databases.first(where: { $0.name.lowercased() == name.lowercased() }) { return found }
        throw APIError(.badRequest, "unknown-database", "Entity '\(name)' of kind 'Database' was not found.")
    }

    func table(_ name: String) throws -> TableSchema {
        if let found = current.tables.first(where: { $0.name == name }) { return found }
        throw APIError(
            .badRequest, "unknown-table", "Entity '\(name)' of kind 'Table' was not found.",
            hint: ".show tables lists them.")
    }

    func function(_ name: String) throws -> SchemaFunction {
        if let found = storedFunctions.first(where: { $0.name == name }) { return found }
        throw APIError(.badRequest, "unknown-function", "Entity '\(name)' of kind 'Function' was not found.")
    }
}

extension QueryResult {
    /// As a piece of KQL that gives the same table.
    var datatable: String {
        let head = columns.map { "['\($0.name)']:\($0.type.rawValue)" }.joined(separator: ",")
        let cells = rows.flatMap { $0 }.map(\.literal).joined(separator: ",")
        return rows.isEmpty ? "datatable(\(head))[] " : "datatable(\(head))[\(cells)] "
    }
}

extension KustoValue {
    fileprivate var literal: String {
        switch self {
        case .string(let text): JSONText.quoted(text)
        case .null(let type): "\(type.rawValue)(null)"
        case .dynamic(let text): "dynamic(\(text))"
        case .bool, .int, .long, .real, .decimal, .datetime, .timespan, .guid: "\(type.rawValue)(\(text))"
        }
    }
}
