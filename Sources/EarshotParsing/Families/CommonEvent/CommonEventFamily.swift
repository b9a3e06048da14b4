internal import EarshotModel

/// CEF and LEEF of any vendor: `CEF:0|vendor|product|version|class|name|severity|key=value …`.
///
/// Connections become sessions, everything else is a row of `CommonSecurityLog`. Source: Micro Focus, "Implementing
/// ArcSight Common Event Format (CEF)", version 26; IBM, "Log Event Extended Format (LEEF)", version 2.
struct CommonEventFamily: EventFamily {
    static let name = "cef"
    static let vendor = ""
    static let product = ""
    static let clues: [Clue] = [.any]

    private var pairs = KeyValues()
    private var head: [Range<Int>] = []
    private var reader = NoticeReader()

    init(configuration: ParserConfiguration) {}

    mutating func parse(
        _ line: Span<UInt8>, _ header: inout SyslogHeader, into row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        if let at = line.find("CEF:", header.bodyStart, min(end, header.bodyStart + 300)) {
            return cef(line, at + 4, at, &header, &row)
        }
        if let at = line.find("LEEF:", header.bodyStart, min(end, header.bodyStart + 300)) {
            return leef(line, at + 5, at, &header, &row)
        }
        // Some collectors cut the first word off.
        if line.has("0|", at: header.messageStart, end) {
            return cef(line, header.messageStart, header.messageStart, &header, &row)
        }
        if line.has("1.0|", at: header.messageStart, end) || line.has("2.0|", at: header.messageStart, end) {
            return leef(line, header.messageStart, header.messageStart, &header, &row)
        }
        return .notMine
    }

    /// Makers that leave who and where to the sentence: an event without any end.
    private mutating func readMessage(_ line: Span<UInt8>, _ row: inout EventRow) {
        guard row.table == .commonSecurityLog, !row.has(.srcIpAddr), !row.has(.dstIpAddr),
            line.is("watchguard", head[1].lowerBound, head[1].upperBound)
                || line.is("fortinet", head[1].lowerBound, head[1].upperBound)
        else { return }
        let text = pairs.value("msg", line)
        reader.read(line, text.lowerBound, text.upperBound, into: &row)
    }

    /// The fields between unescaped bars, `count` of them; nil: there are fewer.
    private mutating func readHead(_ line: Span<UInt8>, _ start: Int, _ end: Int, count: Int) -> Int? {
        head.removeAll(keepingCapacity: true)
        var from = start
        var index = start
        while index < end, head.count < count {
            if line[index] == Byte.backslash {
                index += 2
                continue
            }
            if line[index] == 124 {
                head.append(from..<index)
                from = index + 1
            }
            index += 1
        }
        return head.count == count ? from : nil
    }

    private mutating func cef(
        _ line: Span<UInt8>, _ start: Int, _ tag: Int, _ header: inout SyslogHeader, _ row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        guard let rest = readHead(line, start, end, count: 7) else { return .notMine }
        pairs.read(line, rest, end, .open)
        Self.trimHeader(&header, tag)
        row.begin(Self.isConnection(pairs, line) ? .networkSession : .commonSecurityLog)
        row.set(.eventVendor, line, head[1])
        row.set(.eventProduct, line, head[2])
        row.set(.eventOriginalType, line, head[4])
        row.set(.eventMessage, line, pairs.value("msg", line))
        if row.table == .commonSecurityLog {
            row.set(.eventProductVersion, line, head[3])
            row.set(.deviceEventClassId, line, head[4])
            row.set(.activity, line, head[5])
            row.set(.logSeverity, line, head[6])
        } else {
            row.add("Name", line, head[5].lowerBound, head[5].upperBound)
            row.add("DeviceVersion", line, head[3].lowerBound, head[3].upperBound)
        }
        row.setSeverity(line, head[6], CommonEventSeverity.of)
        CommonEventKeys.read(pairs, line, &header, &row)
        CommonEventVendors.read(pairs, line, vendor: head[1], &row)
        CommonEventKeys.cef.apply(pairs, line, &row)
        readMessage(line, &row)
        return .taken
    }

