internal import EarshotModel

/// `2024/01/26 06:43:57.223387 [error] POST 192.168.1.1 /control/login: from ip 192.168.1.3: invalid username or password`.
enum AdGuardHomeLogin {
    static func read(_ line: Span<UInt8>, _ header: SyslogHeader, _ row: inout EventRow) -> FamilyVerdict {
        var index = header.bodyStart
        while index < header.bodyEnd, !line.has("/control/login: from ip ", at: index, header.bodyEnd) { index += 1 }
        guard index < header.bodyEnd else { return .notMine }
        let start = index + 24
        let end = line.endOfToken(start, header.bodyEnd)
        guard end > start + 1, line[end - 1] == Byte.colon else { return .notMine }
        row.begin(.authentication)
        row.set(.eventType, "Logon")
        row.set(.eventResult, "Failure")
        row.set(.eventResultDetails, "No such user or password")
        row.set(.targetAppName, "AdGuard Home")
        row.set(.srcIpAddr, line, start, end - 1)
        row.set(.eventMessage, line, header.bodyStart, header.bodyEnd)
        return .taken
    }
}
