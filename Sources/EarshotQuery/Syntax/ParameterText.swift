public import EarshotModel

/// Values of query parameters that arrive as text.
public enum ParameterText {
    /// What a literal of that type says between its brackets: `7`, `2026-01-02`, `1h`, `null`. nil when it is none.
    public static func value(_ text: String, as type: KustoType) -> KustoValue? { LiteralText.value(text, of: type) }
}
