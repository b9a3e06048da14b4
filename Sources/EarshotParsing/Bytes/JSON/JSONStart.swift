internal import EarshotModel

extension SyslogHeader {
    /// Where the line's JSON object begins: at the message, or where it begins in a message that ends with its brace
    /// (`suricata[5885]: {…}` behind a header that is not as it should be, `@cee: {…}`).
    func json(_ line: Span<UInt8>) -> Int? {
        guard messageStart < bodyEnd, bodyEnd <= line.count else { return nil }
        if line[messageStart] == 123 { return messageStart }
        if bodyStart < bodyEnd, line[bodyStart] == 123 { return bodyStart }
        guard line[bodyEnd - 1] == 125, !isContainerLine(line) else { return nil }
        var from = bodyStart
        while let open = line.position(of: 123, from, bodyEnd) {
            if line.skipBlanks(open + 1, bodyEnd) < bodyEnd, line[line.skipBlanks(open + 1, bodyEnd)] == Byte.quote {
                return open
            }
            from = open + 1
        }
        return nil
    }

    /// `stdout F {…}`: what a container wrote begins behind the letter.
    func isContainerLine(_ line: Span<UInt8>) -> Bool {
        guard bodyStart + 9 <= bodyEnd, line[bodyStart + 7] == 70 || line[bodyStart + 7] == 80 else { return false }
        return line[bodyStart + 8] == Byte.space
            && (line.has("stdout ", at: bodyStart, bodyEnd) || line.has("stderr ", at: bodyStart, bodyEnd))
    }
}
