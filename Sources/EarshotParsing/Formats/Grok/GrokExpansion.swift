internal import EarshotModel

/// A Grok pattern written out as a regular expression, and the fields its groups stand for.
///
///     let written = try GrokExpansion("%{IP:SrcIpAddr} > %{IP:DstIpAddr}", custom: [:])
///     written.expression   // (?<g0>…) > (?<g1>…)
///     written.fields       // ["SrcIpAddr", "DstIpAddr"]
///
/// `%{NAME}`, `%{NAME:field}` and `%{NAME:field:type}` are taken as Logstash takes them; a type says nothing, because the
/// column a field goes to has one. `(?<field>…)` names a group in a plain expression. `[a][b]` is the field `a.b`.
struct GrokExpansion {
    private(set) var expression = ""
    /// By the number in the group's name.
    private(set) var fields: [String] = []
    private let custom: [String: String]
    private var open: [String] = []

    struct Failure: Error {
        var problem: String
        var remedy: String
    }

    /// Characters of the expression; PCRE2 takes no larger programs anyway.
    static let maximumLength = 60_000
    static let maximumFields = 200
    private static let maximumDepth = 20

    init(_ pattern: String, custom: [String: String]) throws(Failure) {
        self.custom = custom
        try write(Array(pattern.unicodeScalars))
    }

    private mutating func write(_ text: [Unicode.Scalar]) throws(Failure) {
        var index = 0
        var isClass = false
        while index < text.count {
            guard expression.utf8.count <= Self.maximumLength else { throw Self.tooLong }
            let scalar = text[index]
            if scalar == "\\", index + 1 < text.count {
                try writeEscape(text, &index)
                continue
            }
            if isClass {
                // A `]` that comes first, or first behind `^`, is one of the class.
                if scalar == "]" { isClass = false }
            } else if scalar == "[" {
                isClass = true
                writeClassStart(text, &index)
                continue
            } else if scalar == "%", index + 1 < text.count, text[index + 1] == "{" {
                try writeReference(text, &index)
                continue
            } else if scalar == "(", try writeGroup(text, &index) {
                continue
            }
            expression.unicodeScalars.append(scalar)
            index += 1
        }
    }

    private mutating func writeClassStart(_ text: [Unicode.Scalar], _ index: inout Int) {
        repeat {
            expression.unicodeScalars.append(text[index])
            index += 1
        } while index < text.count && (text[index] == "^" && text[index - 1] == "[")
        guard index < text.count, text[index] == "]" else { return }
        expression.unicodeScalars.append("]")
        index += 1
    }

    /// A backslash and what it belongs to; `\k<field>` is the first group of that field.
    private mutating func writeEscape(_ text: [Unicode.Scalar], _ index: inout Int) throws(Failure) {
        if text[index + 1] == "k", index + 2 < text.count, text[index + 2] == "<",
            let end = text[index...].firstIndex(of: ">")
        {
            let name = Self.string(text[(index + 3)..<end])
            guard let number = fields.firstIndex(of: name) else {
                throw Failure(
                    problem: "`\\k<\(name)>` refers to a group that does not stand before it.",
                    remedy: "Name the group first: (?<\(name)>…).")
            }
            expression += "\\k<g\(number)>"
            index = end + 1
            return
        }
        expression.unicodeScalars.append(text[index])
        expression.unicodeScalars.append(text[index + 1])
        index += 2
    }

    /// `(?<field>…)`, also `(?P<field>…)` and `(?'field'…)`; anything else is not ours.
    private mutating func writeGroup(_ text: [Unicode.Scalar], _ index: inout Int) throws(Failure) -> Bool {
        var start = index + 1
        guard start < text.count, text[start] == "?" else {
            try refuseVerb(text, start)
            return false
        }
        start += 1
        if start < text.count, text[start] == "P" { start += 1 }
        guard start + 1 < text.count, text[start] == "<" || text[start] == "'" else { return false }
        let close: Unicode.Scalar = text[start] == "<" ? ">" : "'"
        guard text[start + 1] != "=", text[start + 1] != "!", let end = text[(start + 1)...].firstIndex(of: close)
        else { return false }
        try openGroup(Self.string(text[(start + 1)..<end]))
        index = end + 1
        return true
    }

    /// `(*…)` would change how the whole expression is read, or take away its limits.
    private func refuseVerb(_ text: [Unicode.Scalar], _ start: Int) throws(Failure) {
        guard start < text.count, text[start] == "*" else { return }
        throw Failure(
            problem: "`(*` begins a command to the matcher.", remedy: "Leave it out, or write `\\(\\*` for the text.")
    }

    private mutating func openGroup(_ field: String) throws(Failure) {
        guard fields.count < Self.maximumFields else {
            throw Failure(
                problem: "There are more than \(Self.maximumFields) fields.", remedy: "Split it into several patterns.")
        }
        let name = Self.flat(field)
        guard !name.isEmpty else {
            throw Failure(problem: "A group has an empty name.", remedy: "Name it, or write (?:…).")
        }
        expression += "(?<g\(fields.count)>"
        fields.append(name)
    }

    /// `%{NAME:field:type}` at `index`.
    private mutating func writeReference(_ text: [Unicode.Scalar], _ index: inout Int) throws(Failure) {
        guard let end = text[index...].firstIndex(of: "}") else {
            throw Failure(
                problem: "`%{` is not closed.", remedy: "Write %{NAME} or %{NAME:field}; \\%\\{ is the text itself.")
        }
        let parts = Self.string(text[(index + 2)..<end]).split(separator: ":", omittingEmptySubsequences: false)
        let name = String(parts.first ?? "")
        guard let definition = custom[name] ?? GrokLibrary.patterns[name] else { throw unknown(name) }
        guard !open.contains(name) else {
            throw Failure(
                problem: "%{\(name)} is made of itself.",
                remedy: "Take it out of its own definition: \((open + [name]).joined(separator: " → ")).")
        }
        guard open.count < Self.maximumDepth else {
            throw Failure(
                problem: "Patterns are nested more than \(Self.maximumDepth) deep.", remedy: "Write them out.")
        }
        let hasField = parts.count > 1 && !parts[1].isEmpty
        if hasField { try openGroup(String(parts[1])) } else { expression += "(?:" }
        open.append(name)
        try write(Array(definition.unicodeScalars))
        open.removeLast()
        expression += ")"
        index = end + 1
    }

    private func unknown(_ name: String) -> Failure {
        let known = Array(custom.keys) + GrokLibrary.names
        let hint = NearestWord.to(name, among: known).map { "Did you mean %{\($0)}? " } ?? ""
        return Failure(
            problem: "There is no pattern %{\(name)}.",
            remedy: hint + "Define it under `patterns`, or use one of docs/formats.md.")
    }

    private static let tooLong = Failure(
        problem: "Written out, the pattern has more than \(maximumLength) characters.",
        remedy: "Use fewer alternatives, or split it into several patterns.")

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        return text
    }

    /// `[a][b]` as `a.b`.
    private static func flat(_ field: String) -> String {
        guard field.hasPrefix("["), field.hasSuffix("]") else { return field }
        return String(field.dropFirst().dropLast().replacing("][", with: "."))
    }
}
