/// A pattern of a device clue: `*` stands for any characters, `?` for one, `#` for a digit, `%` for a hexadecimal digit;
/// the rest for itself, capitals or not. It covers the whole text.
struct NamePattern: Sendable, Hashable {
    private let bytes: [UInt8]

    init(_ text: some StringProtocol) { bytes = text.utf8.map(HostName.fold) }

    func matches(_ text: String) -> Bool { text.withSpan(matches) }

    /// Goes back to the last `*` only, so the time is at most the product of both lengths.
    private func matches(_ text: Span<UInt8>) -> Bool {
        var (place, index) = (0, 0)
        var star: (place: Int, index: Int)?
        while index < text.count {
            if place < bytes.count, bytes[place] == Self.any {
                star = (place, index)
                place += 1
            } else if place < bytes.count, Self.covers(bytes[place], HostName.fold(text[index])) {
                place += 1
                index += 1
            } else if let last = star {
                star = (last.place, last.index + 1)
                (place, index) = (last.place + 1, last.index + 1)
            } else {
                return false
            }
        }
        return bytes[place...].allSatisfy { $0 == Self.any }
    }

    private static let any = UInt8(ascii: "*")

    private static func covers(_ pattern: UInt8, _ byte: UInt8) -> Bool {
        switch pattern {
        case UInt8(ascii: "?"): true
        case UInt8(ascii: "#"): byte &- 48 < 10
        case UInt8(ascii: "%"): byte &- 48 < 10 || byte &- 97 < 6
        default: pattern == byte
        }
    }
}