    private mutating func leef(
        _ line: Span<UInt8>, _ start: Int, _ tag: Int, _ header: inout SyslogHeader, _ row: inout EventRow
    ) -> FamilyVerdict {
        let end = header.bodyEnd
        let isSecond = line.has("2", at: start, end)
        guard var rest = readHead(line, start, end, count: 5) else { return .notMine }
        var syntax = PairSyntax(separator: Byte.tab, isOpen: false)
        if isSecond, let bar = line.position(of: 124, rest, min(end, rest + 8)) {
            syntax.separator = Self.delimiter(line, rest, bar)
            rest = bar + 1
        }
        // rsyslog writes control characters as `#011`. Blanks in their place keep every position.
        if syntax.separator == Byte.tab, line.find("#011", rest, end) != nil, tag >= 0 {
            let text = Self.tabbed(line, rest, end)
            return leef(text.span, start, -1, &header, &row)
        }
        // Relays make blanks of tabs.
        if syntax.separator == Byte.tab, line.position(of: Byte.tab, rest, end) == nil {
            syntax = line.position(of: 124, rest, end) == nil ? .open : .piped
        }
        pairs.read(line, rest, end, syntax)
        Self.trimHeader(&header, max(tag, 0))
        row.begin(Self.isConnection(pairs, line) ? .networkSession : .commonSecurityLog)
        row.set(.eventVendor, line, head[1])
        row.set(.eventProduct, line, head[2])
        row.set(.eventOriginalType, line, head[4])
        if row.table == .commonSecurityLog {
            row.set(.eventProductVersion, line, head[3])
            row.set(.deviceEventClassId, line, head[4])
        }
        row.setSeverity(line, pairs.value("sev", line), CommonEventSeverity.of)
        header.setStamp(line, pairs.value("devtime", line))
        header.setHost(tag < 0 ? 0..<0 : pairs.value("host_name", line))
        row.setAction(pairs, line, ["action", "act", "disp"])
        for key: StaticString in ["src_user", "usrname", "username"] where !row.has(.srcUsername) {
            row.setUser(line, pairs.value(key, line))
        }
        CommonEventKeys.leef.apply(pairs, line, &row)
        readMessage(line, &row)
        return .taken
    }

    private static func tabbed(_ line: Span<UInt8>, _ from: Int, _ end: Int) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(line.count)
        var index = 0
        while index < line.count {
            if index >= from, line.has("#011", at: index, end) {
                text.append(contentsOf: [Byte.tab, Byte.tab, Byte.tab, Byte.tab])
                index += 4
            } else {
                text.append(line[index])
                index += 1
            }
        }
        return text
    }

    /// `^`, `x5E` or `0x5E`.
    private static func delimiter(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> UInt8 {
        guard end > start else { return Byte.tab }
        if end - start == 1 { return line[start] }
        var position = line[start] | 32 == 120 ? start + 1 : start
        return UInt8(clamping: line.hexadecimal(&position, end) ?? 9)
    }

    /// What the header took for host or program may be a part of the event.
    private static func trimHeader(_ header: inout SyslogHeader, _ tag: Int) {
        if header.hostEnd > tag { header.hostEnd = header.hostStart }
        if header.programEnd > tag { header.programEnd = header.programStart }
    }

    /// Two ends and a protocol or port, and nothing about files or requests.
    private static func isConnection(_ pairs: KeyValues, _ line: Span<UInt8>) -> Bool {
        guard pairs.has("src", line), pairs.has("dst", line) else { return false }
        guard pairs.has("proto", line) || pairs.has("dpt", line) || pairs.has("dstport", line) else { return false }
        return !pairs.has("fname", line) && !pairs.has("filehash", line) && !pairs.has("request", line)
    }
}
