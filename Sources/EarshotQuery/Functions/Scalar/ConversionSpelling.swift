import EarshotModel

/// How each conversion is spelled for each type it accepts.
extension ConversionFunctions {
    /// Text to integer: decimal or hexadecimal digits only. The engine's own cast would also take `3.7`, `1e3`, `1_000`.
    static func longFromText(_ text: SQL) -> SQL {
        """
        CASE WHEN regexp_full_match(\(text), '\\s*([-+]?[0-9]+|0[xX][0-9a-fA-F]+)\\s*') \
        THEN TRY_CAST(\(text) AS BIGINT) END
        """
    }

    /// Beyond the range a real saturates. `TRY_CAST`, here and below, because the engine works out constants in branches that
    /// are never taken.
    private static func longFromReal(_ x: SQL) -> SQL {
        """
        CASE WHEN \(x) >= 9223372036854775807 THEN 9223372036854775807 \
        WHEN \(x) <= -9223372036854775808 THEN (-9223372036854775807 - 1) \
        WHEN isnan(\(x)) THEN NULL ELSE TRY_CAST(trunc(\(x)) AS BIGINT) END
        """
    }

    static func long(_ a: Argument) throws(EmissionError) -> SQL {
        switch a.type {
        case .long, .datetime, .timespan: a.sql
        case .int, .bool: "CAST(\(a) AS BIGINT)"
        // In a constant expression Kusto does not saturate: 2^63 becomes the smallest long.
        case .real where !a.sql.hasColumns:
            """
            CASE WHEN isnan(\(a)) THEN NULL WHEN \(a) >= 9223372036854775807 THEN (-9223372036854775807 - 1) \
            ELSE \(longFromReal(a.sql)) END
            """
        case .real: longFromReal(a.sql)
        case .decimal: "TRY_CAST(trunc(\(a)) AS BIGINT)"
        case .string: longFromText(a.sql)
        case .dynamic: longFromDynamic(a.sql)
        case .guid: throw refused("long", a)
        }
    }

    private static func longFromDynamic(_ d: SQL) -> SQL {
        let text: SQL = "json_extract_string(\(d), '$')"
        return """
            CASE json_type(\(d)) WHEN 'UBIGINT' THEN TRY_CAST(\(text) AS BIGINT) WHEN 'BIGINT' THEN TRY_CAST(\(text) AS BIGINT) \
            WHEN 'DOUBLE' THEN \(longFromReal("TRY_CAST(\(text) AS DOUBLE)")) \
            WHEN 'BOOLEAN' THEN CAST(TRY_CAST(\(text) AS BOOLEAN) AS BIGINT) WHEN 'VARCHAR' THEN \(longFromText(text)) END
            """
    }

    /// A long is cut to its low 32 bits, as Kusto does; text beyond the range is null.
    static func int(_ a: Argument) throws(EmissionError) -> SQL {
        switch a.type {
        case .int: return a.sql
        case .bool: return "CAST(\(a) AS INTEGER)"
        case .long: return low32(a.sql)
        case .real:
            return """
                CASE WHEN isnan(\(a)) THEN NULL WHEN \(a) >= 2147483647 THEN 2147483647 \
                WHEN \(a) <= -2147483648 THEN -2147483648 ELSE TRY_CAST(trunc(\(a)) AS INTEGER) END
                """
        case .decimal: return "TRY_CAST(trunc(\(a)) AS INTEGER)"
        case .string: return "TRY_CAST(\(longFromText(a.sql)) AS INTEGER)"
        case .dynamic:
            let wide = longFromDynamic(a.sql)
            return """
                CASE WHEN json_type(\(a)) = 'VARCHAR' THEN TRY_CAST(\(wide) AS INTEGER) ELSE \(low32(wide)) END
                """
        case .datetime, .timespan, .guid: throw refused("int", a)
        }
    }

    private static func low32(_ x: SQL) -> SQL {
        """
        CASE WHEN \(x) BETWEEN -2147483648 AND 2147483647 THEN TRY_CAST(\(x) AS INTEGER) \
        ELSE CAST((\(x) & 4294967295) - CASE WHEN (\(x) & 2147483648) <> 0 THEN 4294967296 ELSE 0 END AS INTEGER) END
        """
    }

