internal import EarshotModel

/// What one kind of device or program writes: how its lines are recognized and what they mean.
///
/// A family is a folder with `<Name>Family` (recognition and order of steps), `<Name>Grammar` (bytes to tokens) and
/// `<Name>Mapping` (tokens to a record), one line in `Catalog`, and a folder of fixtures.
protocol LogFamily: Sendable {
    /// How fixtures, counters and `earshot parse --json` call it.
    static var name: String { get }

    init(configuration: ParserConfiguration)

    /// Looks for the family's payload in a line and, when it is there, appends one record to `batch`.
    ///
    /// The family fills what the payload and the names before it say; time, arrival, source and priority are set by the
    /// caller, from `header`, which the family may correct when its lines carry a better time or priority. A family that
    /// answers anything but `.taken` leaves `batch` as it was.
    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, labels: inout LabelTable, into batch: inout ParsedBatch
    ) -> FamilyVerdict
}

/// What a family says to a line.
enum FamilyVerdict: Equatable {
    /// None of its lines: the next family is asked.
    case notMine
    /// A record is in the batch.
    case taken
    /// One of its lines, but not fit for a table: it is kept in `Syslog` with this reason.
    case unfit(UnparsedReason)
}
