/// IPv4 addresses inside text: `has_ipv4()` and its kin.
enum IPv4Search {
    /// Every valid address that is bounded by characters other than letters, digits and dots between digits.
    static func addresses(in text: String) -> [String] {
        let bytes = Array(text.utf8)
        var result: [String] = []
        var at = 0
        while at < bytes.count {
            guard TextTools.isDigit(bytes[at]) else {
                at += 1
                continue
            }
            var end = at
            while end < bytes.count, TextTools.isDigit(bytes[end]) || bytes[end] == dot { end += 1 }
            var last = end
            while last > at, bytes[last - 1] == dot { last -= 1 }
            let opens = at == 0 || !isAlphanumeric(bytes[at - 1])
            let closes = end == bytes.count || end > last || !isAlphanumeric(bytes[end])
            let candidate = String(decoding: bytes[at..<last], as: UTF8.self)
            if opens, closes, NetworkAddress(v4: candidate) != nil { result.append(candidate) }
            at = end
        }
        return result
    }

    /// A prefix is a whole address or ends with a dot: `10.`, `192.168.`.
    static func isPrefix(_ prefix: String) -> Bool {
        if NetworkAddress(v4: prefix) != nil { return true }
        guard prefix.hasSuffix(".") else { return false }
        let octets = prefix.dropLast().split(separator: ".", omittingEmptySubsequences: false)
        return 1...3 ~= octets.count && octets.allSatisfy { (TextTools.smallNumber($0) ?? 256) <= 255 }
    }

    static func matches(_ address: String, prefix: String) -> Bool {
        guard isPrefix(prefix) else { return false }
        return prefix.hasSuffix(".") ? address.hasPrefix(prefix) : address == prefix
    }

    private static let dot = UInt8(ascii: ".")

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        TextTools.isDigit(byte) || byte >= 0x80
            || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
    }
}
