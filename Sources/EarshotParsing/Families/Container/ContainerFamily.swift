internal import EarshotModel

/// What containers write, as Docker, containerd and collectors of Kubernetes keep it: each line carries one of a program.
///
/// Sources: Docker, "JSON File logging driver"; Kubernetes CRI log format (`<time> <stream> <tag> <line>`); Splunk's
/// export of search results, in which `_raw` is the line.
struct ContainerFamily: EventFamily {
    static let name = "container"
    static let vendor = "Docker"
    static let product = "Container"
    static let clues: [Clue] = [.json, .any]

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        if let tape = row.document(line, header) {
            guard let text = Self.carried(tape, line) else { return .notMine }
            return Self.take(text, tape, line, &row)
        }
        return CRILine.read(line, &header, &row)
    }

    private static let log = JSONPath("log")
    private static let stream = JSONPath("stream")
    private static let message = JSONPath("message")
    private static let time = JSONPath("time")
    private static let kubernetes = JSONPath("kubernetes")
    private static let splunk = JSONPath("result._raw")

    /// The place of the carried line; nil: the document is something else.
    private static func carried(_ tape: JSONTape, _ line: Span<UInt8>) -> JSONPath? {
        if tape.has(splunk) { return splunk }
        guard tape.has(stream) || tape.has(kubernetes) else { return nil }
        if tape.scalar(log) != nil { return log }
        return tape.scalar(message) != nil && tape.has(stream) ? message : nil
    }

    private static func take(
        _ place: JSONPath, _ tape: JSONTape, _ line: Span<UInt8>, _ row: inout EventRow
    ) -> FamilyVerdict {
        guard let node = tape.scalar(place), node.kind == .string else { return .notMine }
        let stamp = tape.plain(time).flatMap { StampReader.value(line, $0.lowerBound, $0.upperBound) }
        row.beginInner(stamp ?? Stamp())
        JSONText.unescape(line, node.range, into: &row.inner.text)
        row.keepCarrier(tape, line, below: place == splunk ? JSONPath("result") : .root, but: [place, time])
        return .inner
    }
}
