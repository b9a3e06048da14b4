/// Reads the definitions in template and options template sets: NetFlow v9 (RFC 3954 §5.2, §6.1) and IPFIX (RFC 7011
/// §3.4).
struct TemplateReader: ~Escapable {
    /// A template, or the withdrawal of one; of all of its kind when the number is that of the set itself.
    enum Item {
        case template(UInt16, FlowTemplate)
        case withdrawal(UInt16)
        case bad
    }

    private let bytes: Span<UInt8>
    private var position: Int
    private let end: Int
    private let isIPFIX: Bool
    private let isOptions: Bool

    /// More fields than a datagram can define; a template that claims more is refused before anything is kept.
    private static let maximumFields = 2_048

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, isIPFIX: Bool, isOptions: Bool) {
        self.bytes = bytes
        position = start
        self.end = end
        self.isIPFIX = isIPFIX
        self.isOptions = isOptions
    }

    /// The next definition; nil: only padding is left. After a bad one there is nothing more to find in the set.
    mutating func next() -> Item? {
        guard end - position >= 4 else { return nil }
        let start = position
        let number = bytes.u16(position)
        let count = Int(bytes.u16(position + 2))
        // Padding is zero; so would be a template number that nobody may use.
        if number == 0, count == 0 { return nil }
        position += 4
        if isIPFIX, count == 0 { return .withdrawal(number) }
        guard number >= 256 else { return stop() }
        guard let specifications = isOptions ? options(count) : fields(count, isScope: false) else { return stop() }
        let definition = (start..<position).map { bytes[$0] }
        guard let template = FlowTemplate(specifications, isOptions: isOptions, definition: definition) else {
            return .bad
        }
        return .template(number, template)
    }

    private mutating func stop() -> Item {
        position = end
        return .bad
    }

    private mutating func fields(_ count: Int, isScope: Bool) -> [FieldSpecification]? {
        guard count <= Self.maximumFields, count * 4 <= end - position else { return nil }
        var fields: [FieldSpecification] = []
        fields.reserveCapacity(count)
        for _ in 0..<count {
            guard let field = field(isScope: isScope) else { return nil }
            fields.append(field)
        }
        return fields
    }

    private mutating func field(isScope: Bool) -> FieldSpecification? {
        guard end - position >= 4 else { return nil }
        let number = bytes.u16(position)
        let length = bytes.u16(position + 2)
        position += 4
        guard isIPFIX else {
            return isScope ? Self.scope(number, length) : FieldSpecification(number, length: length)
        }
        guard number & 0x8000 != 0 else { return FieldSpecification(number, length: length) }
        guard end - position >= 4 else { return nil }
        defer { position += 4 }
        return FieldSpecification(number & 0x7fff, enterprise: bytes.u32(position), length: length)
    }

    /// NetFlow v9 numbers scopes on its own (RFC 3954 §6.1): 2 is an interface, 3 a line card, 5 a template.
    private static func scope(_ number: UInt16, _ length: UInt16) -> FieldSpecification {
        switch number {
        case 2: FieldSpecification(10, length: length)
        case 3: FieldSpecification(141, length: length)
        case 5: FieldSpecification(145, length: length)
        default: FieldSpecification(144, length: length)
        }
    }

    /// IPFIX counts fields, of which the first are scopes; v9 tells the bytes of both lists.
    private mutating func options(_ first: Int) -> [FieldSpecification]? {
        guard end - position >= 2 else { return nil }
        let second = Int(bytes.u16(position))
        position += 2
        if isIPFIX {
            guard second > 0, second <= first else { return nil }
            return fields(first, isScope: false)
        }
        guard first % 4 == 0, second % 4 == 0, let scopes = fields(first / 4, isScope: true),
            let rest = fields(second / 4, isScope: false)
        else { return nil }
        return scopes + rest
    }
}
