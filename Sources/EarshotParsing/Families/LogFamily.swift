internal import EarshotModel

/// What one kind of device or program writes: how its lines are recognized and what they mean.
///
/// A family is a folder with `<Name>Family` (recognition and order of steps), usually `<Name>Grammar` (bytes to tokens)
/// and `<Name>Mapping` (tokens to fields), one line in `Catalog`, and a folder of fixtures.
protocol LogFamily: Sendable {
    /// How fixtures, counters, configuration and `earshot parse --json` call it: lower case, underscores.
    static var name: String { get }
    /// ASIM's `EventVendor` and `EventProduct`, unless the line itself tells them.
    static var vendor: String { get }
    static var product: String { get }

    init(configuration: ParserConfiguration)
}

/// A family that fills an `EventRow`.
protocol EventFamily: LogFamily {
    /// Which lines are worth showing to the family. A line that fits no clue is never shown to it.
    static var clues: [Clue] { get }

    /// Looks for the family's payload in a line and, when it is there, fills `row`.
    ///
    /// The family calls `row.begin(table)` and fills what the payload says; time, arrival, source, host and priority are
    /// taken from `header` afterwards, which the family may correct when its payload knows better (`header.stamp`,
    /// `header.hostStart`). It must be exact: a line of another family is `.notMine`, whatever it looks like at first.
    /// Text that others choose (user names, host names, queries) must not be able to forge fields.
    mutating func parse(_ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow) -> FamilyVerdict
}

extension EventFamily {
    /// Whether the program in the header is one that the family's clues name.
    static func isProgram(_ line: Span<UInt8>, _ header: SyslogHeader) -> Bool {
        guard header.programEnd > header.programStart else { return false }
        let base = header.endOfProgramBase(line)
        for clue in clues {
            guard case .program(let name) = clue else { continue }
            if line.is(name, header.programStart, header.programEnd) || line.is(name, header.programStart, base) {
                return true
            }
        }
        return false
    }
}

/// A family with a path of its own, without `EventRow`: for lines by the million.
protocol SessionFamily: LogFamily {
    /// Like `EventFamily.parse`, but appends the record to `batch` itself. One that answers anything but `.taken` leaves
    /// `batch` as it was.
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
    /// One of its lines, and it carries another one, which is in `row.inner`: that one is shown to the families in its
    /// place.
    case inner
    /// One of its lines, and nothing but a message: it is kept in `Syslog` under the family's name.
    case message
}

/// What makes a line worth showing to a family; cheap to test, decided by the family itself.
enum Clue: Sendable {
    /// The program in the header (`sshd` of `sshd[123]:`), in lower case. Of `postfix/smtpd` both whole and first part fit.
    case program(StaticString)
    /// What stands after priority and time, or where the message begins.
    case start(StaticString)
    /// The message is a JSON object, or ends with one.
    case json
    /// Every line: only for payloads that cannot be told by program or beginning.
    case any
}
