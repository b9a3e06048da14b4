/// The tables that families write to. The raw value is an index and is never stored.
public enum EventTable: UInt8, CaseIterable, Sendable {
    case networkSession, dns, dhcpEvent, authentication, webSession, processEvent, auditEvent, alertEvent
    case commonSecurityLog

    /// Its name in the query language.
    public var name: String {
        switch self {
        case .networkSession: "NetworkSession"
        case .dns: "Dns"
        case .dhcpEvent: "DhcpEvent"
        case .authentication: "Authentication"
        case .webSession: "WebSession"
        case .processEvent: "ProcessEvent"
        case .auditEvent: "AuditEvent"
        case .alertEvent: "AlertEvent"
        case .commonSecurityLog: "CommonSecurityLog"
        }
    }
}
