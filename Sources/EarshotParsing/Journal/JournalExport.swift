/// journald's export format (`journalctl -o export`) as lines of JSON, as `journalctl -o json` would print them.
///
///     var export = JournalExport()
///     export.append(bytes)
///     while let line = try export.next() { … }   // {"__CURSOR":"s=…","MESSAGE":"…",…}
///
/// Source: systemd, "Journal Export Format": `NAME=value`, or `NAME`, a length of eight bytes (little endian) and that
/// many bytes of anything; an empty line ends an entry. A value that is no text becomes an array of its bytes, a field
/// that comes again an array of its values.
public struct JournalExport: Sendable {
    /// The stream is none, or damaged there.
    public struct Damage: Error, Sendable, Hashable {
        public let detail: String
    }

    private struct Field: Sendable {
        var name: [UInt8]
        var value: [UInt8]
    }

    private var buffer: [UInt8] = []
    private var position = 0
    private var fields: [Field] = []
    private var size = 0

    /// What an entry may hold, bytes: journald itself cuts far below, apart from core dumps.
    private static let maximumEntry = 16 << 20

    public init() {}

    /// Whether a file with that beginning is such a stream: every entry begins with its cursor.
    public static func begins(_ head: [UInt8]) -> Bool { head.starts(with: "__CURSOR=".utf8) }

    public mutating func append(_ bytes: UnsafeRawBufferPointer) {
        if position > 0 {
            buffer.removeFirst(position)
            position = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// The next whole entry; nil: more is needed.
    public mutating func next() throws(Damage) -> [UInt8]? {
        while let end = lineEnd() {
            if end == position {
                position += 1
                if !fields.isEmpty { return takeEntry() }
            } else if let equal = buffer[position..<end].firstIndex(of: Byte.equal) {
                try take(position..<equal, (equal + 1)..<end)
                position = end + 1
            } else {
                guard let value = try counted(end + 1) else { return nil }
                try take(position..<end, value)
                position = value.upperBound + 1
            }
        }
        guard buffer.count - position <= Self.maximumEntry else { throw Damage(detail: "a field without an end") }
        return nil
    }

    /// The last entry, if the stream ended without an empty line; what is unfinished of it is left out.
    public mutating func finish() -> [UInt8]? { fields.isEmpty ? nil : takeEntry() }

    private func lineEnd() -> Int? { buffer[position...].firstIndex(of: Byte.lineFeed) }

    /// The bytes of a value with a length; nil: they are not all there yet.
    private func counted(_ start: Int) throws(Damage) -> Range<Int>? {
        guard buffer.count - start >= 8 else { return nil }
        let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(buffer[start + $1]) << UInt64($1 * 8) }
        guard length <= UInt64(Self.maximumEntry) else { throw Damage(detail: "a field of \(length) bytes") }
        let value = (start + 8)..<(start + 8 + Int(length))
        guard value.upperBound < buffer.count else { return nil }
        guard buffer[value.upperBound] == Byte.lineFeed else {
            throw Damage(detail: "a field that goes on behind its end")
        }
        return value
    }

    private mutating func take(_ name: Range<Int>, _ value: Range<Int>) throws(Damage) {
        guard name.count <= 256 else { throw Damage(detail: "a field name of \(name.count) bytes") }
        size += name.count + value.count
        guard size <= Self.maximumEntry else {
            throw Damage(detail: "an entry of more than \(Self.maximumEntry) bytes")
        }
        fields.append(Field(name: Array(buffer[name]), value: Array(buffer[value])))
    }

    private mutating func takeEntry() -> [UInt8] {
        defer {
            fields.removeAll(keepingCapacity: true)
            size = 0
        }
        var line: [UInt8] = []
        for (index, field) in fields.enumerated() where !fields[..<index].contains(where: { $0.name == field.name }) {
            line.append(line.isEmpty ? 123 : Byte.comma)
            JSONBytes.string(field.name.span, 0, field.name.count, &line)
            line.append(Byte.colon)
            let values = fields[index...].filter { $0.name == field.name }.map(\.value)
            Self.append(values, to: &line)
        }
        line.append(125)
        return line
    }

    private static func append(_ values: [[UInt8]], to line: inout [UInt8]) {
        guard values.count > 1 else { return append(values[0], to: &line) }
        for (index, value) in values.enumerated() {
            line.append(index == 0 ? Byte.leftBracket : Byte.comma)
            append(value, to: &line)
        }
        line.append(Byte.rightBracket)
    }

    private static func append(_ value: [UInt8], to line: inout [UInt8]) {
        if String(validating: value, as: UTF8.self) != nil {
            return JSONBytes.string(value.span, 0, value.count, &line)
        }
        for (index, byte) in value.enumerated() {
            line.append(index == 0 ? Byte.leftBracket : Byte.comma)
            JSONBytes.number(UInt64(byte), &line)
        }
        line.append(Byte.rightBracket)
    }
}
