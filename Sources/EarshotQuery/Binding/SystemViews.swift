/// ASIM's parser functions, in KQL over the tables of the same schema. `_Im_X`, `_ASim_X`, `imX` and `ASimX` are one.
enum SystemViews {
    /// The schema that a function's name stands for: `NetworkSession` for `_Im_NetworkSession`.
    static func schema(of function: String) -> String? {
        for prefix in ["_Im_", "_ASim_", "ASim", "im"] where function.hasPrefix(prefix) && function.count > prefix.count
        {
            let rest = String(function.dropFirst(prefix.count))
            return aliases[rest] ?? rest
        }
        return nil
    }

    private static let aliases = ["Process": "ProcessEvent", "ProcessCreate": "ProcessEvent", "Audit": "AuditEvent"]

    /// The function as KQL. Only parameters that the call gives become conditions, so that the others cost nothing.
    static func text(_ function: String, schema: String, given: (String, Int) -> Bool, has column: (String) -> Bool)
        -> String
    {
        var parameters = ["starttime: datetime = datetime(null)", "endtime: datetime = datetime(null)"]
        var conditions: [String] = []
        if given("starttime", 0) { conditions.append("(isnull(starttime) or TimeGenerated >= starttime)") }
        if given("endtime", 1) { conditions.append("(isnull(endtime) or TimeGenerated <= endtime)") }
        for filter in filters where filter.columns.allSatisfy(column) {
            parameters.append("\(filter.name): \(filter.type)")
            if given(filter.name, parameters.count - 1) { conditions.append(filter.condition) }
        }
        parameters += ["disabled: bool = false", "pack: bool = false"]
        return """
            let \(function) = (\(parameters.joined(separator: ", "))) {
            \(schema) | where \((conditions + [given("disabled", 99) ? "not(disabled)" : "true"]).joined(separator: " and "))
            };
            """
    }

    private struct Filter {
        let name: String
        let type: String
        let columns: [String]
        let condition: String
    }

    private static func prefixes(_ name: String, _ columns: [String]) -> Filter {
        let tests = columns.map { "has_any_ipv4_prefix(\($0), \(name))" }.joined(separator: " or ")
        return Filter(
            name: name, type: "dynamic = dynamic([])", columns: columns,
            condition: "(array_length(\(name)) == 0 or \(tests))")
    }

    private static func words(_ name: String, _ columns: [String]) -> Filter {
        let tests = columns.map { "\($0) has_any (\(name))" }.joined(separator: " or ")
        return Filter(
            name: name, type: "dynamic = dynamic([])", columns: columns,
            condition: "(array_length(\(name)) == 0 or \(tests))")
    }

    private static func among(_ name: String, _ column: String) -> Filter {
        Filter(
            name: name, type: "dynamic = dynamic([])", columns: [column],
            condition: "(array_length(\(name)) == 0 or \(column) in~ (\(name)))")
    }

    private static func equal(_ name: String, _ column: String) -> Filter {
        Filter(
            name: name, type: "string = '*'", columns: [column],
            condition: "(\(name) in ('*', '') or \(column) =~ \(name))")
    }

    private static let filters: [Filter] = [
        prefixes("srcipaddr_has_any_prefix", ["SrcIpAddr"]), prefixes("dstipaddr_has_any_prefix", ["DstIpAddr"]),
        prefixes("ipaddr_has_any_prefix", ["SrcIpAddr", "DstIpAddr"]),
        Filter(
            name: "dstportnumber", type: "int = int(null)", columns: ["DstPortNumber"],
            condition: "(isnull(dstportnumber) or DstPortNumber == dstportnumber)"),
        words("hostname_has_any", ["SrcHostname", "DstHostname"]), among("dvcaction", "DvcAction"),
        equal("eventresult", "EventResult"), among("eventtype_in", "EventType"),
        equal("srcipaddr", "SrcIpAddr"), words("domain_has_any", ["DnsQuery"]),
        equal("responsecodename", "DnsResponseCodeName"), words("url_has_any", ["Url"]),
        words("httpuseragent_has_any", ["HttpUserAgent"]), among("eventresultdetails_in", "EventResultDetails"),
    ]
}
