internal import EarshotModel

/// The forms of BIND's messages. Source: BIND 9's lib/ns and lib/dns, and the guides of those who build on it.
enum BindShapes {
    static let clues: [Clue] = [
        .start("FORMERR "), .start("SERVFAIL "), .start("REFUSED "), .start("NXDOMAIN "), .start("NOTIMP "),
        .start("DNS format error"), .start("timed out resolving"), .start("network unreachable"),
        .start("host unreachable"), .start("connection refused"), .start("validating "), .start("transfer of '"),
        .start("zone "), .start("loop detected"), .start("shut down hung"), .start("dns_diff_apply"),
        .start("clients-per-query"), .start("lame server"), .start("unexpected RCODE"), .start("success resolving"),
        .start("ARMING trigger"), .start("received control channel"), .start("address not available"),
        .start("broken trust chain"), .start("no valid "), .start("insecurity proof"), .start("got insecure"),
        .start("managed-keys-zone"), .start("resolver priming"), .start("RFC 1918 response"),
        .start("too many timeouts"),
    ]

    private static let request = Meaning(.dns).with(.eventType, "Query").with(.eventSubType, "request")
        .with(.eventResult, "NA").with(.eventResultDetails, "NA")
    private static let response = Meaning(.dns).with(.eventType, "Query").with(.eventSubType, "response")
    private static let denied = response.with(.eventResult, "Failure").with(.eventResultDetails, "REFUSED")
        .with(.dvcAction, "Deny")
    private static let failed = response.with(.eventResult, "Failure").with(.eventResultDetails, "SERVFAIL")
    private static let rewritten = response.with(.eventResult, "NA").with(.eventResultDetails, "NA")

    /// What a client asked, and what became of it.
    static let client = ShapeTable([
        Shape(
            """
            query: <DnsQuery> <DnsQueryClassName> <QType> response: <RCode>{ <Flags>}{ <DnsResponseName*>}
            """,
            response),
        Shape(
            #"query: <DnsQuery> <DnsQueryClassName> <QType> <Flags>{ (<Dst>)}{ \[ECS <.ClientSubnet+>\]}{ <.Details*>}"#,
            request),
        Shape(
            "response: <DnsQuery> <DnsQueryClassName> <QType> <RCode>{ <Flags>}{ <.Counts#> <.Authority#> <.Additional#>}"
                + "{ (<Dst>)}{ <DnsResponseName*>}", response),
        Shape(
            "answer: <DnsQuery> <DnsQueryClassName> <QType>{ <Flags>} (<Dst>) -> <RCode>{ <DnsResponseName*>}", response
        ),
        Shape(
            "<EventOriginalType=query (cache)|query|zone transfer|update|notify> "
                + "'<DnsQuery>/<QType>/<DnsQueryClassName>' <EventOriginalResultDetails*>", denied),
        Shape(
            "<EventOriginalType=query (cache)|query|zone transfer|update|notify> "
                + "'<DnsQuery>/<DnsQueryClassName>' <EventOriginalResultDetails*>", denied),
        Shape(
            "<EventOriginalType=bad zone transfer request>: '<DnsQuery>/<DnsQueryClassName>': "
                + "<EventOriginalResultDetails*>", denied.with(.dnsQueryTypeName, "AXFR")),
        Shape("query (cache) <EventOriginalResultDetails=denied>", denied),
        Shape("query failed (<RCode+>) for <DnsQuery>/<DnsQueryClassName>/<QType> at <.Place>", response),
        Shape(
            "rpz <EventOriginalSubType> <DvcOriginalAction> rewrite <DnsQuery>/<QType>/<DnsQueryClassName> via <RuleName>"
                + "{ <EventOriginalResultDetails*>}", rewritten),
        Shape(
            "rpz <EventOriginalSubType> <DvcOriginalAction> rewrite <DnsQuery> via <RuleName>"
                + "{ <EventOriginalResultDetails*>}", rewritten),
        Shape(
            """
            rpz <EventOriginalSubType> rewrite <DnsQuery> via <RuleName>{ <EventOriginalResultDetails*>}
            """,
            rewritten),
        Shape(
            "transfer of '<DnsQuery>/<DnsQueryClassName>': <DnsQueryTypeName=AXFR-style IXFR|AXFR|IXFR>"
                + " <EventOriginalResultDetails*>",
            response.with(.eventResult, "Success").with(.eventResultDetails, "NOERROR")),
        Shape("received notify for zone '<Object>'<.Details*>", .audit("Zone notify", object: "DNS zone")),
        Shape(
            "updating zone '<Object>/<.Class>': <=adding an RR at> '<.Name>' <.Type> <NewValue*>",
            .audit("Add record", type: "Create", object: "DNS zone")),
        Shape(
            "updating zone '<Object>/<.Class>': <=deleting rrset at|deleting an RR at|deleting all rrsets at|delete all rrsets from name> "
                + "'<.Name>'{ <.Type>}{ <OldValue*>}", .audit("Delete record", type: "Delete", object: "DNS zone")),
        Shape("updating zone '<Object>/<.Class>': <.Details*>", .audit("Zone update", type: "Set", object: "DNS zone")),
        Shape("RFC 1918 response from Internet for <DnsQuery>", rewritten),
        Shape("query iterations limit reached", failed),
    ])

