import EarshotModel

@testable import EarshotQuery

/// A small table with every kind of column.
enum TestTables {
    static let events = TableSchema(
        "Events", stored: "events", "For tests.",
        columns: [
            Column("Time", .datetime, "When.", .instant(seconds: "seconds", fraction: "fraction")),
            Column(
                "Direction", .string, "Which way.", .coded(.column("direction"), names: ["", "Inbound", "Outbound"])),
            Column("SrcIp", .string, "Source.", .lookup(source, field: "text")),
            Column("SrcCountry", .string, "Where.", .lookup(source, field: "country")),
            Column(
                "DstIp", .string, "Destination.",
                .lookup(Lookup("dst", in: "addresses", by: .column("dst_id")), field: "text")),
            Column("Port", .int, "Destination port.", .stored(.column("port"))),
            Column("Bytes", .long, "Size.", .stored(.column("bytes"))),
            Column("Message", .string, "Text.", .stored(.column("message"))),
            Column("IsSyn", .bool, "A flag.", .bit(.column("flags"), 1)),
            Column("Kind", .string, "Constant.", .constant(.string("Event"))),
            Column("Size", .long, "Another name.", .alias("Bytes")),
            Column("Result", .string, "Computed.", .computed("iff(Direction == 'Inbound', 'in', 'out')")),
            Column("More", .dynamic, "A bag.", .bag([BagField("ttl", "ttl")], rest: "extra")),
        ],
        physical: [.init("seconds", .int64), .init("fraction", .int32), .init("direction", .uint8)])

    private static let source = Lookup("src", in: "addresses", by: .column("src_id"))

    static func compile(_ text: String, now: Int64? = 639_000_000_000_000_000) throws -> CompiledQuery {
        var options = QueryOptions()
        options.now = now
        return try Compiler(tables: [events], references: [:]).compile(text, options: options)
    }

    /// The message, code, marked text and hint of the error that a query raises.
    static func failure(_ text: String) -> String {
        do {
            _ = try compile(text)
            return "compiles"
        } catch let error as QueryError {
            let marked = error.span.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) } ?? ""
            return "\(error.code): \(error.message) [\(marked)]" + (error.hint.map { " \($0)" } ?? "")
        } catch {
            return "\(error)"
        }
    }
}
