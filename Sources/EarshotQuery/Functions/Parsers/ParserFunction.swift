/// One of ASIM's parser functions: a table with filters that are applied before anything else.
///
///     ParserFunction("DhcpEvent", [prefixes("srcipaddr", ["SrcIpAddr"]), …])
///
/// It goes by several names: `_Im_DhcpEvent`, `_ASim_DhcpEvent`, `imDhcpEvent` and `ASimDhcpEvent` are one.
struct ParserFunction: Sendable {
    let table: String
    /// What follows the prefix, besides the table's own name.
    let otherNames: [String]
    /// The name of the table that Sentinel stores such events in.
    let storedName: String?
    /// In the order in which a call without names gives them.
    let filters: [ParserFilter]
    /// Holds for every row of the function, whatever the call asks for.
    let condition: String?

    init(
        _ table: String, names: [String] = [], stored: String? = nil, where condition: String? = nil,
        _ filters: [ParserFilter]
    ) {
        self.table = table
        otherNames = names
        storedName = stored
        self.condition = condition
        self.filters =
            [.init("starttime", .since, ["TimeGenerated"]), .init("endtime", .until, ["TimeGenerated"])] + filters
            + [.init("disabled", .notSwitchedOff, []), .init("pack", .ignored, [])]
    }

    /// The same function of other rows.
    func with(condition: String) -> ParserFunction {
        ParserFunction(table, filters: filters, storedName: storedName, otherNames: otherNames, condition: condition)
    }

    private init(
        _ table: String, filters: [ParserFilter], storedName: String?, otherNames: [String], condition: String?
    ) {
        self.table = table
        self.filters = filters
        self.storedName = storedName
        self.otherNames = otherNames
        self.condition = condition
    }

    /// The function as KQL, with the conditions that the call asks for.
    func text(_ name: String, _ arguments: [String: ParserArgument], has column: (String) -> Bool) -> String {
        let conditions = filters.compactMap { $0.condition(arguments[$0.name], has: column) }
        let all = (condition.map { [$0] } ?? []) + conditions
        return """
            let \(name) = (\(filters.map(\.declaration).joined(separator: ", "))) {
            \(([table] + all.map { "where \($0)" }).joined(separator: " | "))
            };
            """
    }
}
