internal import EarshotModel

/// A family whose lines are `key=value` pairs: where they begin, how they are written, and what the keys mean.
protocol PairFamily: EventFamily {
    var pairs: KeyValues { get set }
    static var syntax: PairSyntax { get }
    static var keys: KeyTable { get }
    /// Where the pairs begin; nil: none of its lines.
    static func start(_ line: Span<UInt8>, _ header: SyslogHeader) -> Int?
    /// Whether the pairs are this family's.
    static func isMine(_ pairs: KeyValues, _ line: Span<UInt8>) -> Bool
    static func table(_ pairs: KeyValues, _ line: Span<UInt8>) -> EventTable
    /// What takes more than the table of keys; comes before it, and what it sets stays.
    static func read(_ pairs: KeyValues, _ line: Span<UInt8>, _ header: inout SyslogHeader, _ row: inout EventRow)
}

extension PairFamily {
    static func start(_ line: Span<UInt8>, _ header: SyslogHeader) -> Int? { header.messageStart }

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        guard let start = Self.start(line, header), start < header.bodyEnd else { return .notMine }
        pairs.read(line, start, header.bodyEnd, Self.syntax)
        guard pairs.count >= 2, Self.isMine(pairs, line) else { return .notMine }
        row.begin(Self.table(pairs, line))
        // What looks like host or tag before the pairs may be a pair itself.
        if header.hostEnd > start { header.hostEnd = header.hostStart }
        Self.read(pairs, line, &header, &row)
        Self.keys.apply(pairs, line, &row)
        row.fillDefaults()
        return .taken
    }
}

extension EventRow {
    /// What ASIM wants of every event of a kind and the line did not say.
    mutating func fillDefaults() {
        switch table {
        case .webSession where !has(.eventType): set(.eventType, "HTTPsession")
        case .auditEvent where !has(.eventType):
            set(.eventType, "Other")
            if !has(.operation) { set(.operation, "Message") }
        case .authentication where !has(.eventType): set(.eventType, "Logon")
        case .alertEvent where !has(.eventType): set(.eventType, "Alert")
        case .dns where !has(.eventType): set(.eventType, "Query")
        default: break
        }
    }

    /// `DOMAIN\name` or `name@domain` of the one who connects: name and domain apart.
    mutating func setUser(_ line: Span<UInt8>, _ value: Range<Int>) {
        guard !value.isEmpty else { return }
        let (name, domain) = PersonName.split(line, value)
        set(.srcUsername, line, name)
        // The domain of a directory is no domain of the network.
        if !domain.isEmpty { add("UserDomain", line, domain.lowerBound, domain.upperBound) }
    }

    /// The first of these pairs that has a value.
    mutating func setAction(_ pairs: KeyValues, _ line: Span<UInt8>, _ keys: [StaticString]) {
        for key in keys {
            let value = pairs.value(key, line)
            if !value.isEmpty {
                setAction(line, value)
                return
            }
        }
    }
}

extension SyslogHeader {
    /// Takes the host from a value: the payload knows better than the header.
    mutating func setHost(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        (hostStart, hostEnd) = (range.lowerBound, range.upperBound)
    }

    /// A time from date, time and zone of the payload.
    mutating func setStamp(_ line: Span<UInt8>, date: Range<Int>, time: Range<Int>, zone: Range<Int>) {
        guard !date.isEmpty, !time.isEmpty else { return }
        var bytes: [UInt8] = []
        for index in date { bytes.append(line[index]) }
        bytes.append(Byte.space)
        for index in time { bytes.append(line[index]) }
        if !zone.isEmpty, line[zone.lowerBound] == 43 || line[zone.lowerBound] == Byte.dash {
            for index in zone { bytes.append(line[index]) }
        }
        if let read = StampReader.value(bytes.span, 0, bytes.count) { stamp = read }
    }

    mutating func setStamp(_ line: Span<UInt8>, _ value: Range<Int>) {
        if let read = StampReader.value(line, value.lowerBound, value.upperBound) { stamp = read }
    }
}
