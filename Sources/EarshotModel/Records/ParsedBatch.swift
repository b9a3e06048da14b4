/// What parsing yields for a number of lines: records and the bytes they point into. Reused from batch to batch.
public struct ParsedBatch: Sendable {
    public var sessions: [SessionRecord] = []
    /// JSON texts that `extraStart` of records points into.
    public var extra: [UInt8] = []
    public var syslog: [SyslogRecord] = []
    /// Events of all other tables.
    public var events: [EventRecord] = []
    /// Fields of events, and those of sessions that `SessionRecord` has no place for.
    public var values: [FieldValue] = []
    /// Lines that `SyslogRecord.lineStart` points into, and texts of fields.
    public var text: [UInt8] = []

    public init() {}

    public var count: Int { sessions.count + events.count + syslog.count }
    public var isEmpty: Bool { count == 0 }

    public mutating func removeAll() {
        sessions.removeAll(keepingCapacity: true)
        extra.removeAll(keepingCapacity: true)
        syslog.removeAll(keepingCapacity: true)
        events.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        text.removeAll(keepingCapacity: true)
    }
}

/// What is known about a line apart from its bytes.
public struct LineContext: Sendable {
    /// The sender, as the collector numbered it.
    public var source: Int32
    /// When it arrived (imports: the file's last change), ticks since 0001.
    public var arrival: Int64
    /// What a time without zone is relative to: seconds east of UTC at the moment of `arrival`.
    public var zoneOffset: Int32
    /// The offset at another moment (seconds since 1970, local time read as UTC), for imports that span a change of the
    /// clocks; nil: `zoneOffset` holds throughout.
    public var zone: (@Sendable (Int64) -> Int32)?
    /// A small number for where the line comes from: the family that took the line before is asked first.
    public var stream: Int32 = 0
    /// The only family whose lines come from here, by its name's place in `ParseCounters.familyNames`; nil: any.
    public var pinnedFamily: Int?

    public init(source: Int32, arrival: Int64, zoneOffset: Int32 = 0, zone: (@Sendable (Int64) -> Int32)? = nil) {
        self.source = source
        self.arrival = arrival
        self.zoneOffset = zoneOffset
        self.zone = zone
    }
}
