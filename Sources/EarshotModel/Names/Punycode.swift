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
