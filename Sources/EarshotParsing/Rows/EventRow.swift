internal import EarshotModel

/// One event while its family reads the line: fields by their ASIM names, and JSON of everything else.
///
///     row.begin(.dns)
///     row.set(.srcIpAddr, line, start, end)   // read as the field's kind demands
///     row.set(.eventType, "Query")
///     row.add("upstream", line, start, end)   // AdditionalFields
///
/// What cannot be read as its field demands goes to `AdditionalFields` under the field's name: nothing is lost.
struct EventRow: Sendable {
    private(set) var table: EventTable = .auditEvent
    private(set) var values: [FieldValue] = []
    private(set) var text: [UInt8] = []
    var extra: [UInt8] = []
    var writer = JSONWriter([])
    private var present = FieldSet()
    /// The line's JSON object, read once for all families that look at it.
    var document = JSONTape()
    var documentStart = DocumentStart.unknown
    /// The line that this one carries.
    var inner = InnerLine()

    /// Forgets everything and begins an event of a table.
    mutating func begin(_ table: EventTable) {
        self.table = table
        values.removeAll(keepingCapacity: true)
        text.removeAll(keepingCapacity: true)
        extra.removeAll(keepingCapacity: true)
        writer = JSONWriter(extra)
        present = FieldSet()
    }

    /// Changes the table: some lines tell only late what they are.
    mutating func become(_ table: EventTable) { self.table = table }

    func has(_ field: EventField) -> Bool { present.contains(field) }

    /// The value of a field that is set.
    func value(_ field: EventField) -> FieldValue? {
        guard present.contains(field) else { return nil }
        return values.last { $0.field == field }
    }

    func number(_ field: EventField) -> Int64? { value(field)?.number }
    func address(_ field: EventField) -> IPAddress? { value(field)?.address }

    /// Whether a text field has exactly this value.
    func `is`(_ field: EventField, _ wanted: StaticString) -> Bool {
        guard let range = value(field)?.text, range.count == wanted.utf8CodeUnitCount else { return false }
        return text.span.has(wanted, at: range.lowerBound, range.upperBound)
    }

    mutating func remove(_ field: EventField) {
        guard present.contains(field) else { return }
        present.remove(field)
        values.removeAll { $0.field == field }
    }

    // MARK: Values that are read already

    mutating func set(_ field: EventField, number: Int64) { put(FieldValue(field, number: number)) }
    mutating func set(_ field: EventField, address: IPAddress) { put(FieldValue(field, address: address)) }
    mutating func set(_ field: EventField, mac: UInt64) { put(FieldValue(field, number: Int64(mac))) }
    mutating func set(_ field: EventField, protocol number: UInt8) { put(FieldValue(field, number: Int64(number))) }

    /// A constant, read as the field demands.
    mutating func set(_ field: EventField, _ value: StaticString) {
        guard field.kind.isText else {
            value.withUTF8Buffer { bytes in _ = set(field, bytes.span, 0, bytes.count) }
            return
        }
        let start = text.count
        value.withUTF8Buffer { text.append(contentsOf: $0) }
        put(FieldValue(field, text: start..<text.count))
    }

    /// A text that had to be made. Read as the field demands, like one from the line.
    mutating func set(_ field: EventField, text value: some StringProtocol) {
        let bytes = Array(value.utf8)
        set(field, bytes.span, 0, bytes.count)
    }

    mutating func put(_ value: FieldValue) {
        if present.contains(value.field) { values.removeAll { $0.field == value.field } }
        present.insert(value.field)
        values.append(value)
    }

    mutating func putText(_ field: EventField, _ span: Span<UInt8>, _ start: Int, _ end: Int) {
        let from = text.count
        UTF8Repair.append(span, start, end, to: &text)
        put(FieldValue(field, text: from..<text.count))
    }

    /// Lower case, without the final dot (RFC 1034 §3.1).
    mutating func putDomain(_ field: EventField, _ span: Span<UInt8>, _ start: Int, _ end: Int) {
        let from = text.count
        UTF8Repair.append(span, start, end - start > 1 && span[end - 1] == Byte.dot ? end - 1 : end, to: &text)
        for index in from..<text.count where text[index].isUpper { text[index] |= 32 }
        put(FieldValue(field, text: from..<text.count))
    }

    // MARK: AdditionalFields

    /// Adds what has no field. Numbers stay numbers.
    mutating func add(_ key: StaticString, _ span: Span<UInt8>, _ start: Int, _ end: Int) {
        guard start < end, !writer.isFull else { return }
        writer.key(key, &extra)
        JSONBytes.value(span, start, end, &extra)
    }

    /// The same with the key from a line (or another text).
    mutating func add(
        _ keys: Span<UInt8>, _ keyStart: Int, _ keyEnd: Int, _ span: Span<UInt8>, _ start: Int, _ end: Int
    ) {
        guard start < end, keyStart < keyEnd, !writer.isFull else { return }
        writer.escapedKey(keys, keyStart, keyEnd, &extra)
        JSONBytes.value(span, start, end, &extra)
    }

    mutating func add(_ key: StaticString, _ value: StaticString) {
        guard !writer.isFull else { return }
        writer.key(key, &extra)
        value.withUTF8Buffer { JSONBytes.string($0.span, 0, $0.count, &extra) }
    }

    mutating func add(_ key: StaticString, text value: some StringProtocol) {
        let bytes = Array(value.utf8)
        add(key, bytes.span, 0, bytes.count)
    }

    mutating func add(_ key: StaticString, number: Int64) {
        guard !writer.isFull else { return }
        writer.key(key, &extra)
        extra.append(contentsOf: String(number).utf8)
    }

    /// A value that is JSON already, as it stands: an object or array of a JSON line.
    mutating func add(
        _ keys: Span<UInt8>, _ keyStart: Int, _ keyEnd: Int, json span: Span<UInt8>, _ start: Int, _ end: Int
    ) {
        guard start < end, keyStart < keyEnd, !writer.isFull else { return }
        writer.escapedKey(keys, keyStart, keyEnd, &extra)
        UTF8Repair.append(span, start, end, to: &extra)
    }

    /// Closes the JSON object of additional fields.
    mutating func close() {
        if !inner.carrier.isEmpty, !writer.isFull {
            writer.key("Carrier", &extra)
            extra.append(contentsOf: inner.carrier)
        }
        writer.end(&extra)
    }
}

/// A set of fields, 256 bits.
struct FieldSet: Sendable {
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    func contains(_ field: EventField) -> Bool { word(field.rawValue) & Self.bit(field.rawValue) != 0 }

    mutating func insert(_ field: EventField) { change(field.rawValue) { $0 | $1 } }
    mutating func remove(_ field: EventField) { change(field.rawValue) { $0 & ~$1 } }

    private static func bit(_ raw: UInt8) -> UInt64 { 1 << UInt64(raw & 63) }

    private func word(_ raw: UInt8) -> UInt64 {
        switch raw >> 6 {
        case 0: words.0
        case 1: words.1
        case 2: words.2
        default: words.3
        }
    }

    private mutating func change(_ raw: UInt8, _ operation: (UInt64, UInt64) -> UInt64) {
        let bit = Self.bit(raw)
        switch raw >> 6 {
        case 0: words.0 = operation(words.0, bit)
        case 1: words.1 = operation(words.1, bit)
        case 2: words.2 = operation(words.2, bit)
        default: words.3 = operation(words.3, bit)
        }
    }
}
