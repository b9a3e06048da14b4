import EarshotModel

/// `externaldata (name: type, …) [address, …] with (format = 'csv', ignoreFirstRecord = true)`.
extension Binder {
    /// Bound even when the address may not be read, so that whatever else is wrong with the query is found; the refusal
    /// comes when it is to be run.
    func externalData(
        _ columns: [ColumnDeclaration], _ addresses: [Expression], _ properties: Operator.Parameters, _ span: Span,
        _ environment: Environment
    ) throws(QueryError) -> Relation {
        var source = ExternalTable.Source()
        var seen: Set<String> = []
        for column in columns {
            guard seen.insert(column.name).inserted else {
                throw .invalid("The column '\(column.name)' is declared twice.", column.span)
            }
            source.columns.append(.init(name: column.name, type: column.type))
        }
        let texts = try addresses.map { address throws(QueryError) in try plainText(address, environment) }
        source.format = ExternalFormat(address: texts.first ?? "")
        let pattern = try apply(properties, to: &source, span, environment)
        source.documents = texts.map { ExternalDocument(address: $0, zipPattern: pattern) }
        if let refusal = refusal(of: texts, span) {
            context.refusal = context.refusal ?? refusal
            return empty(columns.map { ($0.name, $0.type) })
        }
        return try rows(of: context.external(source), span)
    }

    private func plainText(_ address: Expression, _ environment: Environment) throws(QueryError) -> String {
        guard case .string(let text) = try scalar(address, Scope(environment)).constant else {
            throw .typeMismatch("externaldata takes its addresses and properties as constant strings.", address.span)
        }
        return text
    }

    /// The pattern for files in archives, if any.
    private func apply(
        _ properties: Operator.Parameters, to source: inout ExternalTable.Source, _ span: Span,
        _ environment: Environment
    ) throws(QueryError) -> String? {
        var pattern: String?
        for (name, value) in properties.sorted(by: { $0.key < $1.key }) {
            switch name.lowercased() {
            case "format":
                let text = try plainText(value, environment)
                guard let format = ExternalFormat.named[text.lowercased()] else {
                    throw .notSupported(
                        "The format '\(text)'", value.span,
                        hint: "There are \(ExternalFormat.named.keys.sorted().joined(separator: ", ")).")
                }
                source.format = format
            case "ignorefirstrecord": source.ignoresFirstRecord = try flag(value, environment)
            case "zippattern": pattern = try plainText(value, environment)
            default:
                throw .notSupported(
                    "The property '\(name)' of externaldata", value.span,
                    hint: "There are format, ignoreFirstRecord and zipPattern.")
            }
        }
        return pattern
    }

    /// `true`, `True`, `"true"` or 1.
    private func flag(_ value: Expression, _ environment: Environment) throws(QueryError) -> Bool {
        if case .name(let name) = value.kind, ["true", "false"].contains(name.lowercased()) {
            return name.lowercased() == "true"
        }
        switch try scalar(value, Scope(environment)).constant {
        case .bool(let flag): return flag
        case .long(let number): return number != 0
        case .string(let text): return text.lowercased() == "true"
        default: throw .typeMismatch("ignoreFirstRecord is true or false.", value.span)
        }
    }

    private func refusal(of addresses: [String], _ span: Span) -> QueryError? {
        for address in addresses {
            let host = ExternalDocument(address: address).host
            let error = context.external.map { $0.refusal(of: address) } ?? .notAllowed(host)
            if let error {
                return QueryError(code: "not-allowed", message: error.message, span: span, hint: error.hint)
            }
        }
        return nil
    }

    /// The texts of the temporary table as the types that were declared, in the order of the document.
    private func rows(of table: ExternalTable, _ span: Span) throws(QueryError) -> Relation {
        try context.spend(table.columns.count, span)
        let position = context.newID()
        var texts: [SQL] = ["position AS \(SQL(column: position))"]
        var ids = [position]
        var definitions: [Plan.Definition] = []
        var output: [BoundColumn] = []
        for (index, column) in table.columns.enumerated() {
            let id = context.newID()
            ids.append(id)
            texts.append("\(SQL(raw: "v\(index)")) AS \(SQL(column: id))")
            guard column.type != .string else {
                output.append(BoundColumn(name: column.name, id: id, type: .string))
                continue
            }
            let text = Bound(column: BoundColumn(name: column.name, id: id, type: .string))
            let value = BoundColumn(name: column.name, id: context.newID(), type: column.type)
            definitions.append(.init(id: value.id, sql: try convert(text, to: column.type, span).sql))
            output.append(value)
        }
        let plan = Plan.raw("SELECT \(texts.joined()) FROM temp.\(identifier: table.name)", ids)
        return Relation(
            plan: definitions.isEmpty ? plan : .compute(plan, definitions), columns: output,
            order: [OrderKey(id: position, ascending: true, nullsFirst: true)])
    }
}

extension ExternalDocument {
    /// As far as it can be told from the text; "" when there is none.
    var host: String {
        let rest = address.firstRange(of: "://").map { address[$0.upperBound...] } ?? ""
        let authority = rest.prefix { !"/?#;".contains($0) }
        return String(authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" })
    }
}
