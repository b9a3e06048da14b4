import EarshotModel

enum ParsingNatives {
    static let all: [NativeFunction] = [
        NativeFunction("kql_is_json", [.string], .bool) { a in .bool(JSON(parsing: a[0].text) != nil) },
        // Four numbers of up to eight digits each, one after the other.
        NativeFunction("kql_parse_version", [.string], .string) { a in
            let parts = a[0].text.split(separator: ".", omittingEmptySubsequences: false)
            guard 1...4 ~= parts.count,
                parts.allSatisfy({ 1...8 ~= $0.utf8.count && $0.utf8.allSatisfy { 48...57 ~= $0 } })
            else { return .string("") }
            let padded = parts.map { String(repeating: "0", count: 8 - $0.utf8.count) + $0 }
            return .string((padded + Array(repeating: "00000000", count: 4 - parts.count)).joined())
        },
        NativeFunction("kql_parse_url", [.string], .dynamic) { a in
            .dynamic(of: URLText.parse(a[0].text) ?? .object(emptyURL))
        },
        NativeFunction("kql_parse_urlquery", [.string], .dynamic) { a in
            let text = a[0].text.hasPrefix("?") ? a[0].text.dropFirst() : Substring(a[0].text)
            return .dynamic(of: .object([JSONMember("Query Parameters", URLText.query(text))]))
        },
        NativeFunction("kql_parse_path", [.string], .dynamic) { a in .dynamic(of: path(a[0].text)) },
        NativeFunction("kql_parse_csv", [.string], .dynamic) { a in
            .dynamic(of: .array(csv(a[0].text).map { .string($0) }))
        },
        NativeFunction("kql_parse_xml", [.string], .dynamic) { a in .dynamic(of: XMLReader.parse(a[0].text)) },
        NativeFunction("kql_parse_command_line", [.string], .dynamic) { a in
            let words = commandLine(a[0].text)
            return .dynamic(of: words.isEmpty ? nil : .array(words.map { .string($0) }))
        },
        NativeFunction("kql_parse_user_agent", [.string, .dynamic], .dynamic) { a in
            let wanted = a[1].tree.elements?.map(\.text) ?? [a[1].tree.text]
            return .dynamic(of: UserAgent(a[0].text).json(wanted))
        },
    ]

    private static let emptyURL: [JSONMember] = [
        "Scheme", "Host", "Port", "Path", "Username", "Password", "Query Parameters", "Fragment",
    ].map { JSONMember($0, $0 == "Query Parameters" ? .object([]) : .string("")) }

    // MARK: paths

    private static func path(_ text: String) -> JSON {
        var rest = Substring(text)
        var (scheme, root) = ("", "")
        if let mark = rest.firstRange("://") {
            scheme = String(rest[..<mark])
            rest = rest[rest.index(mark, offsetBy: 3)...]
        }
        if rest.count >= 2, rest.first?.isLetter == true, rest.dropFirst().first == ":" {
            root = String(rest.prefix(2))
        }
        // A stream of an NTFS file: `file.txt:stream`.
        var stream = ""
        let last = rest.lastIndex { $0 == "/" || $0 == "\\" }
        let tail = last.map { rest[rest.index(after: $0)...] } ?? rest.dropFirst(root.count)
        var file = tail
        if let colon = tail.firstIndex(of: ":") {
            stream = String(tail[tail.index(after: colon)...])
            file = tail[..<colon]
        }
        let directory = last.map { rest[..<$0] } ?? (root.isEmpty ? "" : rest.prefix(2))
        let name =
            directory.lastIndex { $0 == "/" || $0 == "\\" }.map { directory[directory.index(after: $0)...] }
            ?? directory
        let dot = file.lastIndex(of: ".")
        return .object([
            JSONMember("Scheme", .string(scheme)), JSONMember("RootPath", .string(root)),
            JSONMember("DirectoryPath", .string(String(directory))), JSONMember("DirectoryName", .string(String(name))),
            JSONMember("Filename", .string(String(file))),
            JSONMember("Extension", .string(dot.map { String(file[file.index(after: $0)...]) } ?? "")),
            JSONMember("AlternateDataStreamName", .string(stream)),
        ])
    }

    // MARK: lines

    /// One record of RFC 4180: fields in quotes may hold commas, and a quote that is doubled.
    private static func csv(_ text: String) -> [String] {
        var fields: [String] = []
        var field = String.UnicodeScalarView()
        var isQuoted = false
        var scalars = Array(text.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            if isQuoted, scalar == "\"", scalars.first == "\"" {
                field.append(scalars.removeFirst())
            } else if scalar == "\"" {
                isQuoted.toggle()
            } else if !isQuoted, scalar == "," {
                fields.append(String(field))
                field = .init()
            } else if !isQuoted, scalar == "\n" || scalar == "\r" {
                break
            } else {
                field.append(scalar)
            }
        }
        return fields + [String(field)]
    }

    /// Windows' rules: spaces separate, quotes join, backslashes escape only before a quote.
    private static func commandLine(_ text: String) -> [String] {
        var words: [String] = []
        var word: String?
        var isQuoted = false
        var slashes = 0
        for character in text + " " {
            if character == "\\" {
                slashes += 1
                continue
            }
            let kept = character == "\"" ? slashes / 2 : slashes
            if slashes > 0 { word = (word ?? "") + String(repeating: "\\", count: kept) }
            let isLiteral = character == "\"" && slashes % 2 == 1
            slashes = 0
            if character == "\"", !isLiteral {
                isQuoted.toggle()
                word = word ?? ""
            } else if !isQuoted, character == " " || character == "\t" {
                if let finished = word { words.append(finished) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let word { words.append(word) }
        return words
    }
}
