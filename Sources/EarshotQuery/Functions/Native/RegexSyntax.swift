import EarshotModel

/// Regular expressions as Kusto writes them, spelled for the engine, whose dialect is an older one.
///
///     RegexSyntax.spelled(#"(?<year>\d{4})\u002d"#)   →   (\d{4})\x{002d}
///
/// Names of groups go: whoever needs them has their numbers from `RegexGroups`. What the engine would read as something
/// else, operations on character classes and one-sided word boundaries, is refused.
struct RegexSyntax {
    private let bytes: [UInt8]
    private var result: [UInt8] = []
    private var index = 0
    private var inClass = false

    private init(_ pattern: String) { bytes = Array(pattern.utf8) }

    static func spelled(_ pattern: String) throws(EmissionError) -> String {
        var syntax = RegexSyntax(pattern)
        while syntax.index < syntax.bytes.count { try syntax.step() }
        return String(decoding: syntax.result, as: UTF8.self)
    }

    /// The pattern argument of a function; what is no constant stays as it is.
    static func argument(_ arguments: [Argument], _ index: Int) throws(EmissionError) -> SQL {
        guard case .string(let pattern) = arguments[index].constant else { return arguments[index].sql }
        do {
            return .value(.string(try spelled(pattern)))
        } catch {
            throw EmissionError(error.message, argument: index)
        }
    }

    private mutating func step() throws(EmissionError) {
        let byte = bytes[index]
        switch byte {
        case UInt8(ascii: "\\"): return try escape()
        case UInt8(ascii: "[") where !inClass: inClass = true
        case UInt8(ascii: "]"): inClass = false
        case UInt8(ascii: "(") where !inClass:
            if let end = endOfName() {
                result.append(byte)
                index = end + 1
                return
            }
        case UInt8(ascii: "&") where inClass, UInt8(ascii: "~") where inClass:
            guard index + 1 >= bytes.count || bytes[index + 1] != byte else {
                let sign = Unicode.Scalar(byte)
                throw EmissionError("character classes cannot be combined with '\(sign)\(sign)' here")
            }
        default: break
        }
        result.append(byte)
        index += 1
    }

    /// Where the `>` of `(?<name>` or `(?P<name>` is.
    private func endOfName() -> Int? {
        for start in ["(?<", "(?P<"] where bytes[index...].starts(with: start.utf8) {
            let name = bytes[(index + start.utf8.count)...]
            guard let first = name.first, first == UInt8(ascii: "_") || first > 0x40 else { return nil }
            return name.firstIndex(of: UInt8(ascii: ">"))
        }
        return nil
    }

    private mutating func escape() throws(EmissionError) {
        guard index + 1 < bytes.count else {
            result.append(bytes[index])
            index += 1
            return
        }
        switch bytes[index + 1] {
        case UInt8(ascii: "u"): codePoint(digits: 4)
        case UInt8(ascii: "U"): codePoint(digits: 8)
        case UInt8(ascii: "<"), UInt8(ascii: ">"): throw EmissionError("'\\<' and '\\>' are not supported; write '\\b'")
        case UInt8(ascii: "b") where bytes[(index + 2)...].starts(with: "{start".utf8),
            UInt8(ascii: "b") where bytes[(index + 2)...].starts(with: "{end".utf8):
            throw EmissionError("'\\b{…}' is not supported; write '\\b'")
        default:
            result += bytes[index..<(index + 2)]
            index += 2
        }
    }

    /// `\u0041`, `\u{41}` → `\x{41}`.
    private mutating func codePoint(digits: Int) {
        let rest = bytes[(index + 2)...]
        if rest.first == UInt8(ascii: "{") {
            result += #"\x"#.utf8
            index += 2
            return
        }
        let number = rest.prefix(digits)
        result += #"\x{"#.utf8
        result += number
        result.append(UInt8(ascii: "}"))
        index += 2 + number.count
    }
}
