/// Views of Earshot's own, as KQL: a row each.
///
///     ProberLedger | where Kind == 'vertical' | top 10 by Ports
///     CallHomes(60d) | where Period > 1h
enum SystemViews {
    static let all: [SystemView] = [.proberLedger, .proberNetworks, .callHomes]

    static let names: [String] = all.map(\.name)

    private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

    static func view(named name: String) -> SystemView? { byName[name] }
}

struct SystemView: Sendable {
    let name: String
    /// The table without which it cannot be.
    let table: String
    /// `let name = (parameters) { … };`
    let text: String

    init(_ name: String, over table: String, _ parameters: String, _ body: String) {
        self.name = name
        self.table = table
        text = "let \(name) = (\(parameters)) {\n\(body)\n};"
    }
}
