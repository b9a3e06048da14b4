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

    /// All plugins of `evaluate`, by name.
    public static var plugins: [Plugin] {
        let bound = BoundPlugins.all.map {
            Plugin(name: $0.name, parameters: $0.parameters, summary: $0.summary, example: $0.example.expression)
        }
        return (bound + written).sorted { $0.name < $1.name }
    }

    /// Those that are written in the language itself.
    private static var written: [Plugin] {
        Binder.plugins.values.map { plugin in
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
