/// An information element (RFC 7011 §3.2): what a field of a flow record is, and how its bytes are read.
struct FlowElement: Sendable {
    let name: String
    let kind: FlowKind
}

/// How the value of an information element is written (RFC 7011 §6.1).
enum FlowKind: String, Sendable {
    case unsigned, signed, float, boolean, mac, text, ipv4, ipv6
    /// Times: seconds and milliseconds since 1970, and NTP's 64 bits.
    case seconds, milliseconds, ntp
    /// Anything: told as a number, a text or in hexadecimal, as it looks.
    case octets
}

/// Who defined an element, and its number there.
struct FlowElementID: Hashable, Sendable {
    /// IANA Private Enterprise Number; 0: IANA itself, and NetFlow v9.
    let enterprise: UInt32
    let number: UInt16

    init(_ number: UInt16, enterprise: UInt32 = 0) {
        self.number = number
        self.enterprise = enterprise
    }

    /// What stands under this number goes from destination to source (RFC 5103 §6.1).
    static let reverseEnterprise: UInt32 = 29_305
}

/// The information elements that are known by name.
enum FlowElements {
    static func element(_ id: FlowElementID) -> FlowElement? { all[id] }

    /// `NAME` of an element, `reverseName` of the other direction's, `PEN/NUMBER` of an unknown one.
    static func name(_ id: FlowElementID, isReverse: Bool = false) -> String {
        guard let element = all[id] else {
            return id.enterprise == 0 ? "element\(id.number)" : "element\(id.enterprise)/\(id.number)"
        }
        guard isReverse, let first = element.name.first else { return element.name }
        return "reverse" + first.uppercased() + element.name.dropFirst()
    }

    private static let all: [FlowElementID: FlowElement] = {
        var table: [FlowElementID: FlowElement] = [:]
        for block in [first, second, third] { read(block, enterprise: 0, into: &table) }
        for (enterprise, block) in enterprises { read(block, enterprise: enterprise, into: &table) }
        return table
    }()

    /// Lines of `number name kind`.
    private static func read(_ block: StaticString, enterprise: UInt32, into table: inout [FlowElementID: FlowElement])
    {
        for line in block.description.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 3, let number = UInt16(words[0]), let kind = FlowKind(rawValue: String(words[2]))
            else {
                continue
            }
            table[FlowElementID(number, enterprise: enterprise)] = FlowElement(name: String(words[1]), kind: kind)
        }
    }
}
