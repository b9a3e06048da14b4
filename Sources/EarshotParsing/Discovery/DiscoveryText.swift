/// Text that strangers wrote: made fit to be shown and stored.
enum DiscoveryText {
    /// Longer than any name that people give; bytes.
    static let maximum = 128

    /// UTF-8 without control characters, without blanks at the ends, and not too long.
    static func clean(_ bytes: some Sequence<UInt8>) -> String {
        let text = String(decoding: Array(bytes.drop { $0 <= 32 }.prefix(maximum)), as: UTF8.self)
        let shown = text.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 && $0 != "\u{fffd}" }
        var cleaned = String(String.UnicodeScalarView(shown))
        while cleaned.first == " " { cleaned.removeFirst() }
        while cleaned.last == " " { cleaned.removeLast() }
        return cleaned
    }

    /// The name of a service type or device type; empty when it has characters that none has.
    static func token(_ bytes: some Sequence<UInt8>) -> String {
        let bytes = Array(bytes)
        let isPlain = bytes.allSatisfy { byte in
            (48...58).contains(byte) || (97...122).contains(byte) || (65...90).contains(byte) || byte == 45
                || byte == 46 || byte == 95
        }
        return isPlain && bytes.count <= maximum ? String(decoding: bytes, as: UTF8.self) : ""
    }
}
