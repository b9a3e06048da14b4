internal import EarshotModel

/// How a value is to be written to `AdditionalFields`.
enum JSONForm {
    /// JSON as it stands: a number, an object.
    case raw
    /// The inside of a JSON string as it stands.
    case quoted
    /// Bytes of any kind, to be escaped.
    case text
}

/// Where the line's JSON object begins.
enum DocumentStart: Sendable {
    case unknown, none
    case at(Int)
}

/// Documents: the line's JSON object, and members of it for `AdditionalFields`.
extension EventRow {
    /// The JSON object of the line; nil: there is none. It is read once, whoever asks.
    mutating func document(_ line: Span<UInt8>, _ header: SyslogHeader) -> JSONTape? {
        if case .unknown = documentStart {
            documentStart = .none
            if let start = header.json(line), document.read(line, start, header.bodyEnd) { documentStart = .at(start) }
        }
        if case .at = documentStart { return document }
        return nil
    }

    /// Adds a member whose key is `prefix` and `line[key]`.
    mutating func add(
        prefix: Span<UInt8>, _ key: Range<Int>, isPlain: Bool, of line: Span<UInt8>, _ value: Range<Int>,
        as form: JSONForm
    ) {
        guard !writer.isFull else { return }
        if isPlain {
            writer.key(prefix, line, key.lowerBound, key.upperBound, &extra)
        } else {
            writer.escapedKey(line, key.lowerBound, key.upperBound, &extra)
        }
        Self.append(line, value, as: form, to: &extra)
    }
}
