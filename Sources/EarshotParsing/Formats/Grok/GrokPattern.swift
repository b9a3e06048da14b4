internal import EarshotModel

/// A compiled Grok pattern.
struct GrokPattern: Sendable {
    private let expression: Expression
    /// Groups and the fields they stand for, in the order of the pattern.
    let captures: [(group: Int, field: String)]

    /// - Throws: `FormatError` under `key`.
    init(_ pattern: String, custom: [String: String], format: String, key: String) throws(FormatError) {
        let written: GrokExpansion
        do { written = try GrokExpansion(pattern, custom: custom) } catch {
            throw FormatError(format, key, error.problem, error.remedy)
        }
        do { expression = try Expression(written.expression) } catch {
            let near = String(written.expression.utf8.prefix(error.offset).suffix(20)) ?? ""
            throw FormatError(
                format, key, "This is no regular expression: \(error.reason), behind `\(near)`.",
                "Correct it there; a sign that is to stand for itself needs a backslash: \\( \\[ \\. \\? \\* \\+ \\|.")
        }
        let compiled = expression
        captures = written.fields.enumerated().compactMap { index, field in
            compiled.group(named: "g\(index)").map { ($0, field) }
        }
    }

    func match(_ line: Span<UInt8>, _ start: Int, _ end: Int, into groups: inout [Range<Int>]) -> Expression.Outcome {
        expression.match(line, start, end, into: &groups)
    }
}
