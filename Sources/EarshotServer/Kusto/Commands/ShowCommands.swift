import EarshotModel
import EarshotQuery

/// A `.show` command: one row in a table.
///
/// In the pattern, `{}` is a name, `()` a list of names, and a word in `[…]` may be left out. `with (…)` at the end is
/// accepted everywhere.
struct ShowCommand: Sendable {
    let pattern: String
    let answer: @Sendable (CommandScene, [String]) throws -> QueryResult

    init(_ pattern: String, _ answer: @escaping @Sendable (CommandScene, [String]) throws -> QueryResult) {
        self.pattern = pattern
        self.answer = answer
    }

    /// The names in it, or nil when it is another command.
    func match(_ tokens: [ManagementCommand.Token]) -> [String]? {
        var rest = tokens[...]
        if rest.count >= 2, case .list = rest.last, rest.dropLast().last == .word("with") { rest = rest.dropLast(2) }
        var names: [String] = []
        for part in pattern.split(separator: " ") {
            switch part {
            case "{}":
                guard let text = rest.popFirst()?.text else { return nil }
                names.append(text)
            case "()":
                guard case .list(let found)? = rest.popFirst() else { return nil }
                names += found
            case _ where part.hasPrefix("["):
                if isWord(rest.first, part.dropFirst().dropLast()) { rest.removeFirst() }
            default:
                guard isWord(rest.popFirst(), part) else { return nil }
            }
        }
        return rest.isEmpty ? names : nil
    }

    private func isWord(_ token: ManagementCommand.Token?, _ word: Substring) -> Bool {
        if case .word(let text)? = token { text.lowercased() == word } else { false }
    }
}

/// Every `.show` command. The first that matches answers, so those with fixed words stand before those with names.
enum ShowCommands {
    static let all: [ShowCommand] = server + schemas + databases + tables + functions + absent

    private static let server: [ShowCommand] = [
        ShowCommand("show version") { scene, _ in CommandTables.version(scene) },
        ShowCommand("show cluster") { scene, _ in CommandTables.cluster(scene) },
        ShowCommand("show cluster details") { scene, _ in CommandTables.cluster(scene) },
        ShowCommand("show principal roles") { _, _ in CommandTables.roles },
        ShowCommand("show current principal roles") { _, _ in CommandTables.roles },
        ShowCommand("show principal access") { _, _ in CommandTables.roles },
        ShowCommand("show cluster principals") { _, _ in CommandTables.principals },
        ShowCommand("show queries") { scene, _ in CommandTables.queries(scene) },
        ShowCommand("show running queries") { scene, _ in CommandTables.queries(scene) },
    ]

    private static let schemas: [ShowCommand] = [
        ShowCommand("show [cluster] databases schema as json") { s, _ in SchemaTables.json(s.databases) },
        ShowCommand("show databases () schema as json") { s, names in
            SchemaTables.json(try names.map(s.database))
        },
        ShowCommand("show [cluster] schema as json") { s, _ in SchemaTables.json(s.databases) },
        ShowCommand("show [cluster] databases schema") { s, _ in SchemaTables.rows(s.databases) },
        ShowCommand("show databases () schema") { s, names in SchemaTables.rows(try names.map(s.database)) },
        ShowCommand("show [cluster] schema") { s, _ in SchemaTables.rows(s.databases) },
        ShowCommand("show database schema as json") { s, _ in SchemaTables.json([s.current]) },
        ShowCommand("show database schema as csl [script]") { s, _ in SchemaTables.script(s.current) },
        ShowCommand("show database schema") { s, _ in SchemaTables.rows([s.current]) },
        ShowCommand("show database cslschema [script]") { s, _ in SchemaTables.csl(s.current, s.current.tables) },
        ShowCommand("show database {} schema as json") { s, names in SchemaTables.json([try s.database(names[0])]) },
        ShowCommand("show database {} schema as csl [script]") { s, n in SchemaTables.script(try s.database(n[0])) },
        ShowCommand("show database {} schema") { s, names in SchemaTables.rows([try s.database(names[0])]) },
        ShowCommand("show database {} cslschema [script]") { s, names in
            let database = try s.database(names[0])
            return SchemaTables.csl(database, database.tables)
        },
        ShowCommand("show databases entities") { s, _ in SchemaTables.entities(s.databases, s.storedFunctions) },
        ShowCommand("show databases () entities") { s, names in
            SchemaTables.entities(try names.map(s.database), s.storedFunctions)
        },
    ]

