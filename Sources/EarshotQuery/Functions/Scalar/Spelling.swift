import EarshotModel

/// Pieces of SQL that many functions share.
enum Spelling {
    /// The engine's type behind `decimal`.
    static let decimalType: SQL = "DECIMAL(38, 17)"

    /// `name(a, b, …)`.
    static func call(_ name: String, _ arguments: SQL...) -> SQL { call(name, arguments) }

    static func call(_ name: String, _ arguments: [SQL]) -> SQL {
        let function = SQL(raw: name)
        return "\(function)(\(arguments.joined()))"
    }

    /// A string argument that is never SQL NULL, because a Kusto string is never null.
    static func text(_ argument: Argument) -> SQL {
        if case .string = argument.constant { return argument.sql }
        return "coalesce(\(argument), '')"
    }

    /// What `tostring()` makes of a value of any type; never NULL.
    static func rendered(_ argument: Argument) -> SQL { rendered(argument.sql, argument.type) }

    static func rendered(_ sql: SQL, _ type: KustoType) -> SQL {
        switch type {
        case .string: "coalesce(\(sql), '')"
        case .bool: "CASE WHEN \(sql) THEN 'True' WHEN NOT \(sql) THEN 'False' ELSE '' END"
        case .int, .long, .guid: "coalesce(CAST(\(sql) AS VARCHAR), '')"
        case .real: realText(sql)
        case .decimal: decimalText(sql)
        case .datetime: "coalesce(\(datetimeText(sql)), '')"
        case .timespan: "coalesce(kql_timespan_text(\(sql)), '')"
        case .dynamic: "coalesce(json_extract_string(\(sql), '$'), '')"
        }
    }

    /// The engine writes numbers beyond 10^15 and below 10^-4 as `1e+16`; Kusto writes `10000000000000000.0`.
    private static func realText(_ sql: SQL) -> SQL {
        """
        CASE WHEN \(sql) IS NULL THEN '' WHEN abs(\(sql)) BETWEEN 1e-4 AND 1e15 OR \(sql) = 0 \
        THEN CAST(\(sql) AS VARCHAR) ELSE kql_real_text(\(sql)) END
        """
    }

    /// The column's scale pads with zeros, which are not part of the number.
    private static func decimalText(_ sql: SQL) -> SQL {
        """
        coalesce(CASE WHEN contains(CAST(\(sql) AS VARCHAR), '.') \
        THEN rtrim(rtrim(CAST(\(sql) AS VARCHAR), '0'), '.') ELSE CAST(\(sql) AS VARCHAR) END, '')
        """
    }

    /// `2020-01-01T00:00:00.0000000Z`; NULL for null.
    static func datetimeText(_ ticks: SQL) -> SQL {
        """
        (strftime(make_timestamp((\(ticks) - 621355968000000000 - \(ticks) % 10) // 10), '%Y-%m-%dT%H:%M:%S.%f') \
        || CAST(\(ticks) % 10 AS VARCHAR) || 'Z')
        """
    }

    /// A value of any type as the engine's JSON; SQL NULL for null.
    static func json(_ argument: Argument) -> SQL { json(argument.sql, argument.type) }

    static func json(_ sql: SQL, _ type: KustoType) -> SQL {
        switch type {
        case .dynamic: sql
        case .string: "to_json(coalesce(\(sql), ''))"
        case .bool, .int, .long: "to_json(\(sql))"
        // JSON has no word for these, Kusto writes them as strings.
        case .real: "CASE WHEN isfinite(\(sql)) THEN to_json(\(sql)) ELSE to_json(kql_json_real(\(sql))) END"
        // Kusto keeps a decimal's digits by writing it as a string.
        case .decimal: "CASE WHEN \(sql) IS NOT NULL THEN to_json(\(decimalText(sql))) END"
        case .datetime: "to_json(\(datetimeText(sql)))"
        case .timespan: "to_json(kql_timespan_text(\(sql)))"
        case .guid: "to_json(CAST(\(sql) AS VARCHAR))"
        }
    }

    /// Whether a dynamic value is null: SQL NULL or JSON's `null`.
    static func isNullJSON(_ sql: SQL) -> SQL { "(\(sql) IS NULL OR CAST(\(sql) AS VARCHAR) = 'null')" }

    /// The text of a constant string argument, or a diagnostic.
    static func constantText(
        _ arguments: [Argument], _ index: Int, _ what: String
    ) throws(EmissionError) -> String {
        guard index < arguments.count, case .string(let text) = arguments[index].constant else {
            throw EmissionError("\(what) must be a constant string", argument: index)
        }
        return text
    }

    /// A constant integer argument, or a diagnostic.
    static func constantInteger(
        _ arguments: [Argument], _ index: Int, _ what: String
    ) throws(EmissionError) -> Int64 {
        switch index < arguments.count ? arguments[index].constant : nil {
        case .int(let value): return Int64(value)
        case .long(let value): return value
        case .real(let value) where value.rounded() == value && value.magnitude < 1e15: return Int64(value)
        default: throw EmissionError("\(what) must be a constant integer", argument: index)
        }
    }
}
