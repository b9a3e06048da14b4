internal import EarshotModel

/// Programs that watch: scanlogd, csf's lfd, fail2ban, xinetd, tcpdump, and pfSense's web interface.
struct GuardsFamily: ShapeFamily {
    static let name = "guards"
    static let vendor = "Linux"
    static let product = "Guard"
    static let clues: [Clue] = [
        .program("scanlogd"), .program("lfd"), .program("fail2ban"), .program("fail2ban.actions"), .program("xinetd"),
        .program("php-fpm"), .program("php"), .program("sshguard"), .program("portsentry"), .program("configd.py"),
        .start("IP "), .start("IP6 "), .start("0"), .start("1"), .start("2"), .program("fail2ban.filter"),
        .program("crowdsec"), .program("audit.py"), .program("opnsense"),
    ]

    var shapes = ShapeMatcher(GuardsShapes.table)

    init(configuration: ParserConfiguration) {}

    /// Behind the time of day that tcpdump writes.
    static func text(_ line: Span<UInt8>, _ start: Int, _ header: inout SyslogHeader) -> Int {
        var next = start
        var time = Stamp()
        guard time.readTime(line, &next, header.bodyEnd), next < header.bodyEnd, line[next] == Byte.space else {
            return start
        }
        return next + 1
    }

    static func finish(_ line: Span<UInt8>, _ header: SyslogHeader, _ row: inout EventRow) {
        if row.has(.networkConnectionHistory) { row.set(.networkProtocol, protocol: 6) }
        row.set(
            .actingAppName, line, header.programStart, header.isTagGuessed ? header.programStart : header.programEnd)
    }
}

/// Sources: the programs' own messages; tcpdump(1), "OUTPUT FORMAT".
enum GuardsShapes {
    private static let scan = Meaning(.alertEvent).with(.eventType, "Alert").with(.eventSeverity, "Medium")
        .with(.eventResult, "Success").with(.alertName, "Port scan").with(.threatCategory, "Port scan").withMessage
    private static let block = Meaning(.alertEvent).with(.eventType, "Alert").with(.eventSeverity, "Medium")
        .with(.eventResult, "Success").with(.dvcAction, "Deny").withMessage
    private static let web = Meaning.logonFailed("No such user or password").withMessage
    private static let packet = Meaning(.networkSession).with(.eventType, "NetworkSession")

    static let table = ShapeTable([
        Shape(
            """
            <SrcIpAddr>{:<SrcPortNumber>} to <DstIpAddr> {and others, }ports <.Ports+>, ..., <.Flags+> @<.Time>
            """,
            scan),
        Shape("<SrcIpAddr>{:<SrcPortNumber>} to <DstIpAddr> {and others, }ports <.Ports+>, <.Flags+> @<.Time>", scan),
        Shape(
            """
            (<RuleName>) <AlertName+> from <SrcIpAddr> (<.Place*>): <EventCount> in the last <.Seconds#> secs - \
            <DvcOriginalAction*>
            """,
            block),
        Shape("*<AlertName+>* <.Details+> from <SrcIpAddr>{<.More*>}", block),
        Shape(
            """
            {<.Time+> }{<.Module> }{\\[<.Process#>\\]: }NOTICE \\[<RuleName+>\\] <DvcOriginalAction=Ban|Restore \
            Ban> <SrcIpAddr>
            """,
            block.with(.alertName, "Ban")),
        Shape(
            """
            {<.Time+> }{<.Module> }{\\[<.Process#>\\]: }NOTICE \\[<RuleName+>\\] Unban <SrcIpAddr>
            """,
            .audit("Unban", type: "Enable")),
        Shape(
            """
            {<.Time+> }{<.Module> }{\\[<.Process#>\\]: }INFO \\[<RuleName+>\\] Found <SrcIpAddr>{ - <.Seen+>}
            """,
            .audit("Found")),
        Shape("Blocking \"<SrcIpAddr>/<.Prefix>\" <.Details*>", block.with(.alertName, "Block")),
        Shape("Attack from \"<SrcIpAddr>\" on service <AlertName+> with danger <.Danger>.", block),
        Shape("FAIL: <Object> <EventOriginalResultDetails> from={::ffff:}<SrcIpAddr>", .auditFailed("Connection")),
        Shape("START: <Object> pid=<ActingProcessId> from={::ffff:}<SrcIpAddr>", .audit("Connection", type: "Start")),
        Shape(
            """
            EXIT: <Object> {status=<.Status#> }{pid=<ActingProcessId> }duration=<.Duration>
            """,
            .audit("Connection", type: "Stop")),
        Shape(
            """
            {<.Page>: }Successful login for user '<TargetUsername*>' from: <SrcIpAddr>{ (<.Database*>)}
            """,
            Meaning.logon.withMessage),
        Shape(
            """
            {<.Page>: }{webConfigurator }<=authentication error for user|authentication error for|Authentication \
            error for user> '<TargetUsername*>' from: <SrcIpAddr>
            """,
            web),
        Shape(
            """
            {<.Page>: }User logged out for user '<TargetUsername*>' from: <SrcIpAddr>{ (<.Database*>)}
            """,
            Meaning.logoff.withMessage),
        Shape("{<.Page>: }Web GUI authentication error for '<TargetUsername*>' from <SrcIpAddr>", web),
        Shape(
            """
            {<.Page>: }user <TargetUsername> authenticated successfully for WebGui <.Details*>
            """,
            Meaning.logon.withMessage),
        Shape(
            """
            <.Page>: Configuration Change: <ActorUsername+>@<SrcIpAddr>{ (<.Database+>)}: <Object*>
            """,
            .audit("Configuration change", type: "Set")),
        Shape(
            """
            <=IP|IP6> <SrcIpAddr>.<SrcPortNumber> > <DstIpAddr>.<DstPortNumber>: Flags \
            \\[<NetworkConnectionHistory>\\], <.Details*>
            """,
            packet),
        Shape("<=IP|IP6> <SrcIpAddr>.<SrcPortNumber> > <DstIpAddr>.<DstPortNumber>: <.Details*>", packet),
        Shape("<=IP|IP6> <SrcIpAddr> > <DstIpAddr>: <.Details*>", packet),
    ])
}
