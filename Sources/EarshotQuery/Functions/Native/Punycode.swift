/// Punycode (RFC 3492) of whole strings and of the labels of a domain name.
enum Punycode {
    private static let (base, tMin, tMax, skew, damp) = (36, 1, 26, 38, 700)

    /// nil when the numbers overflow.
    static func encode(_ text: String) -> String? {
        let input = text.unicodeScalars.map { Int($0.value) }
        var output = input.filter { $0 < 128 }.compactMap { Unicode.Scalar(UInt32($0)) }
        let basic = output.count
        if basic > 0 { output.append("-") }
        var (n, delta, bias, handled) = (128, 0, 72, basic)
        while handled < input.count {
            guard let next = input.filter({ $0 >= n }).min() else { return nil }
            delta += (next - n) * (handled + 1)
            n = next
            for code in input {
                if code < n { delta += 1 }
                guard code == n else { continue }
                output += digits(of: delta, bias: bias)
                bias = adapted(delta, handled + 1, first: handled == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            n += 1
        }
        return String(String.UnicodeScalarView(output))
    }

    /// nil when the text is no punycode.
    static func decode(_ text: String) -> String? {
        let scalars = Array(text.unicodeScalars)
        guard scalars.allSatisfy(\.isASCII) else { return nil }
        let split = scalars.lastIndex(of: "-")
        var output = split.map { Array(scalars[..<$0]) } ?? []
        var (n, i, bias, at) = (128, 0, 72, split.map { $0 + 1 } ?? 0)
        while at < scalars.count {
            let (start, size) = (i, output.count + 1)
            var (weight, k) = (1, base)
            while true {
                guard at < scalars.count, let digit = value(of: scalars[at]), weight < 1 << 40 else { return nil }
                at += 1
                i += digit * weight
                let t = min(max(k - bias, tMin), tMax)
                if digit < t { break }
                weight *= base - t
                k += base
            }
            bias = adapted(i - start, size, first: start == 0)
            n += i / size
            i %= size
            guard let code = UInt32(exactly: n), let scalar = Unicode.Scalar(code) else { return nil }
            output.insert(scalar, at: i)
            i += 1
        }
        return String(String.UnicodeScalarView(output))
    }

    /// Labels that are not ASCII become `xn--…`; the dots of other scripts become `.`.
    static func encodeDomain(_ domain: String) -> String? {
        mapLabels(domain, dots: [".", "\u{3002}", "\u{FF0E}", "\u{FF61}"]) { label in
            label.unicodeScalars.allSatisfy(\.isASCII) ? label : encode(label).map { "xn--" + $0 }
        }
    }

    static func decodeDomain(_ domain: String) -> String? {
        mapLabels(domain, dots: ["."]) { $0.hasPrefix("xn--") ? decode(String($0.dropFirst(4))) : $0 }
    }

    private static func mapLabels(_ domain: String, dots: Set<Unicode.Scalar>, _ map: (String) -> String?) -> String? {
        var labels: [String] = []
        for label in domain.unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: dots.contains) {
            guard let mapped = map(String(label)) else { return nil }
            labels.append(mapped)
        }
        return labels.joined(separator: ".")
    }

    private static func digits(of delta: Int, bias: Int) -> [Unicode.Scalar] {
        var (q, k) = (delta, base)
        var result: [Unicode.Scalar] = []
        while true {
            let t = min(max(k - bias, tMin), tMax)
            if q < t { break }
            result.append(digit(t + (q - t) % (base - t)))
            q = (q - t) / (base - t)
            k += base
        }
        return result + [digit(q)]
    }

    private static func digit(_ value: Int) -> Unicode.Scalar {
        Unicode.Scalar(UInt8(value < 26 ? value + 97 : value + 22))
    }

    private static func value(of scalar: Unicode.Scalar) -> Int? {
        switch scalar {
        case "a"..."z": Int(scalar.value) - 97
        case "A"..."Z": Int(scalar.value) - 65
        case "0"..."9": Int(scalar.value) - 22
        default: nil
        }
    }

    private static func adapted(_ delta: Int, _ count: Int, first: Bool) -> Int {
        var (d, k) = (first ? delta / damp : delta / 2, 0)
        d += d / count
        while d > (base - tMin) * tMax / 2 {
            d /= base - tMin
            k += base
        }
        return k + (base - tMin + 1) * d / (d + skew)
    }
}
