/// A part of a message: a literal, or something that differs from line to line.
struct LinePart: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// Letters and signs that stand for themselves.
        case literal
        case blank
        case ip, mac, number, decimal, hex, uuid, url, path, host, quoted
        case isoTime, syslogTime, clock
        /// A word for what was done, or for a protocol.
        case action, `protocol`
        /// A word that differs, or has digits in it.
        case name
        /// Everything that follows: the message has too many parts.
        case rest
    }

    var kind: Kind
    /// Of a literal; of a blank " ", or "  " when it is wider or no space.
    var text: String

    static func literal(_ text: String) -> LinePart { LinePart(kind: .literal, text: text) }
    static func variable(_ kind: Kind) -> LinePart { LinePart(kind: kind, text: "") }

    var isWord: Bool { kind == .literal && (text.utf8.first?.isLetter ?? false) }

    /// How the part is shown in a shape.
    var mask: String {
        switch kind {
        case .literal: text
        case .blank: " "
        case .isoTime, .syslogTime, .clock: "<time>"
        case .protocol: "<protocol>"
        default: "<\(kind)>"
        }
    }
}
