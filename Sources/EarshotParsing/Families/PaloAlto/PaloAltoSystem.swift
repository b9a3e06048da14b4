internal import EarshotModel

/// The descriptions of system events: sentences that name users, addresses and servers.
struct PaloAltoSystem: Sendable {
    private var reader = NoticeReader()

    /// Fills what the columns did not say; the table stays as the columns decided it.
    mutating func read(_ line: Span<UInt8>, _ text: Range<Int>, into row: inout EventRow) {
        guard !text.isEmpty else { return }
        reader.read(line, text.lowerBound, text.upperBound, into: &row)
        setServer(line, text, &row)
        guard row.table == .authentication else { return }
        let failed = line.find("ailed auth", text.lowerBound, text.upperBound) != nil
        if failed { row.set(.eventResult, "Failure") }
        if !row.has(.eventResult) {
            let succeeded =
                line.find("uthenticated for", text.lowerBound, text.upperBound) != nil
                || line.find("uthentication succeeded", text.lowerBound, text.upperBound) != nil
            row.set(.eventResult, succeeded ? "Success" : "NA")
        }
    }

    /// `server address '192.0.2.1'`, `From: 192.0.2.1.`: exact where the reader of sentences only guesses.
    private func setServer(_ line: Span<UInt8>, _ text: Range<Int>, _ row: inout EventRow) {
        for mark: StaticString in ["server address '", "Server Address "] {
            guard let at = line.find(mark, text.lowerBound, text.upperBound) else { continue }
            let start = at + mark.utf8CodeUnitCount
            if let end = line.endOfAddress(start, text.upperBound) { row.set(.dstIpAddr, line, start, end) }
        }
        // It stands last; what is in front may be chosen by whoever signs in.
        guard let from = line.findLast(", From: ", text.lowerBound, text.upperBound),
            let end = line.endOfAddress(from + 8, text.upperBound)
        else { return }
        row.set(.srcIpAddr, line, from + 8, end)
    }
}
