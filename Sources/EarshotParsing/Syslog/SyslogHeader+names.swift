internal import EarshotModel

/// Host, program and process id by the habits of RFC 3164 §4.1 and of the devices that do not keep to it.
extension SyslogHeader {
    /// Takes the body apart; does nothing for RFC 5424 lines, whose header said it already.
    mutating func readNames(_ line: Span<UInt8>) {
        guard !isStructured else { return }
        var position = bodyStart
        // Without priority and time there is no header, at most a tag.
        if stamp.isPresent || hostThenTag(line, position) { readHost(line, &position) }
        guard
            hasHost || stamp.isPresent || priority != SyslogRecord.noPriority || startsWithTag(line, position)
                || isDeviceWord(line, position)
        else {
            return
        }
        skipDeviceWord(line, &position)
        readFacilityWord(line, &position)
        readTag(line, &position)
        messageStart = position
    }

    /// Takes `dnsmasq: …` of a line without priority and time for a tag, which it may be or not: only for families, which
    /// know their programs.
    mutating func guessTag(_ line: Span<UInt8>) {
        guard !isStructured, programEnd == programStart, messageStart == bodyStart else { return }
        var position = bodyStart
        readTag(line, &position)
        messageStart = position
        isTagGuessed = programEnd > programStart
    }

    /// The end of `postfix` in `postfix/smtpd`, of `pop` in `pop(pam_unix)`; else of the whole program.
    func endOfProgramBase(_ line: Span<UInt8>) -> Int {
        var index = programStart + 1
        while index < programEnd, line[index] != Byte.slash, line[index] != Byte.leftParenthesis { index += 1 }
        return min(index, programEnd)
    }

    private func startsWithTag(_ line: Span<UInt8>, _ position: Int) -> Bool {
        Tag(line, position, bodyEnd)?.hasProcess ?? false
    }

    /// `host sshd[123]: …`: someone cut the time off.
    private func hostThenTag(_ line: Span<UInt8>, _ position: Int) -> Bool {
        guard position < bodyEnd, line[position].isAlphanumeric else { return false }
        // A host is no longer than that, a document without blanks is.
        let end = line.endOfToken(position, min(bodyEnd, position + 256))
        guard end < bodyEnd, line[end] == Byte.space, line[end - 1] != Byte.colon else { return false }
        guard let tag = Tag(line, end + 1, bodyEnd) else { return false }
        return tag.hasProcess && tag.end < bodyEnd && line[tag.end - 1] == Byte.colon
    }

    /// The first word, unless it is a tag, a facility word or part of the message.
    private mutating func readHost(_ line: Span<UInt8>, _ position: inout Int) {
        position = skipColon(line, position)
        let end = line.endOfToken(position, bodyEnd)
        guard end > position, !hasHost, FacilityWord(line, position, end) == nil, isHost(line, position, end) else {
            return
        }
        (hostStart, hostEnd) = (position, end)
        position = line.skipBlanks(end, bodyEnd)
        // Some devices say it twice.
        let again = line.endOfToken(position, bodyEnd)
        if line.same(hostStart, hostEnd, as: position, again) { position = line.skipBlanks(again, bodyEnd) }
        // A relay's or the device's own address may stand between host and tag.
        if let tag = behindAddress(line, position) { position = tag }
    }

    /// Where the tag begins in `192.0.2.1 httpd: …`.
    private func behindAddress(_ line: Span<UInt8>, _ position: Int) -> Int? {
        guard position < bodyEnd, line[position].hexValue < 16 || line[position] == Byte.colon else { return nil }
        let end = line.endOfToken(position, bodyEnd)
        guard EventRow.address(line, position, end) != nil else { return nil }
        let tag = line.skipBlanks(end, bodyEnd)
        return Tag(line, tag, bodyEnd) == nil ? nil : tag
    }

    private func skipColon(_ line: Span<UInt8>, _ position: Int) -> Int {
        guard position < bodyEnd, line[position] == Byte.colon else { return position }
        return line.skipBlanks(position + 1, bodyEnd)
    }

    private func isHost(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        let last = line[end - 1]
        guard last != Byte.colon, last != Byte.rightBracket, end - start <= 255 else { return false }
        guard line.position(of: Byte.equal, start, end) == nil else { return false }
        switch line[start] {
        case Byte.leftBracket, Byte.leftParenthesis, Byte.quote, 123: return false  // `{`: a JSON payload
        case 37: return line.position(of: Byte.dash, start, end) == nil  // `%LINK-3-UPDOWN` is Cisco's message
        default: return true
        }
    }

    /// `d021f95c93e9,UAP-FlexHD-5.60.23+13051:`, what UniFi access points put where the tag belongs.
    private mutating func skipDeviceWord(_ line: Span<UInt8>, _ position: inout Int) {
        guard isDeviceWord(line, position) else { return }
        let end = line.endOfToken(position, bodyEnd)
        position = line.skipBlanks(end, bodyEnd)
        position = skipColon(line, position)
    }

