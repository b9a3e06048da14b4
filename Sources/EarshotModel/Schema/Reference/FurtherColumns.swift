/// Columns that a table has only in queries that mean nothing without them: fields of ASIM's schemas that no log family has a column for,
/// and columns of Sentinel's tables that published rules name. Shown to everybody they would bury those that have values.
///
/// The value is what the event has under that name among its additional fields, else null.
public enum FurtherColumns {
    /// The columns of `table` that are wanted and that it has not already.
    public static func columns(of table: TableSchema, wanted: (String) -> Bool) -> [Column] {
        var result: [Column] = []
        for column in byTable[table.name] ?? [] where wanted(column.name) && table.column(named: column.name) == nil {
            result.append(column)
        }
        return result
    }

    /// Whether a table can have a column of that name.
    public static func has(_ name: String, table: String) -> Bool {
        byTable[table]?.contains { $0.name == name } ?? false
    }

    /// All of them, by table.
    private static let byTable: [String: [Column]] = Dictionary(
        Tables.all.map { ($0.name, columns(of: $0)) }, uniquingKeysWith: { first, _ in first })

    private static func columns(of table: TableSchema) -> [Column] {
        let hasFields = table.column(named: "AdditionalFields") != nil
        let listed = ReferenceTable.fields(asim[table.name] ?? "") + ReferenceTable.fields(sentinel[table.name] ?? "")
        var result = (formerNames[table.name] ?? []) + (hasFields ? formerNamesOfAll : [])
        result += listed.map { column($0, hasFields: hasFields) }
        result += ReferenceTable.common.map { column($0, hasFields: false) }
        var seen: Set<String> = []
        return result.filter { seen.insert($0.name).inserted }
    }

    private static func column(_ field: ReferenceTable.Field, hasFields: Bool) -> Column {
        let value = KustoValue.null(field.type)
        guard hasFields else {
            return Column(field.name, field.type, "Nothing here fills it.", .constant(value))
        }
        let key = "AdditionalFields['\(field.name)']"
        return Column(
            field.name, field.type, "From the additional fields.",
            .computed(field.type == .dynamic ? "todynamic(\(key))" : "to\(field.type.rawValue)(\(key))"))
    }
}
