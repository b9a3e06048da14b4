/// An event as a log line told it, before enrichment: what all events have, and where its fields are.
public struct EventRecord: Sendable {
    public var table: EventTable = .auditEvent
    /// Index of the family that recognized it.
    public var family: UInt8 = 0
    /// Facility × 8 + severity; `SyslogRecord.noPriority` when the line had none.
    public var priority: UInt8 = SyslogRecord.noPriority
    public var fraction: Int32 = 0
    /// Seconds since 1970 UTC.
    public var seconds: Int64 = 0
    /// Arrival, seconds since 1970 UTC.
    public var received: Int64 = 0
    public var source: Int32 = 0
    /// The host name in the line's header.
    public var host: Int32 = 0
    public var fields = FieldRange()

    public init() {}
}

/// Where a record's fields are in its batch.
public struct FieldRange: Sendable {
    /// A range of `ParsedBatch.values`.
    public var start: UInt32 = 0
    public var count: UInt16 = 0
    /// A range of `ParsedBatch.extra`: JSON of what has no field.
    public var extraStart: UInt32 = 0
    public var extraCount: UInt32 = 0

    public init() {}
    public var range: Range<Int> { Int(start)..<(Int(start) + Int(count)) }
}

/// A field and its value, 24 bytes. Texts are ranges of `ParsedBatch.text`.
public struct FieldValue: Sendable {
    public let field: EventField
    /// Holds a range of the batch's text.
    public let isText: Bool
    private let high: UInt64
    private let low: UInt64

    /// `number`, `protocol`, `flags` and `mac` fields.
    public init(_ field: EventField, number: Int64) {
        self.field = field
        isText = false
        high = 0
        low = UInt64(bitPattern: number)
    }

    public init(_ field: EventField, address: IPAddress) {
        self.field = field
        isText = false
        high = UInt64(truncatingIfNeeded: address.bits >> 64)
        low = UInt64(truncatingIfNeeded: address.bits)
    }

    /// `text`, `label` and `domain` fields.
    public init(_ field: EventField, text range: Range<Int>) {
        self.field = field
        isText = true
        high = UInt64(clamping: range.lowerBound)
        low = UInt64(clamping: range.upperBound)
    }

    /// The same text in a batch that had `offset` bytes of text before.
    public func moved(by offset: Int) -> FieldValue {
        isText ? FieldValue(field, text: (text.lowerBound + offset)..<(text.upperBound + offset)) : self
    }

    public var number: Int64 { Int64(bitPattern: low) }
    public var address: IPAddress { IPAddress(bits: UInt128(high) << 64 | UInt128(low)) }
    public var text: Range<Int> {
        let start = Int(clamping: high)
        return start..<max(start, Int(clamping: low))
    }
}
