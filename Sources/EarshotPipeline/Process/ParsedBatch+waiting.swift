import EarshotModel

extension ParsedBatch {
    /// Whether there are records that tell who sessions of the same batch are: answers and leases.
    var explainsSessions: Bool { events.contains { $0.table == .dns || $0.table == .dhcpEvent } }

    /// Appends the sessions of a piece with all that belongs to them.
    mutating func append(sessionsOf piece: borrowing ParsedBatch) {
        for session in piece.sessions {
            var session = session
            let start = Int(session.extraStart)
            session.extraStart = UInt32(clamping: extra.count)
            extra.append(contentsOf: piece.extra[start..<(start + Int(session.extraCount))])
            let first = Int(session.valueStart)
            session.valueStart = UInt32(clamping: values.count)
            for value in piece.values[first..<(first + Int(session.valueCount))] { append(value, piece.text) }
            sessions.append(session)
        }
    }

    private mutating func append(_ value: FieldValue, _ source: borrowing [UInt8]) {
        guard value.isText else { return values.append(value) }
        let start = text.count
        text.append(contentsOf: source[value.text])
        values.append(FieldValue(value.field, text: start..<text.count))
    }
}
