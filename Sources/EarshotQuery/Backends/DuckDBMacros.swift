/// Macros that keep the SQL short. The engine expands them while it binds, so that they cost nothing at run time.
enum DuckDBMacros {
    static let all: [String] = (json + numbers + terms).map { "CREATE OR REPLACE TEMP MACRO " + $0 }

    private static let json = [
        // The engine also takes `[1,]` and `nan`, which nobody who reads the answer as JSON could. Text that may be such is
        // looked at more closely.
        """
        kql_json_valid(t) AS json_valid(t) AND CASE WHEN regexp_matches(t, '(?i)(?:^|[\\[:,\\s+-])(?:nan|inf)|,\\s*[]}]') \
        THEN kql_is_json(t) ELSE true END
        """,
        // JSON's null is null.
        "kql_json_value(j) AS CASE WHEN CAST(j AS VARCHAR) <> 'null' THEN j END",
        "kql_json_at(j, i) AS kql_json_value(json_extract(j, CASE WHEN i < 0 THEN '$[#' || i || ']' ELSE '$[' || i || ']' END))",
        "kql_json_property(j, k) AS kql_json_value(json_extract(j, '/' || replace(replace(k, '~', '~0'), '/', '~1')))",
        """
        kql_json_element(j, k) AS CASE json_type(k) WHEN 'VARCHAR' THEN kql_json_property(j, json_extract_string(k, '$')) \
        WHEN 'UBIGINT' THEN kql_json_at(j, TRY_CAST(json_extract_string(k, '$') AS BIGINT)) \
        WHEN 'BIGINT' THEN kql_json_at(j, TRY_CAST(json_extract_string(k, '$') AS BIGINT)) END
        """,
        """
        kql_json_number(j) AS CASE WHEN json_type(j) IN ('UBIGINT', 'BIGINT', 'DOUBLE') \
        THEN TRY_CAST(json_extract_string(j, '$') AS DOUBLE) END
        """,
        """
        kql_json_long(j) AS CASE WHEN json_type(j) IN ('UBIGINT', 'BIGINT') THEN TRY_CAST(json_extract_string(j, '$') AS BIGINT) \
        WHEN json_type(j) = 'DOUBLE' THEN TRY_CAST(trunc(TRY_CAST(json_extract_string(j, '$') AS DOUBLE)) AS BIGINT) END
        """,
        """
        kql_json_bool(j) AS CASE WHEN json_type(j) = 'BOOLEAN' THEN json_extract_string(j, '$') = 'true' \
        WHEN json_type(j) IN ('UBIGINT', 'BIGINT') THEN json_extract_string(j, '$') <> '0' END
        """,
        // The elements of an array, the properties of a bag one by one; anything else is one element. The casts say what the
        // engine forgets for a constant null, and then takes a list for a JSON text.
        """
        kql_elements(j) AS CASE json_type(j) WHEN 'ARRAY' THEN CAST(json_extract(j, '$[*]') AS JSON[]) \
        WHEN 'OBJECT' THEN list_transform(json_keys(j), lambda k: json_object(k, json_extract(j, '/' || replace(replace(k, '~', '~0'), '/', '~1')))) \
        ELSE [j] END
        """,
        """
        kql_pairs(j) AS CASE json_type(j) WHEN 'ARRAY' THEN CAST(json_extract(j, '$[*]') AS JSON[]) \
        WHEN 'OBJECT' THEN list_transform(json_keys(j), lambda k: json_array(k, json_extract(j, '/' || replace(replace(k, '~', '~0'), '/', '~1')))) \
        ELSE [j] END
        """,
        "kql_texts(j) AS CASE json_type(j) WHEN 'ARRAY' THEN CAST(json_extract_string(j, '$[*]') AS VARCHAR[]) ELSE [coalesce(json_extract_string(j, '$'), '')] END",
        """
        kql_numbers(j) AS CASE json_type(j) WHEN 'ARRAY' THEN list_transform(CAST(json_extract(j, '$[*]') AS JSON[]), lambda x: kql_json_number(x)) \
        ELSE [kql_json_number(j)] END
        """,
        """
        kql_bag_without_empty(j) AS (SELECT coalesce(json_group_object(key, value), CAST('{}' AS JSON)) FROM json_each(j) \
        WHERE value IS NOT NULL AND CAST(value AS VARCHAR) NOT IN ('null', '""'))
        """,
    ]

    private static let numbers = [
        "kql_divide(a, b) AS CASE WHEN b <> 0 THEN a / b WHEN a = 0 OR isnan(a) THEN CAST('nan' AS DOUBLE) WHEN a > 0 THEN CAST('inf' AS DOUBLE) WHEN a < 0 THEN CAST('-inf' AS DOUBLE) END",
        // The low 64 bits of a number of 128.
        """
        kql_wrapped(x) AS CAST(((x + 9223372036854775808::HUGEINT) & 18446744073709551615::HUGEINT) \
        - 9223372036854775808::HUGEINT AS BIGINT)
        """,
        // Outside the years 1 to 9999 there is no datetime.
        "kql_instant(t) AS CASE WHEN t BETWEEN 0 AND 3155378975999999999 THEN t END",
        """
        kql_dynamic_math(op, a, b) AS CASE WHEN json_type(a) IN ('UBIGINT', 'BIGINT') AND json_type(b) IN ('UBIGINT', 'BIGINT') THEN \
        CASE op WHEN '+' THEN to_json(kql_json_long(a) + kql_json_long(b)) WHEN '-' THEN to_json(kql_json_long(a) - kql_json_long(b)) \
        WHEN '*' THEN to_json(kql_json_long(a) * kql_json_long(b)) WHEN '/' THEN to_json(kql_json_long(a) // nullif(kql_json_long(b), 0)) \
        ELSE to_json(kql_json_long(a) % nullif(kql_json_long(b), 0)) END \
        ELSE CASE op WHEN '+' THEN to_json(kql_json_number(a) + kql_json_number(b)) \
        WHEN '-' THEN to_json(kql_json_number(a) - kql_json_number(b)) WHEN '*' THEN to_json(kql_json_number(a) * kql_json_number(b)) \
        WHEN '/' THEN to_json(kql_json_number(a) / nullif(kql_json_number(b), 0)) END END
        """,
    ]

    private static let terms: [String] = {
        let quoted = "regexp_escape(n)"
        let left = "CASE WHEN regexp_matches(n, '^[\\pL\\pN]') THEN '(?:^|[^\\pL\\pN])' ELSE '' END"
        let right = "CASE WHEN regexp_matches(n, '[\\pL\\pN]$') THEN '(?:$|[^\\pL\\pN])' ELSE '' END"
        func term(_ name: String, _ before: String, _ after: String) -> [String] {
            ["", "_cs"].map { suffix in
                """
                \(name)\(suffix)(h, n) AS regexp_matches(h, '\(suffix.isEmpty ? "(?i)" : "")' || \(before) || \(quoted) || \(after))
                """
            }
        }
        return term("kql_has", left, right) + term("kql_hasprefix", left, "''") + term("kql_hassuffix", "''", right)
    }()
}
