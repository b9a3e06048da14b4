/// Writes nested JSON objects field by field; empty texts are left out.
struct FieldWriter {
    private(set) var bytes: [UInt8] = []
    private var isFirst = true

    init() {}

    mutating func begin() {
        bytes.append(123)
        isFirst = true
    }

    mutating func open(_ name: StaticString) {
        key(name)
        begin()
    }

    mutating func close() {
        bytes.append(125)
        isFirst = false
    }

    mutating func add(_ name: StaticString, text: String) {
        guard !text.isEmpty else { return }
        key(name)
        let utf8 = Array(text.utf8)
        JSONBytes.string(utf8.span, 0, utf8.count, &bytes)
    }

    mutating func add(field name: String, text: String) {
        key(field: name)
        let utf8 = Array(text.utf8)
        JSONBytes.string(utf8.span, 0, utf8.count, &bytes)
    }

    mutating func add(field name: String, number: Int) {
        key(field: name)
        bytes.append(contentsOf: String(number).utf8)
    }

    mutating func add(_ name: StaticString, number: Int) {
        key(name)
        bytes.append(contentsOf: String(number).utf8)
    }

    mutating func add(_ name: StaticString, bool: Bool) {
        key(name)
        bytes.append(contentsOf: (bool ? "true" : "false").utf8)
    }

    /// The fields of a whole object, `source[start..<end]`, as fields of this one.
    mutating func splice(_ source: [UInt8], _ start: Int, _ end: Int) {
        guard end - start > 2, end <= source.count else { return }
        if !isFirst { bytes.append(Byte.comma) }
        isFirst = false
        bytes.append(contentsOf: source[(start + 1)..<(end - 1)])
    }

    private mutating func key(field name: String) {
        if !isFirst { bytes.append(Byte.comma) }
        isFirst = false
        bytes.append(Byte.quote)
        bytes.append(contentsOf: name.utf8)
        bytes.append(Byte.quote)
        bytes.append(Byte.colon)
    }

    private mutating func key(_ name: StaticString) {
        if !isFirst { bytes.append(Byte.comma) }
        isFirst = false
        bytes.append(Byte.quote)
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(Byte.quote)
        bytes.append(Byte.colon)
    }
}
