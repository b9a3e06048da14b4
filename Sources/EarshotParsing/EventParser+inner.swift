internal import EarshotModel

/// Lines that carry other lines.
extension EventParser {
    /// Deeper nesting (a collector's document of a container's line of a collector's document …) stays a message.
    private static let maximumInnerDepth = 3

    /// Shows the carried line to the families. What none of them takes stays in `Syslog` as a message of `family`, with
    /// the whole line that carried it.
    mutating func readInner(
        _ family: Int, _ context: LineContext, _ labels: inout LabelTable, _ batch: inout ParsedBatch
    ) -> Remainder? {
        guard innerDepth < Self.maximumInnerDepth else { return remainder(.message, family, context) }
        let text = row.inner.text
        let carrier = row.inner.carrier
        var header = SyslogHeader()
        header.readFront(text.span, text.span.trimEnd(0, text.count))
        // Not into the header: a line with a time is one with a host.
        let outerStamp = carrierStamp
        carrierStamp = row.inner.stamp
        row.documentStart = .unknown
        var open = context
        open.pinnedFamily = nil
        innerDepth += 1
        let sessions = batch.sessions.count
        var outcome = recognize(text.span, &header, open, &labels, &batch)
        if let rest = outcome, !own.after.isEmpty, context.pinnedFamily == nil {
            row.inner.carrier = carrier
            outcome = askOwn(own.after, text.span, header, open, &labels, &batch, otherwise: rest)
        }
        innerDepth -= 1
        carrierStamp = outerStamp
        guard outcome == nil else { return remainder(.message, family, context) }
        // Sessions of families without a row; those with one have it already.
        if batch.sessions.count > sessions,
            batch.sessions.last.map({ Int($0.family) < Catalog.sessions.count }) ?? false
        {
            batch.addCarrier(carrier)
        }
        remember(family, context)
        return nil
    }
}
