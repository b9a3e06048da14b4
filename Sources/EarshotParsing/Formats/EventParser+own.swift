internal import EarshotModel

/// Formats of the user's own.
///
/// They are asked in the order in which they are described: those that are to come `before` the built-in families see
/// every line first; the others see what no built-in family has put into a table, whatever reason it had.
extension EventParser {
    /// Other formats, from the next line on.
    public mutating func use(_ formats: OwnFormats) { own = formats }

    /// The number of a family or own format, for `LineContext.pinnedFamily`; nil: there is none of that name.
    public static func family(named name: String) -> Int? { FamilyNumbers.number(named: name) }

    /// nil: one has taken the line. `otherwise` is what happens when none does.
    mutating func askOwn(
        _ formats: [OwnFormat], _ line: Span<UInt8>, _ header: SyslogHeader, _ context: LineContext,
        _ labels: inout LabelTable, _ batch: inout ParsedBatch, otherwise: Remainder
    ) -> Remainder? {
        var remainder = otherwise
        guard !formats.isEmpty else { return remainder }
        // What a family read may have been the document of a carried line.
        row.documentStart = .unknown
        var named = header
        named.readNames(line)
        for format in formats where context.pinnedFamily.map({ $0 == format.family }) ?? true {
            var header = named
            switch reader.read(format, line, &header, &row) {
            case .taken:
                commit(line, header, context, family: format.family, &labels, &batch)
                counters.families[format.family] &+= 1
                return nil
            case .unfit(let reason): remainder = Remainder(reason, format.family)
            case .notMine, .inner, .message: continue
            }
        }
        return remainder
    }
}
