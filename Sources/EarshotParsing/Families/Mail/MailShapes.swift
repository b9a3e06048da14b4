internal import EarshotModel

/// Sources: Postfix' src/smtpd and src/postscreen, Dovecot's src/login-common and src/auth, Exim's src/auths, sendmail.
enum MailShapes {
    static let table = ShapeTable(postfix + dovecot + exim + sendmail)

    static let failed = Meaning.logonFailed("No such user or password")
    static let refused = Meaning.audit("Mail refused", result: "Failure")
    static let connection = Meaning.auditFailed("Connection")
    /// `pc.example.com[192.0.2.1]`, also with the port.
    static let peer = "<SrcHostname>\\[<SrcIpAddr>\\]{:<SrcPortNumber>}"

    static let postfix: [Shape] = [
        Shape(
            """
            warning: \(peer): SASL <LogonMethod> authentication failed:{ <EventOriginalResultDetails+>}, \
            sasl_username=<TargetUsername*>
            """,
            failed),
        Shape("warning: \(peer): SASL <LogonMethod> authentication failed:{ <EventOriginalResultDetails*>}", failed),
        Shape("<.QueueId>: client=\(peer), sasl_method=<LogonMethod>, sasl_username=<TargetUsername*>", .logon),
        Shape("<.QueueId>: client=\(peer)<.Details*>", .audit("Mail received")),
        Shape(
            """
            <.QueueId>: reject: <EventOriginalType> from \(peer): <EventResultDetails> \
            <EventOriginalResultDetails+>{; from=\\<<.Sender+>>}{ to=\\<<TargetUsername+>>}{ \
            proto=<NetworkApplicationProtocol>}{ helo=\\<<.Helo*>>}
            """,
            refused),
        Shape(
            """
            <.QueueId>: reject: <EventOriginalType> from \(peer): <EventResultDetails> <EventOriginalResultDetails*>
            """,
            refused),
        Shape(
            """
            NOQUEUE: reject: <EventOriginalType> from \(peer): <EventResultDetails> <EventOriginalResultDetails+>{; \
            from=\\<<.Sender+>>}{ to=\\<<TargetUsername+>>}{; proto=<NetworkApplicationProtocol>}{ \
            proto=<NetworkApplicationProtocol>}{ helo=\\<<.Helo*>>}
            """,
            refused),
        Shape(
            """
            NOQUEUE: <EventOriginalType=warn|reject|reject_warning|filter|milter-reject>: <EventOriginalSubType> \
            from \(peer): <EventOriginalResultDetails*>
            """,
            refused),
        Shape(
            """
            NOQUEUE: reject: RCPT from \\[<SrcIpAddr>\\]:<SrcPortNumber>: <EventResultDetails> \
            <EventOriginalResultDetails*>
            """,
            refused),
        Shape("warning: <EventOriginalResultDetails=non-SMTP command> from \(peer): <.Command*>", connection),
        Shape(
            """
            <EventOriginalResultDetails=improper command pipelining|lost connection|timeout|too many errors> after \
            <.Stage+> from \(peer){:<.Details*>}
            """,
            connection),
        Shape(
            """
            warning: hostname <SrcHostname> does not resolve to address <SrcIpAddr><EventOriginalResultDetails*>
            """,
            .auditFailed("Reverse mapping")),
        Shape(
            """
            warning: <SrcIpAddr>: hostname <SrcHostname> verification failed: <EventOriginalResultDetails*>
            """,
            .auditFailed("Reverse mapping")),
        Shape("warning: <EventOriginalResultDetails+>: <.Number#> from \(peer) for service <Object*>", connection),
        Shape("SSL_accept error from \(peer): <EventOriginalResultDetails*>", connection),
        Shape("connect from \(peer)", .audit("Connect", type: "Start")),
        Shape("disconnect from \(peer)<.Details*>", .audit("Disconnect", type: "Stop")),
        Shape(
            """
            <EventOriginalType=PREGREET> <.Bytes#> after <.Seconds> from \\[<SrcIpAddr>\\]:<SrcPortNumber>: <.Text*>
            """,
            connection),
        Shape(
            """
            <EventOriginalType=CONNECT> from \\[<SrcIpAddr>\\]:<SrcPortNumber> to \\[<DstIpAddr>\\]:<DstPortNumber>
            """,
            .audit("Connect", type: "Start")),
        Shape(
            """
            <EventOriginalType=HANGUP|DISCONNECT|WHITELISTED|ALLOWLISTED|PASS OLD|PASS NEW|BARE NEWLINE|NON-SMTP \
            COMMAND|COMMAND PIPELINING|COMMAND TIME LIMIT|COMMAND COUNT LIMIT|COMMAND LENGTH LIMIT|DNSBL rank> \
            {<.Details+> }{from |for }\\[<SrcIpAddr>\\]:<SrcPortNumber>{<.Rest*>}
            """,
            .audit("Postscreen")),
        Shape("<.QueueId>: from=\\<<.Sender+>>, <.Details*>", .audit("Mail queued")),
        Shape("<.QueueId>: to=\\<<TargetUsername+>>, <.Details*>", .audit("Mail delivery")),
    ]

    /// How Dovecot tells who it was: `user=<a>, method=PLAIN, rip=1.2.3.4, lip=…`. The name is in brackets.
    static let session = """
        {user=\\<<TargetUsername*>>, }{method=<LogonMethod>, }rip=<SrcIpAddr>{, rport=<SrcPortNumber>}{, \
        lip=<DstIpAddr>}{, lport=<DstPortNumber>}{, mpid=<.Pid#>}{, <.Details*>}
        """
}
