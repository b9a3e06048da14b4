internal import EarshotModel

/// What stands between the time and the packet: host, program, kernel clock, and the prefix.
struct NetfilterNames {
    var hostStart = 0
    var hostEnd = 0
    var programStart = 0
    var programEnd = 0
    var prefixStart = 0
    var prefixEnd = 0

    /// The kernel's bound on a prefix (`NF_LOG_PREFIXLEN`) is 128; UniFi's `DESCR` stays below it.
    static let maximumPrefix = 128

    /// Reads `line[header.bodyStart..<packet]`; nil: a packet there is not the kernel's word, but text in somebody
    /// else's message.
    init?(_ line: Span<UInt8>, _ header: inout SyslogHeader, packet: Int) {
        var position = header.bodyStart
        (hostStart, hostEnd) = (header.hostStart, header.hostEnd)
        if let program = Self.program(line, position, packet) {
            (programStart, programEnd) = (program.start, program.end - 1)
            readHost(line, position, program.start, &header)
            position = program.end
        } else {
            (programStart, programEnd) = (header.programStart, header.programEnd)
            if header.stamp.isPresent, !header.isStructured { guessHost(line, &position, packet, &header) }
            let program = header.isStructured ? programStart..<programEnd : 0..<0
            guard !ForeignSpeaker.isOne(line, position, packet, program: program) else { return nil }
        }
        prefixStart = Self.skipKernelClock(line, position, packet)
        prefixEnd = line.trimEnd(prefixStart, packet)
        guard prefixEnd - prefixStart <= Self.maximumPrefix else { return nil }
    }

    /// The words before `kernel:`: a host (possibly twice), `kern.warn`.
    private mutating func readHost(_ line: Span<UInt8>, _ from: Int, _ to: Int, _ header: inout SyslogHeader) {
        var position = line.skipBlanks(from, to)
        while position < to {
            let end = line.endOfToken(position, to)
            if let word = FacilityWord(line, position, end) {
                if header.priority == SyslogRecord.noPriority { header.priority = word.priority }
            } else if hostEnd == hostStart, line[end - 1] != Byte.colon, line[position] != Byte.leftBracket {
                (hostStart, hostEnd) = (position, end)
            }
            position = line.skipBlanks(end, to)
        }
    }

    /// Without `kernel:`, the first word after a time is the host unless it looks like the prefix.
    private mutating func guessHost(
        _ line: Span<UInt8>, _ position: inout Int, _ packet: Int, _ header: inout SyslogHeader
    ) {
        while position < packet {
            let end = line.endOfToken(position, packet)
            let next = line.skipBlanks(end, packet)
            if let word = FacilityWord(line, position, end) {
                if header.priority == SyslogRecord.noPriority { header.priority = word.priority }
            } else if hostEnd > hostStart {
                // Some devices say it twice.
                guard line.same(hostStart, hostEnd, as: position, end) else { return }
            } else {
                guard Self.canBeHost(line, position, end, isOnly: next >= packet) else { return }
                (hostStart, hostEnd) = (position, end)
            }
            position = next
        }
    }

    private static func canBeHost(_ line: Span<UInt8>, _ start: Int, _ end: Int, isOnly: Bool) -> Bool {
        guard end > start, line[end - 1] != Byte.colon, line[start].isAlphanumeric else { return false }
        guard ActionTable.action(line, start, end) != .unknown else { return true }
        // `drop-box DROP IN=` has a host; `DROP INVALID IN=` has none.
        if isOnly { return false }
        for index in start..<end where !line[index].isLetter { return true }
        return false
    }
}

/// Programs that hand on the kernel's packets, and the kernel's own clock.
extension NetfilterNames {
    struct Program {
        var start: Int
        var nameEnd: Int
        /// Behind the colon.
        var end: Int
    }

    /// The first of the known programs in `line[from..<to]`, with or without a process id.
    static func program(_ line: Span<UInt8>, _ from: Int, _ to: Int) -> Program? {
        var index = from
        while index < to {
            if line[index] == Byte.colon, let program = program(line, endingAt: index, from) { return program }
            index &+= 1
        }
        return nil
    }

    private static let programs: [StaticString] = ["kernel", "klogd", "ulogd", "ulogd2", "pvefw-logger", "vmunix"]

    private static func program(_ line: Span<UInt8>, endingAt colon: Int, _ from: Int) -> Program? {
        var nameEnd = colon
        if nameEnd > from, line[nameEnd - 1] == Byte.rightBracket {
            nameEnd -= 1
            while nameEnd > from, line[nameEnd - 1].isDigit { nameEnd -= 1 }
            guard nameEnd > from, line[nameEnd - 1] == Byte.leftBracket else { return nil }
            nameEnd -= 1
        }
        guard nameEnd > from, line[nameEnd - 1].isAlphanumeric else { return nil }
        for name in programs {
            let start = nameEnd - name.utf8CodeUnitCount
            guard start >= from, line.has(name, at: start, nameEnd) else { continue }
            if start == from || line[start - 1].isBlank {
                return Program(start: start, nameEnd: nameEnd, end: colon + 1)
            }
        }
        return nil
    }

    /// Skips `<4>` and `[12345.678901]`, `[   12.5]`: level and uptime. Deliberately not stored: the header has a time,
    /// and a number that is different on every line is the most expensive kind.
    private static func skipKernelClock(_ line: Span<UInt8>, _ from: Int, _ to: Int) -> Int {
        var position = line.skipBlanks(from, to)
        if line.has("<", at: position, to), position + 2 < to, line[position + 1].isDigit,
            line[position + 2] == Byte.greater
        {
            position = line.skipBlanks(position + 3, to)
        }
        guard position < to, line[position] == Byte.leftBracket else { return position }
        var next = line.skipBlanks(position + 1, to)
        guard line.decimal(&next, to) != nil, next < to, line[next] == Byte.dot else { return position }
        next += 1
        guard line.decimal(&next, to) != nil, next < to, line[next] == Byte.rightBracket else { return position }
        return line.skipBlanks(next + 1, to)
    }
}
