internal import EarshotModel

/// Tells when a packet is not the kernel's word, but text in somebody else's message: who can write to a log, if only by
/// trying to sign in under a strange name, could otherwise forge packets.
enum ForeignSpeaker {
    /// Whether another program speaks in `line[from..<packet]`; `program` is the one that the header names.
    static func isOne(_ line: Span<UInt8>, _ from: Int, _ packet: Int, program: Range<Int>) -> Bool {
        if !program.isEmpty, isForeign(line, program) { return true }
        if sentences.contains(where: { line.has($0, at: from, packet) }) { return true }
        guard let tag = Tag(line, from, packet), line.skipBlanks(tag.end, packet) < packet else { return false }
        if isForeign(line, from..<tag.nameEnd) { return true }
        // `anything[812]: text IN=…`: a program with a process id that has nothing to do with firewalls.
        return tag.hasProcess && !isFirewall(line, from..<tag.nameEnd)
    }

    private static func isFirewall(_ line: Span<UInt8>, _ name: Range<Int>) -> Bool {
        name.contains { index in firewalls.contains { line.has($0, at: index, name.upperBound) } }
    }

    private static func isForeign(_ line: Span<UInt8>, _ name: Range<Int>) -> Bool {
        programs.contains { line.is($0, name.lowerBound, name.upperBound) }
    }

    private static let firewalls: [StaticString] = ["kern", "log", "fw", "firewall", "iptables", "nft", "shorewall"]

    /// Programs that write what others send them, and are no prefix of anybody's rule.
    private static let programs: [StaticString] = [
        "sshd", "sshd-session", "dropbear", "login", "su", "sudo", "in.telnetd", "telnetd", "ftpd", "vsftpd",
        "proftpd", "pure-ftpd", "smbd", "nmbd", "named", "dnsmasq", "dnsmasq-dhcp", "unbound", "dhcpd", "kea-dhcp4",
        "hostapd", "postfix", "dovecot", "exim", "sendmail", "httpd", "nginx", "apache", "apache2", "lighttpd",
        "uhttpd", "haproxy", "squid", "openvpn", "charon", "pppd", "radiusd", "freeradius", "asterisk", "mosquitto",
        "cron", "crond", "systemd", "rsyslogd", "php-fpm", "fail2ban",
    ]

    /// What sshd says first, for lines of which a relay took the header.
    private static let sentences: [StaticString] = [
        "Invalid user ", "Failed password for ", "Failed none for ", "Failed publickey for ", "Accepted password for ",
        "Connection closed by ", "Disconnected from ", "Received disconnect from ", "Login attempt for ",
        "Bad password attempt for ", "maximum authentication attempts ",
    ]
}
