/// How the records of a data set are laid out (RFC 7011 §3.4): worked out once, so that reading a record is a walk over
/// `fields`.
struct FlowTemplate: Sendable {
    struct Field: Sendable {
        let target: FlowTarget
        let kind: FlowKind
        /// Bytes; `variable`: the record itself says.
        let length: UInt16
        /// Its place in `keys`.
        let index: UInt16

        static let variable: UInt16 = 65_535
        var isVariable: Bool { length == Self.variable }
    }

    let fields: [Field]
    /// `"name":` of each field, for what goes to `AdditionalFields`. Apart from the fields, so that those are plain values.
    let keys: [[UInt8]]
    /// Records describe the exporter, not traffic.
    let isOptions: Bool
    /// The least that a record takes, bytes; never 0.
    let minimumLength: Int
    let hasVariable: Bool
    /// The bytes that defined it, to notice whether a repetition changes something.
    let definition: [UInt8]

    /// nil: no field has any length, so that a set would hold endless records.
    init?(_ specifications: [FieldSpecification], isOptions: Bool, definition: [UInt8]) {
        let present = specifications.filter { $0.length > 0 }
        let fields = present.enumerated().map { $1.field(UInt16(clamping: $0)) }
        let least = fields.reduce(0) { $0 + ($1.isVariable ? 1 : Int($1.length)) }
        guard least > 0 else { return nil }
        self.fields = fields
        keys = present.map(\.key)
        self.isOptions = isOptions
        self.definition = definition
        minimumLength = least
        hasVariable = fields.contains { $0.isVariable }
    }
}

/// A field as a template names it.
struct FieldSpecification: Sendable {
    let id: FlowElementID
    let length: UInt16
    let isReverse: Bool

    init(_ number: UInt16, enterprise: UInt32 = 0, length: UInt16) {
        // RFC 5103: an IANA element of the other direction has an enterprise number of its own.
        isReverse = enterprise == FlowElementID.reverseEnterprise
        id = FlowElementID(number, enterprise: isReverse ? 0 : enterprise)
        self.length = length
    }

    func field(_ index: UInt16) -> FlowTemplate.Field {
        let kind = FlowElements.element(id)?.kind ?? .octets
        var target = FlowTarget.of(id, isReverse: isReverse)
        if !target.fits(length, kind) { target = .additional }
        return FlowTemplate.Field(target: target, kind: kind, length: length, index: index)
    }

    var key: [UInt8] { Array("\"\(FlowElements.name(id, isReverse: isReverse))\":".utf8) }
}

extension FlowTarget {
    /// Whether a value of that length can be what the element says. An address is whole or it is none; numbers may be
    /// sent shorter than they are (RFC 7011 §6.2).
    fileprivate func fits(_ length: UInt16, _ kind: FlowKind) -> Bool {
        length == FlowTemplate.Field.variable || takes(Int(length), kind)
    }

    /// The same for a value whose length its record tells.
    func takes(_ length: Int, _ kind: FlowKind) -> Bool {
        switch self {
        case .additional, .nothing, .frame, .packetHeader, .user, .application, .applicationName, .aclID, .host,
            .requestTarget, .interfaceName, .interfaceDescription:
            return true
        default: break
        }
        switch kind {
        case .ipv4: return length == 4
        case .ipv6: return length == 16
        case .mac: return length == 6
        case .ntp: return length == 8
        case .float: return length == 4 || length == 8
        default: return length > 0 && length <= 8
        }
    }
}
