import EarshotModel

/// Several schemas, as `getschema` shows them, made one.
enum SchemaPlugin {
    static let merge = PluginFunction(
        "schema_merge", [.constant], defaults: [.bool(true)],
        "The columns of several schemas in one; a column that stands elsewhere, or has other types, is an error in its row.",
        examples: [
            .init(
                "let a = datatable(x: int, y: string)[] | getschema; let b = datatable(x: long)[] | getschema; "
                    + "union a, b | evaluate schema_merge() | where ColumnName == 'x' | project ColumnType", "'long'")
        ]
    ) { _ in
        let misplaced = "ERROR(columns are out of order)"
        return """
            _rows
            | summarize _types = make_set(ColumnType), _at = max(ColumnOrdinal), _first = min(ColumnOrdinal) by ColumnName
            | extend _type = case(array_length(_types) == 1, tostring(_types[0]),
                array_length(set_difference(_types, dynamic(['int', 'long']))) == 0, "long",
                array_length(set_difference(_types, dynamic(['int', 'long', 'real']))) == 0, "real",
                strcat("ERROR(types differ: ", strcat_array(array_sort_asc(_types), ", "), ")"))
            | extend _misplaced = _a0 and _first != _at
            | extend ColumnType = iff(_misplaced, "\(misplaced)", _type)
            | sort by _at asc, ColumnName asc
            | extend _place = row_cumsum(iff(ColumnType startswith "ERROR", 0, 1)) - 1
            | project ColumnName, ColumnOrdinal = tolong(iff(ColumnType startswith "ERROR", -1, _place)),
                DataType = \(systemName), ColumnType
            """
    }

    /// What the runtime's own type is called, as `getschema` has it.
    private static let systemName = """
        case(ColumnType == "bool", "System.SByte", ColumnType == "int", "System.Int32", ColumnType == "long", "System.Int64",
            ColumnType == "real", "System.Double", ColumnType == "string", "System.String",
            ColumnType == "datetime", "System.DateTime", ColumnType == "timespan", "System.TimeSpan",
            ColumnType == "guid", "System.Guid", ColumnType == "decimal", "System.Data.SqlTypes.SqlDecimal",
            ColumnType == "dynamic", "System.Object", strcat("ERROR(unknown CSL type:", ColumnType, ")"))
        """
}
