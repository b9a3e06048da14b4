import EarshotModel

/// Joins DNS answers to connections, per device: what a device asked for explains whom it talks to.
///
/// Name servers tell it in two ways. Some log question, client and all answers in one record. Others (dnsmasq) name the
/// client with the question only, and the answers follow line by line, aliases first: those are put together here.
struct NameJoin {
    private var book = AnswerBook()
    private var pending = PendingQuestions()
    private var recent = RecentSessions()
    private(set) var fresh: [AnswerBook.Answer] = []
    private(set) var late: [LateName] = []

    /// How long an answer without a told lifetime holds: most are for less, and clients keep connections longer.
    static let defaultLifetime: Int64 = 3600
    /// How long after its lifetime an answer still explains a connection.
    static let grace: Int64 = 300
    /// How many seconds the lines of question and connection may be out of order.
    static let disorder: Int64 = 5

    /// Makes known what earlier runs learned.
    mutating func restore(_ answer: AnswerBook.Answer) { _ = book.add(answer) }

    /// Learns from a DNS record.
    mutating func observe(
        _ record: EventRecord, _ values: ArraySlice<FieldValue>, _ batch: borrowing ParsedBatch, device: Int32,
        _ numbers: inout Numbering
    ) {
        guard let name = values.first(where: { $0.field == .dnsQuery }) else { return }
        let question = numbers.number(of: name, batch.text)
        guard question != 0 else { return }
        guard let response = values.first(where: { $0.field == .dnsResponseName }) else {
            if device != 0 { pending.ask(question, device, record.source, at: record.seconds) }
            return
        }
        let answers = AnswerText.read(batch.text, response.text)
        let asked = pending.asked(
            question, by: device, record.source, at: record.seconds, isAlias: answers.addresses.isEmpty)
        let lifetime = Self.lifetime(values, batch) + Self.grace
        for address in answers.addresses {
            for device in asked.devices {
                add(
                    AnswerBook.Answer(
                        device: device, address: address, start: record.seconds, end: record.seconds + lifetime,
                        name: asked.name))
            }
        }
    }

    private static func lifetime(_ values: ArraySlice<FieldValue>, _ batch: borrowing ParsedBatch) -> Int64 {
        guard let told = values.first(where: { $0.field == .dnsAnswerLifetime })?.number, told > 0 else {
            return defaultLifetime
        }
        // An answer may say a week; a device asks again long before.
        return min(max(told, 30), 86_400)
    }

    private mutating func add(_ answer: AnswerBook.Answer) {
        if book.add(answer) { fresh.append(answer) }
        let since = answer.start - Self.disorder
        if let session = recent.take(device: answer.device, address: answer.address, since: since) {
            late.append(
                LateName(device: answer.device, remote: session.number, since: session.seconds, domain: answer.name))
        }
    }

    /// The name behind a connection of a device; 0: none, and the connection is remembered for an answer that comes late.
    mutating func name(device: Int32, address: IPAddress, number: Int32, at seconds: Int64) -> Int32 {
        let name = book.name(device: device, address: address, at: seconds, early: Self.disorder)
        if name == 0 {
            recent.add(device: device, address: address, number: number, at: seconds)
        }
        return name
    }

    mutating func takeFresh() -> [AnswerBook.Answer] {
        defer { fresh.removeAll(keepingCapacity: true) }
        return fresh
    }

    mutating func takeLate() -> [LateName] {
        defer { late.removeAll(keepingCapacity: true) }
        return late
    }
}
