/// Reads XML into the shape that `parse_xml()` answers: attributes as `@name`, text beside them as `#text`, repeated
/// elements as arrays, an element with nothing but text as that text.
///
/// Entities that a document declares itself are not expanded: they are how hostile documents grow.
struct XMLReader {
    private let bytes: [UInt8]
    private var at = 0

    /// nil when the text is no XML document.
    static func parse(_ text: String) -> JSON? {
        var reader = XMLReader(bytes: Array(text.utf8))
        return reader.document()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func document() -> JSON? {
        var members: [JSONMember] = []
        skipSpace()
        if starts("<?xml"), let declaration = declaration() { members.append(JSONMember("?xml", declaration)) }
        guard skipMisc(), let (name, value) = element(depth: 0), skipMisc(), at == bytes.count else { return nil }
        return .object(members + [JSONMember(name, value)])
    }

    // MARK: scanning

    private func starts(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        return at + count <= bytes.count && text.withUTF8Buffer { bytes[at..<(at + count)].elementsEqual($0) }
    }

    private mutating func skipSpace() {
        while at < bytes.count, bytes[at] == 32 || (9...13).contains(bytes[at]) { at += 1 }
    }

    /// The text up to a mark, which is passed over.
    private mutating func upTo(_ mark: String) -> String? {
        let wanted = Array(mark.utf8)
        var end = at
        while end + wanted.count <= bytes.count {
            if bytes[end] == wanted[0], bytes[end..<(end + wanted.count)].elementsEqual(wanted) {
                defer { at = end + wanted.count }
                return String(decoding: bytes[at..<end], as: UTF8.self)
            }
            end += 1
        }
        return nil
    }

    /// Comments, processing instructions and the document type.
    private mutating func skipMisc() -> Bool {
        while true {
            skipSpace()
            if starts("<!--") {
                if upTo("-->") == nil { return false }
            } else if starts("<?") {
                if upTo("?>") == nil { return false }
            } else if starts("<!DOCTYPE") {
                if upTo(">") == nil { return false }
            } else {
                return true
            }
        }
    }

    private mutating func name() -> String? {
        let start = at
        while at < bytes.count, isNameByte(bytes[at]) { at += 1 }
        return at > start ? String(decoding: bytes[start..<at], as: UTF8.self) : nil
    }

    private func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "/"), UInt8(ascii: "\""),
            UInt8(ascii: "'"),
            UInt8(ascii: "?"), 0...32:
            false
        default: true
        }
    }

    // MARK: elements

    private mutating func declaration() -> JSON? {
        at += 5
        guard let attributes = attributes(), starts("?>") else { return nil }
        at += 2
        return .object(attributes)
    }

    private mutating func attributes() -> [JSONMember]? {
        var result: [JSONMember] = []
        while true {
            skipSpace()
            guard let name = name() else { return result }
            skipSpace()
            guard at < bytes.count, bytes[at] == UInt8(ascii: "=") else { return nil }
            at += 1
            skipSpace()
            guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") else {
                return nil
            }
            let quote = String(Character(Unicode.Scalar(bytes[at])))
            at += 1
            guard let value = upTo(quote) else { return nil }
            result.append(JSONMember("@" + name, .string(Self.unescaped(value))))
        }
    }

    private mutating func element(depth: Int) -> (String, JSON)? {
        guard depth < 200, at < bytes.count, bytes[at] == UInt8(ascii: "<") else { return nil }
        at += 1
        guard let name = name(), let attributes = attributes() else { return nil }
        if starts("/>") {
            at += 2
            return (name, attributes.isEmpty ? .null : .object(attributes))
        }
        guard at < bytes.count, bytes[at] == UInt8(ascii: ">") else { return nil }
        at += 1
        var content = Content(members: attributes)
        guard fill(&content, of: name, depth: depth) else { return nil }
        return (name, content.json)
    }

    private mutating func fill(_ content: inout Content, of name: String, depth: Int) -> Bool {
        while at < bytes.count {
            if starts("</") {
                at += 2
                guard self.name() == name else { return false }
                skipSpace()
                guard at < bytes.count, bytes[at] == UInt8(ascii: ">") else { return false }
                at += 1
                return true
            }
            if starts("<!--") {
                if upTo("-->") == nil { return false }
            } else if starts("<![CDATA[") {
                at += 9
                guard let text = upTo("]]>") else { return false }
                content.sections += text
            } else if starts("<?") {
                if upTo("?>") == nil { return false }
            } else if bytes[at] == UInt8(ascii: "<") {
                guard let (child, value) = element(depth: depth + 1) else { return false }
                content.add(child, value)
            } else {
                let start = at
                while at < bytes.count, bytes[at] != UInt8(ascii: "<") { at += 1 }
                content.text += Self.unescaped(String(decoding: bytes[start..<at], as: UTF8.self))
            }
        }
        return false
    }

    private struct Content {
        var members: [JSONMember]
        var text = ""
        var sections = ""

        mutating func add(_ name: String, _ value: JSON) {
            guard let place = members.firstIndex(where: { $0.key == name }) else {
                members.append(JSONMember(name, value))
                return
            }
            if repeated.contains(name), case .array(let elements) = members[place].value {
                members[place].value = .array(elements + [value])
            } else {
                members[place].value = .array([members[place].value, value])
                repeated.insert(name)
            }
        }

        private var repeated: Set<String> = []

        init(members: [JSONMember]) { self.members = members }

        var json: JSON {
            let isBlank = text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
            if members.isEmpty {
                if !sections.isEmpty { return .object([JSONMember("#cdata-section", .string(sections))]) }
                return .string(isBlank ? "" : text)
            }
            var all = members
            if !isBlank { all.append(JSONMember("#text", .string(text))) }
            if !sections.isEmpty { all.append(JSONMember("#cdata-section", .string(sections))) }
            return .object(all)
        }
    }

    private static func unescaped(_ text: String) -> String {
        guard text.contains("&") else { return text }
        var result = ""
        var rest = Substring(text)
        while let mark = rest.firstIndex(of: "&") {
            result += rest[..<mark]
            rest = rest[mark...]
            guard let end = rest.firstIndex(of: ";"), let value = entity(rest[rest.index(after: mark)..<end]) else {
                result.append("&")
                rest = rest.dropFirst()
                continue
            }
            result.append(value)
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private static func entity(_ name: Substring) -> Character? {
        switch name {
        case "lt": return "<"
        case "gt": return ">"
        case "amp": return "&"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard name.hasPrefix("#") else { return nil }
            let isHexadecimal = name.hasPrefix("#x")
            let code = UInt32(name.dropFirst(isHexadecimal ? 2 : 1), radix: isHexadecimal ? 16 : 10)
            return code.flatMap(Unicode.Scalar.init).map(Character.init)
        }
    }
}
