import EarshotModel
import EarshotQuery

/// The answers of commands about schemas: as rows, as JSON, as KQL.
enum SchemaTables {
    static func rows(_ databases: [KustoDatabase]) -> QueryResult {
        var rows: [[KustoValue]] = []
        for database in databases {
            rows.append(row(database.name, "", "", "", "", version: "v1.0"))
            for table in database.tables {
                rows.append(row(database.name, table.name, "", "", table.summary))
                for column in table.columns {
                    rows.append(row(database.name, table.name, column.name, column.type.clrFullName, column.summary))
                }
            }
        }
        return QueryResult(
            columns: CommandTables.columns([
                ("DatabaseName", .string), ("TableName", .string), ("ColumnName", .string), ("ColumnType", .string),
                ("IsDefaultTable", .bool), ("IsDefaultColumn", .bool), ("PrettyName", .string), ("Version", .string),
                ("Folder", .string), ("DocString", .string),
            ]), rows: rows)
    }

    private static func row(
        _ database: String, _ table: String, _ column: String, _ type: String, _ summary: String, version: String = ""
    ) -> [KustoValue] {
        [
            .string(database), .string(table), .string(column), .string(type), .bool(false), .bool(false), .string(""),
            .string(version), .string(""), .string(summary),
        ]
    }

    /// `Schema` of each table: `TimeGenerated:datetime,SrcIpAddr:string`.
    static func csl(_ database: KustoDatabase, _ tables: [TableSchema]) -> QueryResult {
        schemas(database, tables) { table in
            table.columns.map { "\($0.name):\($0.type.rawValue)" }.joined(separator: ",")
        }
    }

    static func tableJSON(_ database: KustoDatabase, _ table: TableSchema) -> QueryResult {
        schemas(database, [table]) { JSONValue.object(Self.json($0)).text }
    }

    private static func schemas(
        _ database: KustoDatabase, _ tables: [TableSchema], _ schema: (TableSchema) -> String
    ) -> QueryResult {
        QueryResult(
            columns: CommandTables.columns([
                ("TableName", .string), ("Schema", .string), ("DatabaseName", .string), ("Folder", .string),
                ("DocString", .string),
            ]),
            rows: tables.map {
                [.string($0.name), .string(schema($0)), .string(database.name), .string(""), .string($0.summary)]
            })
    }

    static func script(_ database: KustoDatabase) -> QueryResult {
        QueryResult(
            columns: CommandTables.columns([("DatabaseSchemaScript", .string)]),
            rows: database.tables.map { table in
                let columns = table.columns.map { "['\($0.name)']:\($0.type.rawValue)" }.joined(separator: ", ")
                return [.string(".create-merge table ['\(table.name)'] (\(columns))")]
            })
    }

    /// One cell with everything, as editors want it.
    static func json(_ databases: [KustoDatabase]) -> QueryResult {
        let all = databases.map { database in
            let tables = database.tables.map { ($0.name, JSONValue.object(json($0))) }
            let members: [String: JSONValue] = [
                "Name": .string(database.name), "Tables": .object(Dictionary(tables) { first, _ in first }),
                "ExternalTables": .object([:]), "MaterializedViews": .object([:]), "EntityGroups": .object([:]),
                "Functions": .object([:]), "MajorVersion": .long(1), "MinorVersion": .long(0),
                "DatabaseAccessMode": .string("ReadOnly"),
            ]
            return (database.name, JSONValue.object(members))
        }
        let text = JSONValue.object(["Databases": .object(Dictionary(all) { first, _ in first })]).text
        return QueryResult(
            columns: CommandTables.columns([("DatabaseSchema", .string)]), rows: [[.string(text)]])
    }

    private static func json(_ table: TableSchema) -> [String: JSONValue] {
        let columns = table.columns.map {
            JSONValue.object([
                "Name": .string($0.name), "Type": .string($0.type.clrFullName), "CslType": .string($0.type.rawValue),
                "DocString": .string($0.summary),
            ])
        }
        return [
            "Name": .string(table.name), "Folder": .string(""), "DocString": .string(table.summary),
            "OrderedColumns": .array(columns),
        ]
    }

    static func entities(_ databases: [KustoDatabase], _ functions: [SchemaFunction]) -> QueryResult {
        var rows: [[KustoValue]] = []
        for database in databases {
            for table in database.tables {
                let schema = table.columns.map { "\($0.name):\($0.type.rawValue)" }.joined(separator: ", ")
                rows.append(entity(database, "Table", table.name, table.summary, "", schema))
            }
            for function in functions {
                let input = String(function.signature.dropFirst(function.name.count))
                rows.append(entity(database, "Function", function.name, function.summary, input, ""))
            }
        }
        return QueryResult(
            columns: CommandTables.columns([
                ("DatabaseName", .string), ("EntityType", .string), ("EntityName", .string), ("DocString", .string),
                ("Folder", .string), ("CslInputSchema", .string), ("Content", .string), ("CslOutputSchema", .string),
                ("Properties", .dynamic),
            ]), rows: rows)
    }

    private static func entity(
        _ database: KustoDatabase, _ kind: String, _ name: String, _ summary: String, _ input: String, _ output: String
    ) -> [KustoValue] {
        [
            .string(database.name), .string(kind), .string(name), .string(summary), .string(""), .string(input),
            .string(""), .string(output), .dynamic("{}"),
        ]
    }
}
