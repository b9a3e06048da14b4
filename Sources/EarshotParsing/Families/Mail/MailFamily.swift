internal import EarshotModel

/// Mail servers: Postfix, Dovecot, Exim, sendmail, and what they say about those who try to get in.
struct MailFamily: ShapeFamily {
    static let name = "mail"
    static let vendor = "Linux"
    static let product = "mail server"
    static let clues: [Clue] = [
        .program("postfix"), .program("dovecot"), .program("dovecot-auth"), .program("auth-worker"), .program("auth"),
        .program("exim"), .program("exim4"), .program("sendmail"), .program("sm-mta"),
        .program("sm-acceptingconnections"),
        .program("imap-login"), .program("pop3-login"), .program("managesieve-login"), .program("submission-login"),
        .program("opendkim"), .program("amavis"), .program("spamd"), .program("saslauthd"), .program("postfix-smtpd"),
        .start("dovecot_"), .start("H="), .start("plain_"), .start("login authenticator failed"), .start("auth("),
        .start("auth-worker("),
        .start("@4"), .start("SMTP "), .start("no host name found"), .start("no IP address found"), .start("rejected "),
        .start("Plaintext_"), .start("LOGIN "), .start("login_"), .start("cram_"), .start("fixed_"),
    ]

    var shapes = ShapeMatcher(MailShapes.table)

    init(configuration: ParserConfiguration) {}

    static func finish(_ line: Span<UInt8>, _ header: SyslogHeader, _ row: inout EventRow) {
        if !header.isTagGuessed { row.set(.targetAppName, line, header.programStart, header.programEnd) }
        if header.processID > 0 { row.set(.actingProcessId, number: Int64(header.processID)) }
    }

    /// Behind the TAI64N time of multilog and Postfix' queue number.
    static func text(_ line: Span<UInt8>, _ start: Int, _ header: inout SyslogHeader) -> Int {
        let end = header.bodyEnd
        var start = start
        if line.has("@4", at: start, end) {
            let token = line.endOfToken(start, end)
            guard token - start == 25 else { return start }
            start = line.skipBlanks(token, end)
        }
        // Dovecot's processes name themselves behind `dovecot: `, or without a syslog daemon in front of a level.
        for level in levels where line.has(level, at: start, end) { start += level.utf8CodeUnitCount }
        return start
    }

    private static let levels: [StaticString] = ["dovecot: ", "Info: "]
}
