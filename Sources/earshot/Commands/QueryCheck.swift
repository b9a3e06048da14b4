import EarshotModel
import EarshotQuery
import EarshotStore

/// What `earshot query --check` answers: whether a query means something, without running it.
struct QueryCheck {
    let compiler: Compiler
    private let plans = PlanCache()

    init(watchlists: any Watchlists, external: (any ExternalData)?) {
        compiler = Compiler(tables: Tables.all, watchlists: watchlists, external: external)
    }

    /// `"columns":…,"milliseconds":…`, with `"remarks"` and `"refused"` where there are any. Throws `QueryError`.
    func members(_ text: String) throws -> String {
        let clock = ContinuousClock()
        let start = clock.now
        var options = QueryOptions()
        options.now = Store.currentTicks
        let preparation = try compiler.prepare(text, options: options, cache: plans)
        let milliseconds = (clock.now - start) / .milliseconds(1)
        var parts: [String] = []
        switch preparation {
        case .ready(let compiled):
            parts.append("\"columns\":\(AnswerText.columns(compiled.columns))")
            if let refusal = compiled.refusal { parts.append("\"refused\":\(KustoValue.string(refusal.message).json)") }
            if !compiled.remarks.isEmpty { parts.append("\"remarks\":\(AnswerText.texts(compiled.remarks))") }
        case .asks:
            parts.append("\"columns\":null")
        }
        parts.append("\"milliseconds\":\((milliseconds * 1000).rounded() / 1000)")
        return parts.joined(separator: ",")
    }
}
