/// Percent-encoding and the parts of a URL.
enum URLText {
    /// Hexadecimal digits in lower case; a space becomes `+` in a form's encoding and `%20` in a component's.
    static func encode(_ text: String, space: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "*"),
                UInt8(ascii: "("),
                UInt8(ascii: ")"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: " "): result += space
            default: result += (byte < 16 ? "%0" : "%") + String(byte, radix: 16)
            }
        }
        return result
    }

    static func decode(_ text: some StringProtocol, plusIsSpace: Bool = true) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "%"), at + 2 < bytes.count, let value = hexadecimal(bytes[at + 1], bytes[at + 2]) {
                result.append(value)
                at += 3
                continue
            }
            result.append(byte == UInt8(ascii: "+") && plusIsSpace ? UInt8(ascii: " ") : byte)
            at += 1
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func hexadecimal(_ high: UInt8, _ low: UInt8) -> UInt8? {
        guard let x = Character(Unicode.Scalar(high)).hexDigitValue,
            let y = Character(Unicode.Scalar(low)).hexDigitValue
        else { return nil }
        return UInt8(x * 16 + y)
    }

    static func query(_ text: some StringProtocol) -> JSON {
        var members: [JSONMember] = []
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            members.append(JSONMember(decode(parts[0]), .string(parts.count > 1 ? decode(parts[1]) : "")))
        }
        // The last value of a name that occurs twice.
        return .object(BagNatives.merged([.object(members.reversed())]).reversed())
    }

    /// The parts under the names that `parse_url()` gives them; nil for what is no absolute URL.
    static func parse(_ url: String) -> JSON? {
        var rest = Substring(url)
        let fragment = cutTail(&rest, "#")
        let query = cutTail(&rest, "?")
        guard let mark = rest.firstRange("://"), mark > rest.startIndex else { return nil }
        let scheme = rest[..<mark]
        rest = rest[rest.index(mark, offsetBy: 3)...]
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        let authority = Authority(rest[..<slash])
        return .object([
            JSONMember("Scheme", .string(String(scheme))), JSONMember("Host", .string(authority.host)),
            JSONMember("Port", .string(authority.port)), JSONMember("Path", .string(String(rest[slash...]))),
            JSONMember("Username", .string(authority.user)), JSONMember("Password", .string(authority.password)),
            JSONMember("Query Parameters", Self.query(query)), JSONMember("Fragment", .string(fragment)),
        ])
    }

    private static func cutTail(_ rest: inout Substring, _ mark: Character) -> String {
        guard let place = rest.firstIndex(of: mark) else { return "" }
        defer { rest = rest[..<place] }
        return String(rest[rest.index(after: place)...])
    }

    private struct Authority {
        var (user, password, host, port) = ("", "", "", "")

        init(_ text: Substring) {
            var rest = text
            if let at = rest.lastIndex(of: "@") {
                let parts = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                user = String(parts[0])
                password = parts.count > 1 ? String(parts[1]) : ""
                rest = rest[rest.index(after: at)...]
            }
            let tail = rest.lastIndex(of: "]") ?? rest.startIndex
            if let colon = rest[tail...].lastIndex(of: ":") {
                port = String(rest[rest.index(after: colon)...])
                rest = rest[..<colon]
            }
            host = String(rest)
        }
    }
}

extension Substring {
    /// Where a text first occurs.
    func firstRange(_ text: String) -> Index? {
        var at = startIndex
        while at < endIndex {
            if self[at...].hasPrefix(text) { return at }
            at = index(after: at)
        }
        return nil
    }
}
