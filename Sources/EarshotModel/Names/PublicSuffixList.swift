/// Which part of a host name somebody registered: `example.co.uk` of `www.example.co.uk`.
///
/// By the algorithm of publicsuffix.org/list, over the list's text (Debian: package `publicsuffix`). Without a list the
/// last two labels count as registered.
public struct PublicSuffixList: Sendable {
    private enum Rule: Sendable { case normal, wildcard, exception }

    private var rules: [String: Rule] = [:]

    public static let defaultPath = "/usr/share/publicsuffix/public_suffix_list.dat"

    /// Reads the list; a rule stands for itself and, with other letters than ASCII, for its Punycode form.
    public init(text: String) {
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("//") {
            guard let rule = line.split(separator: " ").first else { continue }
            add(String(rule).lowercased())
        }
    }

    public var isEmpty: Bool { rules.isEmpty }

    private mutating func add(_ rule: String) {
        if rule.hasPrefix("!") {
            rules[Punycode.host(String(rule.dropFirst()))] = .exception
        } else if rule.hasPrefix("*.") {
            rules[Punycode.host(String(rule.dropFirst(2)))] = .wildcard
        } else {
            let name = Punycode.host(rule)
            // `*.ck` stays when `ck` is a rule as well: the wildcard says more.
            if rules[name] == nil { rules[name] = .normal }
        }
    }

    /// The registered domain of a name (lower case, ASCII, a final dot is no matter); nil: the name is itself a public
    /// suffix, a single label, an address, or no host name.
    public func registeredDomain(of name: String) -> String? {
        let name = name.hasSuffix(".") ? String(name.dropLast()) : name
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.count <= 127, labels.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 63 }),
            !(labels.last ?? "").allSatisfy(\.isNumber)
        else { return nil }
        let suffix = suffixLength(labels)
        guard suffix < labels.count else { return nil }
        return labels.suffix(suffix + 1).joined(separator: ".")
    }

    /// How many labels belong to the public suffix; the longest rule wins, an exception wins over all.
    private func suffixLength(_ labels: [Substring]) -> Int {
        for start in labels.indices {
            let count = labels.count - start
            switch rules[labels[start...].joined(separator: ".")] {
            case .exception: return count - 1
            case .wildcard: return start > 0 ? count + 1 : count
            case .normal: return count
            case nil: continue
            }
        }
        return 1
    }
}

/// Host names with other letters than ASCII, as DNS spells them (RFC 3492, RFC 5891 without its checks).
public enum Punycode {
    /// `bücher.example` → `xn--bcher-kva.example`; ASCII stays.
    public static func host(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 >= 128 }) else { return name }
        return name.split(separator: ".", omittingEmptySubsequences: false).map { label in
            label.utf8.contains { $0 >= 128 }
                ? "xn--" + encode(Array(label.unicodeScalars.map(\.value))) : String(label)
        }.joined(separator: ".")
    }

    /// RFC 3492 §6.3.
    private static func encode(_ input: [UInt32]) -> String {
        var output = String(String.UnicodeScalarView(input.filter { $0 < 128 }.compactMap(Unicode.Scalar.init)))
        let basic = output.unicodeScalars.count
        if basic > 0 { output += "-" }
        var (code, delta, bias, handled): (UInt32, UInt32, UInt32, UInt32) = (128, 0, 72, UInt32(basic))
        while handled < input.count {
            let next = input.filter { $0 >= code }.min() ?? code
            delta &+= (next &- code) &* (handled &+ 1)
            code = next
            for scalar in input {
                if scalar < code { delta &+= 1 }
                guard scalar == code else { continue }
                output += digits(delta, bias)
                bias = adapt(delta, handled &+ 1, isFirst: handled == basic)
                delta = 0
                handled &+= 1
            }
            delta &+= 1
            code &+= 1
        }
        return output
    }

    /// A variable-length integer, RFC 3492 §3.3.
    private static func digits(_ delta: UInt32, _ bias: UInt32) -> String {
        var (rest, k, text) = (delta, UInt32(36), "")
        while true {
            let threshold = k <= bias ? 1 : k >= bias &+ 26 ? 26 : k &- bias
            guard rest >= threshold else { return text + digit(rest) }
            text += digit(threshold &+ (rest &- threshold) % (36 &- threshold))
            rest = (rest &- threshold) / (36 &- threshold)
            k &+= 36
        }
    }

    private static func digit(_ value: UInt32) -> String {
        Unicode.Scalar(value < 26 ? value &+ 97 : value &+ 22).map { String($0) } ?? ""
    }

    /// RFC 3492 §6.1.
    private static func adapt(_ delta: UInt32, _ count: UInt32, isFirst: Bool) -> UInt32 {
        var delta = isFirst ? delta / 700 : delta / 2
        delta &+= delta / count
        var k: UInt32 = 0
        while delta > 455 {
            delta /= 35
            k &+= 36
        }
        return k &+ 36 &* delta / (delta &+ 38)
    }
}
