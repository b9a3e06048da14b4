/// Log types by number.
enum OpenCanaryTypes {
    /// The service that was touched, by the thousands of the number.
    static func service(_ type: Int64) -> StaticString? {
        switch type / 1000 {
        case 2: "ftp"
        case 3, 7: "http"
        case 4: "ssh"
        case 5: type == 5000 ? "smb" : nil
        case 6: "telnet"
        case 8: "mysql"
        case 9: "mssql"
        case 10: "tftp"
        case 11: "ntp"
        case 12: "vnc"
        case 13: "snmp"
        case 14: "rdp"
        case 15: "sip"
        case 16: "git"
        case 17: "redis"
        default: nil
        }
    }

    static func name(_ type: Int64) -> StaticString {
        switch type {
        case 3000: "Web page of a honeypot opened"
        case 4000: "SSH connection to a honeypot"
        case 4001: "SSH client of a honeypot named itself"
        case 5000: "File of a honeypot opened"
        case 5001...5008: "Port scan of a honeypot"
        case 10001: "File asked of a honeypot by TFTP"
        case 11001: "NTP monlist asked of a honeypot"
        case 13001: "SNMP asked of a honeypot"
        case 15001: "SIP request to a honeypot"
        case 16001: "Repository of a honeypot cloned"
        case 17001: "Redis command to a honeypot"
        case 18001...18005: "TCP connection to a honeypot"
        default: "Contact with a honeypot"
        }
    }
}
