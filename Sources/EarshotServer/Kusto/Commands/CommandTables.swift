import EarshotModel
import EarshotQuery
import Foundation

/// The answers of commands about the server, its databases, tables and functions.
enum CommandTables {
    static func columns(_ columns: [(String, KustoType)]) -> [QueryResult.Column] {
        columns.map { .init(name: $0.0, type: $0.1) }
    }

    static func version(_ scene: CommandScene) -> QueryResult {
        QueryResult(
            columns: columns([
                ("BuildVersion", .string), ("BuildTime", .datetime), ("ServiceType", .string),
                ("ProductVersion", .string), ("ServiceOffering", .string),
            ]),
            rows: [
                [
                    .string(scene.version), .null(.datetime), .string("Engine"), .string("Earshot \(scene.version)"),
                    .string(#"{"Type":"Earshot"}"#),
                ]
            ])
    }

    static func cluster(_ scene: CommandScene) -> QueryResult {
        QueryResult(
            columns: columns([
                ("NodeId", .string), ("Address", .string), ("Name", .string), ("StartTime", .datetime),
                ("IsAdmin", .bool), ("MachineTotalMemory", .long), ("MachineAvailableMemory", .long),
                ("ProcessorCount", .int), ("EnvironmentDescription", .string),
            ]),
            rows: [
                [
                    .string("Earshot"), .string(""), .string("Earshot"), .null(.datetime), .bool(true),
                    .long(Int64(clamping: ProcessInfo.processInfo.physicalMemory)), .null(.long),
                    .int(Int32(clamping: ProcessInfo.processInfo.processorCount)),
                    .string("Earshot \(scene.version)"),
                ]
            ])
    }

    static func databases(_ scene: CommandScene, _ databases: [KustoDatabase]) -> QueryResult {
        QueryResult(
            columns: columns([
                ("DatabaseName", .string), ("PersistentStorage", .string), ("Version", .string), ("IsCurrent", .bool),
                ("DatabaseAccessMode", .string), ("PrettyName", .string), ("ReservedSlot1", .bool),
                ("DatabaseId", .guid), ("InTransitionTo", .string), ("SuspensionState", .string),
            ]),
            rows: databases.map {
                [
                    .string($0.name), .string(""), .string("v1.0"), .bool($0.name == scene.current.name),
                    .string("ReadOnly"), .string($0.name == "Demo" ? "Demo household" : ""), .null(.bool),
                    .guid($0.identifier), .string(""), .string(""),
                ]
            })
    }

    static func tables(_ scene: CommandScene, _ tables: [TableSchema]) -> QueryResult {
        QueryResult(
            columns: columns([
                ("TableName", .string), ("DatabaseName", .string), ("Folder", .string), ("DocString", .string),
            ]),
            rows: tables.map { [.string($0.name), .string(scene.current.name), .string(""), .string($0.summary)] })
    }

    static func tableDetails(_ scene: CommandScene, _ tables: [TableSchema]) -> QueryResult {
        var result = self.tables(scene, tables)
        result.columns += columns([("IsInMemory", .bool), ("CachingPolicy", .dynamic), ("TableId", .guid)])
        for index in result.rows.indices { result.rows[index] += [.bool(false), .null(.dynamic), .null(.guid)] }
        return result
    }

    static func functions(_ functions: [SchemaFunction]) -> QueryResult {
        QueryResult(
            columns: columns([
                ("Name", .string), ("Parameters", .string), ("Body", .string), ("Folder", .string),
                ("DocString", .string),
            ]),
            rows: functions.map {
                [
                    .string($0.name), .string(String($0.signature.dropFirst($0.name.count))),
                    .string("{ \($0.name)() }"), .string("ASIM"), .string($0.summary),
                ]
            })
    }

    /// Who asks may read everything.
    static let roles = QueryResult(
        columns: columns([
            ("Scope", .string), ("DisplayName", .string), ("AADObjectID", .string), ("Role", .string),
        ]), rows: [[.string("Cluster"), .string("Earshot"), .string(""), .string("AllDatabasesViewer")]])

    static let principals = QueryResult(
        columns: columns([
            ("Role", .string), ("PrincipalType", .string), ("PrincipalDisplayName", .string),
            ("PrincipalObjectId", .string), ("PrincipalFQN", .string), ("Notes", .string),
        ]), rows: [])

    static func queries(_ scene: CommandScene) -> QueryResult {
        QueryResult(
            columns: columns([
                ("ClientActivityId", .string), ("Text", .string), ("Database", .string), ("StartedOn", .datetime),
                ("LastUpdatedOn", .datetime), ("Duration", .timespan), ("State", .string), ("RootActivityId", .guid),
            ]),
            rows: scene.running.map {
                [
                    .string($0.identifier), .string($0.text), .string($0.database), .datetime($0.started),
                    .datetime(scene.now), .timespan(max(0, scene.now - $0.started)), .string("InProgress"),
                    .guid($0.activity),
                ]
            })
    }

    static func cancelled(_ identifier: String, wasRunning: Bool) -> QueryResult {
        QueryResult(
            columns: columns([
                ("ClientRequestId", .string), ("ReasonPhrase", .string), ("RunningQueryCanceled", .bool),
            ]), rows: [[.string(identifier), .string(""), .bool(wasRunning)]])
    }
}
