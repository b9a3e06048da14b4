/// What can be called in place of a table or after `evaluate`, for completion and reference pages.
public enum CallableReference {
    public struct Parser: Sendable {
        public let name: String
        /// `starttime: datetime = datetime(null), …`
        public let parameters: String
        public let table: String
    }

    public struct Plugin: Sendable {
        public let name: String
        public let parameters: String
        public let summary: String
        public let example: String?
    }

    /// ASIM's parser functions, each under all its names.
    public static var parsers: [Parser] {
        ParserCatalog.names.compactMap { name in
            ParserCatalog.function(named: name).map { function in
                let parameters = function.filters.map(\.declaration).joined(separator: ", ")
                return Parser(name: name, parameters: parameters, table: function.table)
            }
        }
    }

    /// The plugins that are written in the language itself.
    public static var plugins: [Plugin] {
        Binder.plugins.values.sorted { $0.name < $1.name }.map { plugin in
            let words = plugin.parameters.map { parameter in
                switch parameter {
                case .column: "column"
                case .constant: "constant"
                case .conditions: "condition, …"
                }
            }
            return Plugin(
                name: plugin.name, parameters: words.joined(separator: ", "), summary: plugin.summary,
                example: plugin.examples.first?.expression)
        }
    }
}
