internal import EarshotModel

/// What an event is about, by its provider and number.
enum WindowsKind: Int, CaseIterable {
    case sysmonStart, sysmonEnd, sysmonConnection, sysmonQuery, sysmonOther
    case logon, logoff, elevation, processStart, processEnd, connection, names, malware, other

    var table: EventTable {
        switch self {
        case .sysmonStart, .sysmonEnd, .processStart, .processEnd: .processEvent
        case .sysmonConnection, .connection: .networkSession
        case .sysmonQuery, .names: .dns
        case .logon, .logoff, .elevation: .authentication
        case .malware: .alertEvent
        case .sysmonOther, .other: .auditEvent
        }
    }

    /// Source: Sysmon's schema.
    static func sysmon(_ event: Int64) -> WindowsKind {
        switch event {
        case 1: .sysmonStart
        case 5: .sysmonEnd
        case 3: .sysmonConnection
        case 22: .sysmonQuery
        default: .sysmonOther
        }
    }

    /// Source: Microsoft Learn, "Audit …" pages of the security log.
    static func security(_ event: Int64) -> WindowsKind {
        switch event {
        // Kerberos tickets, NTLM validation, remote desktop, network policy server.
        case 4624, 4625, 4648, 4768...4777, 4778, 4801, 4803, 4825, 6272...6280: .logon
        case 4634, 4647, 4779, 4800, 4802: .logoff
        case 4672, 4964: .elevation
        case 4688: .processStart
        case 4689: .processEnd
        // The filtering platform.
        case 5031, 5150...5159: .connection
        default: .other
        }
    }
}