    /// The common spellings in the engine, the rest (`Infinity`, `1e400`, spaces) in Swift.
    static func realFromText(_ text: SQL) -> SQL {
        """
        CASE WHEN regexp_full_match(\(text), '[-+]?[0-9]{1,300}([.][0-9]*)?') THEN TRY_CAST(\(text) AS DOUBLE) \
        ELSE kql_real_from_text(\(text)) END
        """
    }

    static func real(_ a: Argument) throws(EmissionError) -> SQL {
        switch a.type {
        case .real: return a.sql
        case .int, .long, .decimal: return "CAST(\(a) AS DOUBLE)"
        case .bool: return "CAST(CAST(\(a) AS INTEGER) AS DOUBLE)"
        case .string: return realFromText(a.sql)
        case .dynamic:
            let text: SQL = "json_extract_string(\(a), '$')"
            return """
                CASE json_type(\(a)) WHEN 'VARCHAR' THEN \(realFromText(text)) \
                WHEN 'BOOLEAN' THEN CAST(CAST(TRY_CAST(\(text) AS BOOLEAN) AS INTEGER) AS DOUBLE) \
                ELSE TRY_CAST(\(text) AS DOUBLE) END
                """
        case .datetime: return "CAST(\(a) AS DOUBLE)"
        case .timespan, .guid: throw refused("real", a)
        }
    }

    static func decimal(_ a: Argument) throws(EmissionError) -> SQL {
        switch a.type {
        case .decimal: return a.sql
        case .int, .long: return "TRY_CAST(\(a) AS \(Spelling.decimalType))"
        // By its digits: the engine's own conversion would multiply the binary number and show what it is not exact in.
        case .real: return "TRY_CAST(CAST(\(a) AS VARCHAR) AS \(Spelling.decimalType))"
        case .bool: return "CAST(CAST(\(a) AS INTEGER) AS \(Spelling.decimalType))"
        case .string, .dynamic:
            let text = Spelling.rendered(a)
            return """
                CASE WHEN regexp_full_match(\(text), '\\s*[-+]?[0-9]*[.]?[0-9]+([eE][-+]?[0-9]+)?\\s*') \
                THEN TRY_CAST(\(text) AS \(Spelling.decimalType)) END
                """
        case .datetime, .timespan, .guid: throw refused("decimal", a)
        }
    }

    static func bool(_ a: Argument) throws(EmissionError) -> SQL {
        switch a.type {
        case .bool: a.sql
        case .int, .long, .real, .decimal: "(\(a) <> 0)"
        case .string: boolFromText(a.sql)
        case .dynamic:
            """
            CASE json_type(\(a)) WHEN 'BOOLEAN' THEN TRY_CAST(json_extract_string(\(a), '$') AS BOOLEAN) \
            WHEN 'VARCHAR' THEN \(boolFromText("json_extract_string(\(a), '$')")) \
            ELSE TRY_CAST(json_extract_string(\(a), '$') AS DOUBLE) <> 0 END
            """
        case .datetime, .timespan, .guid: throw refused("bool", a)
        }
    }

    private static func boolFromText(_ text: SQL) -> SQL {
        "CASE lower(trim(\(text))) WHEN 'true' THEN true WHEN 'false' THEN false ELSE \(longFromText(text)) <> 0 END"
    }

    static func datetime(_ a: Argument) throws(EmissionError) -> SQL {
        switch a.type {
        case .datetime: a.sql
        case .string, .dynamic: "kql_datetime_from_text(\(Spelling.rendered(a)))"
        case .int, .long: "CASE WHEN \(a) BETWEEN 0 AND 3155378975999999999 THEN CAST(\(a) AS BIGINT) END"
        case .bool, .real, .decimal, .timespan, .guid: throw refused("datetime", a)
        }
    }

    static func timespan(_ a: Argument) throws(EmissionError) -> SQL {
        switch a.type {
        case .timespan: a.sql
        case .string, .dynamic: "kql_timespan_from_text(\(Spelling.rendered(a)))"
        case .int, .long: "CAST(\(a) AS BIGINT)"
        case .bool, .real, .decimal, .datetime, .guid: throw refused("timespan", a)
        }
    }

    private static func refused(_ target: String, _ a: Argument) -> EmissionError {
        EmissionError("a \(a.type.rawValue) cannot be converted to \(target)", argument: 0)
    }
}