    private static let databases: [ShowCommand] = [
        ShowCommand("show databases") { s, _ in CommandTables.databases(s, s.databases) },
        ShowCommand("show databases details") { s, _ in CommandTables.databases(s, s.databases) },
        ShowCommand("show databases identity") { s, _ in CommandTables.databases(s, s.databases) },
        ShowCommand("show cluster databases") { s, _ in CommandTables.databases(s, s.databases) },
        ShowCommand("show cluster databases details") { s, _ in CommandTables.databases(s, s.databases) },
        ShowCommand("show database") { s, _ in CommandTables.databases(s, [s.current]) },
        ShowCommand("show database details") { s, _ in CommandTables.databases(s, [s.current]) },
        ShowCommand("show database identity") { s, _ in CommandTables.databases(s, [s.current]) },
        ShowCommand("show database {} details") { s, n in CommandTables.databases(s, [try s.database(n[0])]) },
        ShowCommand("show database {} principals") { s, n in
            _ = try s.database(n[0])
            return CommandTables.principals
        },
    ]

    private static let tables: [ShowCommand] = [
        ShowCommand("show tables") { s, _ in CommandTables.tables(s, s.current.tables) },
        ShowCommand("show tables details") { s, _ in CommandTables.tableDetails(s, s.current.tables) },
        ShowCommand("show tables ()") { s, names in CommandTables.tables(s, try names.map(s.table)) },
        ShowCommand("show tables () details") { s, n in CommandTables.tableDetails(s, try n.map(s.table)) },
        ShowCommand("show table {} schema as json") { s, n in SchemaTables.tableJSON(s.current, try s.table(n[0])) },
        ShowCommand("show table {} schema as csl") { s, n in SchemaTables.csl(s.current, [try s.table(n[0])]) },
        ShowCommand("show table {} schema") { s, n in SchemaTables.csl(s.current, [try s.table(n[0])]) },
        ShowCommand("show table {} cslschema") { s, n in SchemaTables.csl(s.current, [try s.table(n[0])]) },
        ShowCommand("show table {} details") { s, n in CommandTables.tableDetails(s, [try s.table(n[0])]) },
        ShowCommand("show table {} principals") { s, n in
            _ = try s.table(n[0])
            return CommandTables.principals
        },
        ShowCommand("show table {}") { s, n in CommandTables.tables(s, [try s.table(n[0])]) },
    ]

    private static let functions: [ShowCommand] = [
        ShowCommand("show functions") { s, _ in CommandTables.functions(s.storedFunctions) },
        ShowCommand("show function {}") { s, n in CommandTables.functions([try s.function(n[0])]) },
    ]

    /// Kinds of things that Earshot has none of; clients ask for them when they connect.
    private static let absent: [ShowCommand] = [
        ShowCommand("show external tables") { _, _ in
            .empty(["TableName", "TableType", "Folder", "DocString", "Properties", "ConnectionStrings", "Partitions"])
        },
        ShowCommand("show materialized-views") { _, _ in
            .empty(["Name", "SourceTable", "Query", "IsHealthy", "IsEnabled", "Folder", "DocString"])
        },
        ShowCommand("show entity_groups") { _, _ in .empty(["Name", "Entities"]) },
        ShowCommand("show continuous-exports") { _, _ in .empty(["Name", "ExternalTableName", "Query"]) },
        ShowCommand("show graph_models") { _, _ in .empty(["Name", "CreationTime", "Id"]) },
        ShowCommand("show workload_groups") { _, _ in .empty(["WorkloadGroupName", "WorkloadGroup"]) },
    ]
}

extension QueryResult {
    static func empty(_ columns: [String]) -> QueryResult {
        QueryResult(columns: columns.map { .init(name: $0, type: .string) }, rows: [])
    }
}