    private func isDeviceWord(_ line: Span<UInt8>, _ position: Int) -> Bool {
        guard position + 13 < bodyEnd, line[position + 12] == Byte.comma else { return false }
        for index in position..<(position + 12) where line[index].hexValue > 15 { return false }
        return true
    }

    private mutating func readFacilityWord(_ line: Span<UInt8>, _ position: inout Int) {
        var end = line.endOfToken(position, bodyEnd)
        let next = line.skipBlanks(end, bodyEnd)
        if end > position, line[end - 1] == Byte.colon { end -= 1 }
        guard let word = FacilityWord(line, position, end) else { return }
        if priority == SyslogRecord.noPriority { priority = word.priority }
        position = next
    }

    private mutating func readTag(_ line: Span<UInt8>, _ position: inout Int) {
        guard let tag = Tag(line, position, bodyEnd) else { return }
        (programStart, programEnd) = (position, tag.nameEnd)
        processID = tag.processID
        position = line.skipBlanks(tag.end, bodyEnd)
    }
}

/// `sshd[123]:`, `postfix/smtpd:`, `tag:message`, `openvpn[77] text`: RFC 3164 §5.3, less strictly.
struct Tag {
    var nameEnd: Int
    var processID: UInt32 = 0
    var hasProcess = false
    /// Behind the colon.
    var end: Int

    /// Longest name taken for a program: RFC 3164 says 32, systemd units have more.
    private static let maximumLength = 64

    init?(_ line: Span<UInt8>, _ start: Int, _ to: Int) {
        // `/usr/sbin/cron[1]:` is a program by its path; a path alone is none.
        let isPath = start < to && line[start] == Byte.slash
        guard start < to, line[start].isLetter || line[start] == Byte.leftParenthesis || isPath else { return nil }
        var index = start
        while index < to, index - start <= Self.maximumLength, Self.isNameByte(line[index]) { index += 1 }
        nameEnd = index
        end = index
        guard index > start, index < to else { return nil }
        if line[index] == Byte.leftBracket {
            guard let close = line.position(of: Byte.rightBracket, index, min(to, index + 32)) else { return nil }
            var position = index + 1
            let number = line.decimal(&position, close)
            guard number != nil, position == close else { return nil }
            processID = UInt32(clamping: number ?? 0)
            hasProcess = true
            end = close + 1
            if end < to, line[end] == Byte.colon { end += 1 }
            return
        }
        // `http://` is an address, `10:22` a time.
        guard !isPath, line[index] == Byte.colon, !line.has("//", at: index + 1, to) else { return nil }
        end = index + 1
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte.isAlphanumeric || byte == Byte.dash || byte == Byte.underscore || byte == Byte.dot || byte == Byte.slash
            || byte == Byte.leftParenthesis || byte == Byte.rightParenthesis || byte == 64 || byte == 43
    }
}

/// `kern.warn`, `daemon.info`: the priority in words, as BusyBox and OpenWrt write it.
struct FacilityWord {
    let priority: UInt8

    init?(_ line: Span<UInt8>, _ start: Int, _ end: Int) {
        guard end - start >= 7, end - start <= 16, let dot = line.position(of: Byte.dot, start, end) else { return nil }
        guard let facility = Self.index(of: line, start, dot, in: Self.facilities),
            let severity = Self.index(of: line, dot + 1, end, in: Self.severities)
        else { return nil }
        priority = UInt8(facility.number * 8 + severity.number)
    }

    private static func index(
        of line: Span<UInt8>, _ start: Int, _ end: Int, in table: [(name: StaticString, number: Int)]
    ) -> (name: StaticString, number: Int)? {
        for entry in table where entry.name.utf8CodeUnitCount == end - start && line.has(entry.name, at: start, end) {
            return entry
        }
        return nil
    }

    /// RFC 5424 §6.2.1, table 1, by the names of `syslog.conf`.
    private static let facilities: [(name: StaticString, number: Int)] = [
        ("kern", 0), ("user", 1), ("mail", 2), ("daemon", 3), ("auth", 4), ("syslog", 5), ("lpr", 6), ("news", 7),
        ("uucp", 8), ("cron", 9), ("authpriv", 10), ("ftp", 11), ("ntp", 12), ("local0", 16), ("local1", 17),
        ("local2", 18), ("local3", 19), ("local4", 20), ("local5", 21), ("local6", 22), ("local7", 23),
    ]

    /// RFC 5424 §6.2.1, table 2.
    private static let severities: [(name: StaticString, number: Int)] = [
        ("emerg", 0), ("panic", 0), ("alert", 1), ("crit", 2), ("err", 3), ("error", 3), ("warn", 4), ("warning", 4),
        ("notice", 5), ("info", 6), ("debug", 7),
    ]
}
