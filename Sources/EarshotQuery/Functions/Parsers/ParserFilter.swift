import EarshotModel

/// A filter parameter of a parser function: one row in a schema's list.
///
///     ParserFilter("eventresult", .equal, ["EventResult"])
struct ParserFilter: Sendable {
    let name: String
    let test: Test
    /// The filter holds when one of them passes the test.
    let columns: [String]

    init(_ name: String, _ test: Test, _ columns: [String]) {
        self.name = name
        self.test = test
        self.columns = columns
    }

    enum Test: Sendable {
        case since, until
        /// The column is an address that begins with one of the texts (`192.168.`), or is one of them.
        case addressPrefix
        /// The text contains an IPv4 address, or one with any of the prefixes.
        case address, addressPrefixWithin
        /// `has`, `has_any`, `has_all`: whole terms, in any case.
        case word, anyWord, allWords
        /// Equal in any case.
        case equal, among
        case identical, number
        /// As `equal`, but also events that do not tell their type.
        case eventType
        case notSwitchedOff
        /// Taken, and without effect: the columns are there in any case.
        case ignored
    }

    /// A list, of which nothing is asked when it is empty.
    var isList: Bool {
        switch test {
        case .addressPrefix, .addressPrefixWithin, .anyWord, .allWords, .among: true
        default: false
        }
    }

    /// `name: type = default` in a function's head.
    var declaration: String {
        switch test {
        case .since, .until: "\(name): datetime = datetime(null)"
        case .number: "\(name): int = int(null)"
        case .notSwitchedOff, .ignored: "\(name): bool = false"
        case .eventType: "\(name): string = 'Query'"
        case _ where isList: "\(name): dynamic = dynamic([])"
        default: "\(name): string = '*'"
        }
    }
}

/// What a call says about a filter.
enum ParserArgument {
    case constant(KustoValue)
    /// Known only when the query runs.
    case variable

    /// Whether the filter asks for nothing.
    var isBlank: Bool {
        switch self {
        case .constant(.null): true
        case .constant(.string(let text)): text.isEmpty || text == "*"
        case .constant(.dynamic(let json)): JSONArray.elements(json)?.isEmpty ?? false
        default: false
        }
    }
}
