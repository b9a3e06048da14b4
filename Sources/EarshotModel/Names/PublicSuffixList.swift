/// Which part of a host name somebody registered: `example.co.uk` of `www.example.co.uk`.
///
/// By the algorithm of publicsuffix.org/list with both of its sections, over the list's text (Debian: package
/// `publicsuffix`). A top-level domain that no rule names counts as a public suffix; so without a list the last two
/// labels count as registered.
///
///     let list = PublicSuffixList(text: "uk\nco.uk\n")
///     list.registeredDomain(of: "WWW.Example.co.uk.")  // "example.co.uk"
///     list.registeredDomain(of: "co.uk")               // nil
public struct PublicSuffixList: Sendable {
    /// Values are sums of `Rule` bits: `*.ck` and `ck` may both be rules.
    private var rules = SuffixIndex()

    private enum Rule {
        static let normal: Int32 = 1
        static let wildcard: Int32 = 2
        static let exception: Int32 = 4
    }

    public static let defaultPath = "/usr/share/publicsuffix/public_suffix_list.dat"

    /// Reads the list; a rule stands for itself and, with other letters than ASCII, for its Punycode form.
    public init(text: String) {
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("//") {
            guard let rule = line.split(whereSeparator: \.isWhitespace).first else { continue }
            add(rule.lowercased())
        }
    }

    public var isEmpty: Bool { rules.count == 0 }

    private mutating func add(_ rule: String) {
        if rule.hasPrefix("!") {
            add(String(rule.dropFirst()), Rule.exception)
        } else if rule.hasPrefix("*.") {
            add(String(rule.dropFirst(2)), Rule.wildcard)
        } else {
            add(rule, Rule.normal)
        }
    }

    private mutating func add(_ name: String, _ kind: Int32) {
        for spelling in Set([name, Punycode.host(name)]) {
            rules.set((rules.value(of: spelling) ?? 0) | kind, for: spelling)
        }
    }

    /// The registered domain of a name in small letters and ASCII; a final dot and capitals are no matter.
    ///
    /// Nil: the name is itself a public suffix, a single label, an address, or no host name.
    public func registeredDomain(of name: String) -> String? { HostName.withASCII(name, registeredDomain) }

    public func registeredDomain(of name: Substring) -> String? { HostName.withASCII(name, registeredDomain) }

    private func registeredDomain(_ name: Span<UInt8>) -> String? {
        guard let range = range(in: name) else { return nil }
        return String(unsafeUninitializedCapacity: range.count) { buffer in
            for offset in 0..<range.count { buffer[offset] = HostName.fold(name[range.lowerBound + offset]) }
            return range.count
        }
    }

    /// Where in the bytes of a name its registered domain stands; nil as for `registeredDomain(of:)`.
    public func range(in name: Span<UInt8>) -> Range<Int>? {
        guard let end = HostName.end(name) else { return nil }
        var search = Search(deepest: rules.deepest)
        rules.walk(name, to: end) { start, value in search.visit(start, value ?? 0) }
        return search.registered.map { $0..<end }
    }

    /// The walk over the labels from right to left: the rule with the most labels wins, an exception wins over all.
    private struct Search {
        let deepest: Int
        /// Where the label begins that stands before the public suffix known so far.
        var registered: Int?
        var labels = 0
        /// The last suffix has a wildcard below it, which makes the next one public.
        var isBelowWildcard = false

        /// Answers whether a longer rule is still possible.
        @inline(__always)
        mutating func visit(_ start: Int, _ rule: Int32) -> Bool {
            labels += 1
            if rule & Rule.exception != 0 {
                registered = start
                return false
            }
            if labels == 1 || isBelowWildcard || rule & Rule.normal != 0 {
                registered = nil
            } else if registered == nil {
                registered = start
            }
            isBelowWildcard = rule & Rule.wildcard != 0
            return registered == nil || labels <= deepest
        }
    }
}
