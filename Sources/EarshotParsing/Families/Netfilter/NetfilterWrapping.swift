internal import EarshotModel

/// What products put between the names and the prefix.
struct NetfilterWrapping {
    /// `message repeated 28 times: [ … ]` (rsyslog, systemd): how many packets the line stands for.
    var repeated: UInt64?
    /// Proxmox: `101 4 tap101i0-IN 20/Jun/2025:13:09:25 +0200 policy DROP: `, the guest's number, the log level, and
    /// between date and packet the verdict, while the chain is the rule's name.
    var guest: UInt64?
    var level: UInt64?
    var verdict = 0..<0

    var isEmpty: Bool { repeated == nil && guest == nil && level == nil && verdict.isEmpty }

    /// Reads it and moves the prefix in `names` behind it; a time in it becomes the header's when that has none.
    init(_ line: Span<UInt8>, _ names: inout NetfilterNames, _ header: inout SyslogHeader) {
        guard names.prefixEnd - names.prefixStart > 20 else { return }
        if line[names.prefixStart] == 109 { readRepetition(line, &names) }
        if names.prefixStart < names.prefixEnd, line[names.prefixStart].isDigit { readProxmox(line, &names, &header) }
    }

    private mutating func readRepetition(_ line: Span<UInt8>, _ names: inout NetfilterNames) {
        let to = names.prefixEnd
        guard line.has("message repeated ", at: names.prefixStart, to) else { return }
        var position = names.prefixStart + 17
        guard let count = line.decimal(&position, to), line.has(" times: [", at: position, to) else { return }
        repeated = count
        names.prefixStart = line.skipBlanks(position + 9, to)
    }

    private mutating func readProxmox(
        _ line: Span<UInt8>, _ names: inout NetfilterNames, _ header: inout SyslogHeader
    ) {
        let to = names.prefixEnd
        var position = names.prefixStart
        guard let guest = line.decimal(&position, to), position < to, line[position] == Byte.space else { return }
        position += 1
        guard let level = line.decimal(&position, to), position < to, line[position] == Byte.space else { return }
        let chainStart = line.skipBlanks(position, to)
        let chainEnd = line.endOfToken(chainStart, to)
        position = line.skipBlanks(chainEnd, to)
        guard let stamp = StampReader.read(line, &position, to) else { return }
        if !header.stamp.isPresent { header.stamp = stamp }
        self.guest = guest
        self.level = level
        var verdictEnd = to
        if verdictEnd > position, line[verdictEnd - 1] == Byte.colon { verdictEnd -= 1 }
        verdict = min(line.skipBlanks(position, to), verdictEnd)..<verdictEnd
        (names.prefixStart, names.prefixEnd) = (chainStart, chainEnd)
    }
}
