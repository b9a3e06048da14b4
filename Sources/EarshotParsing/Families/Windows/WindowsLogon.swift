internal import EarshotModel

/// Logons, their kinds and why they fail.
enum WindowsLogon {
    static func prepare(_ event: WindowsEvent, _ line: Span<UInt8>, _ row: inout EventRow) {
        switch event.kind {
        case .logoff: row.set(.eventType, "Logoff")
        case .elevation: row.set(.eventType, "Elevate")
        default: row.set(.eventType, "Logon")
        }
        target(event, line, &row)
        type(event, line, &row)
        switch event.number {
        case 4768...4773: row.set(.logonProtocol, "Kerberos")
        case 4774...4777: row.set(.logonProtocol, "NTLM")
        default: break
        }
        result(event, line, &row)
    }

    /// `account@DOMAIN` with the domain that is told apart is the account.
    private static func target(_ event: WindowsEvent, _ line: Span<UInt8>, _ row: inout EventRow) {
        guard let name = event.data("TargetUserName"), !name.is("-", line) else { return }
        var end = name.range.upperBound
        if let at = name.range.last(where: { line[$0] == 64 }), at > name.range.lowerBound,
            let domain = event.data("TargetDomainName"),
            line.same(at + 1, end, as: domain.range.lowerBound, domain.range.upperBound)
        {
            end = at
        }
        var short = name
        short.end = Int32(clamping: end)
        var header = SyslogHeader()
        var scratch: [UInt8] = []
        _ = JSONValue.put(short, .user(.targetUsername), line, &header, &row, &scratch)
    }

    /// Source: Microsoft Learn, event 4624, "Logon Type".
    private static func type(_ event: WindowsEvent, _ line: Span<UInt8>, _ row: inout EventRow) {
        guard let node = event.data("LogonType") else { return }
        row.add("LogonType", line, node.range.lowerBound, node.range.upperBound)
        switch EventRow.number(line, node.range.lowerBound, node.range.upperBound) {
        case 0: row.set(.eventSubType, "System")
        case 2, 7, 11, 13: row.set(.eventSubType, "Interactive")
        case 3, 8: row.set(.eventSubType, "Remote")
        case 4, 5: row.set(.eventSubType, "Service")
        case 9: row.set(.eventSubType, "AssumeRole")
        case 10, 12: row.set(.eventSubType, "RemoteInteractive")
        default: break
        }
    }

    private static func result(_ event: WindowsEvent, _ line: Span<UInt8>, _ row: inout EventRow) {
        let sub = event.data("SubStatus").flatMap { code($0, line) }
        if let sub, sub != 0, let node = event.data("SubStatus") {
            row.add("SubStatus", line, node.range.lowerBound, node.range.upperBound)
        }
        let status = event.data("Status").flatMap { code($0, line) }
        guard let code = sub.flatMap({ $0 == 0 ? nil : $0 }) ?? status else { return }
        row.set(.eventResult, code == 0 ? "Success" : "Failure")
        if code != 0 { row.set(.eventResultDetails, reason(code)) }
    }

    private static func code(_ node: JSONNode, _ line: Span<UInt8>) -> UInt64? {
        var position = node.range.lowerBound
        return line.hexadecimal(&position, node.range.upperBound)
    }

    /// NTSTATUS (MS-ERREF §2.3) and, below 0x100, Kerberos errors (RFC 4120 §7.5.9), in ASIM's words.
    private static func reason(_ code: UInt64) -> StaticString {
        switch code {
        case 0xc000_0064, 0x6: "No such user"
        case 0xc000_006a, 0x18: "Incorrect password"
        case 0xc000_006d, 0xc000_006e: "No such user or password"
        case 0xc000_0234: "User locked"
        case 0xc000_0072, 0x12: "User disabled"
        case 0xc000_0071, 0xc000_0224, 0x17: "Password expired"
        case 0xc000_0193, 0x1: "User expired"
        case 0xc000_006f, 0xc000_0070, 0xc000_015b, 0xc000_0413, 0xc: "Logon violates policy"
        case 0xc000_0133, 0x25: "Session expired"
        default: "Other"
        }
    }
}