    /// What the server asked others, and its zones.
    static let other = ShapeTable([
        Shape(
            "<RCode=FORMERR|SERVFAIL|REFUSED|NXDOMAIN|NOTIMP|NOTAUTH>{ <EventOriginalResultDetails=unexpected RCODE>} "
                + "resolving '<DnsQuery>/<QType>/<DnsQueryClassName>': <DstEnd>", failed),
        Shape(
            "<EventOriginalResultDetails+> resolving '<DnsQuery>/<QType>/<DnsQueryClassName>': <DstEnd>", failed),
        Shape(
            """
            <EventOriginalResultDetails+> resolving '<DnsQuery>/<QType>/<DnsQueryClassName>'{: <.Details*>}
            """,
            failed),
        Shape("<EventOriginalResultDetails+> resolving '<DnsQuery>/<QType>'{: <.Details*>}", failed),
        Shape(
            """
            DNS format error from <DstEnd> resolving <DnsQuery>/<QType>{ for <.Requestor+>}: \
            <EventOriginalResultDetails*>
            """,
            failed),
        Shape("{view <.View>: }validating <DnsQuery>/<QType>: <EventOriginalResultDetails*>", failed),
        Shape("{view <.View>: }validating @<.Id>: <DnsQuery> <QType>: <EventOriginalResultDetails*>", failed),
        Shape("<EventOriginalResultDetails=shut down hung> fetch while resolving '<DnsQuery>/<QType>'", failed),
        Shape(
            "transfer of '<Object>/<.Class>' from <SrcEnd>: <EventOriginalResultDetails*>",
            .audit("Zone transfer", object: "DNS zone")),
        Shape(
            "transfer of '<Object>' from <SrcEnd>: <EventOriginalResultDetails*>",
            .audit("Zone transfer", object: "DNS zone")),
        Shape(
            """
            {rpz: }<Object>: <=reload start|reload done|new zone version came too soon><.Details*>
            """,
            .audit("Policy zone", object: "DNS zone")),
        Shape("zone <Object>/<.Class>: notify from <SrcEnd>: <.Details*>", .audit("Zone notify", object: "DNS zone")),
        Shape(
            "zone <Object>/<.Class>: <DnsQuery>/<QType>: <EventOriginalResultDetails*>",
            .auditFailed("Zone")),
        Shape("zone <Object>/<.Class>{/<.View>}: <.Details*>", .audit("Zone", object: "DNS zone")),
        Shape("dns_diff_apply: <Object>/<.Type>/<.Class>: <.Details*>", .auditFailed("Zone update", type: "Set")),
        Shape("managed-keys-zone{/<.View>}: <.Details*>", .audit("Trust anchors")),
        Shape("resolver priming query complete<.Details*>", .audit("Resolver priming")),
        Shape("received control channel command '<Object+>'", .audit("Command", type: "Execute", object: "Command")),
        Shape("clients-per-query <=increased|decreased> to <NewValue>", .audit("Clients per query", type: "Set")),
        Shape(
            "ARMING trigger on <SrcIpAddr>.<SrcMacAddr>.<.Trigger> (action:<DvcOriginalAction>) (<EventOriginalType+>)",
            .audit("Trigger")),
        Shape("ARMING trigger on <Object> <.Details*>", .audit("Trigger")),
    ])
}
