internal import EarshotModel

/// Dovecot, Exim and sendmail.
extension MailShapes {
    static let dovecot: [Shape] = [
        Shape(
            """
            {<.Process>: }{Info: }Login: user=\\<<TargetUsername*>>, method=<LogonMethod>, rip=<SrcIpAddr>{, \
            lip=<DstIpAddr>}{, mpid=<.Pid#>}{, <.Details*>}
            """,
            .logon),
        Shape(
            """
            {<.Process>: }{Info: }<EventOriginalType=Aborted login|Login aborted|Disconnected|Client has quit the \
            connection|Remote closed connection><.Reason+>(auth failed, <.Attempts#> attempts{ in <.Seconds#> \
            secs}){ (auth_failed)}: \(session)
            """,
            failed),
        Shape(
            """
            {<.Process>: }{Info: }<EventOriginalType=Aborted login|Login aborted|Disconnected|Client has quit the \
            connection|Remote closed connection>{<.Reason+>} (<EventOriginalResultDetails+>){ (<.Code+>)}: \
            \(session)
            """,
            connection),
        Shape(
            """
            {<.Process>: }{Info: }<EventOriginalType=Aborted login|Login aborted|Disconnected|Client has quit the \
            connection|Remote closed connection>{<.Reason+>}: \(session)
            """,
            connection),
        Shape(
            """
            {auth: }{<=auth-worker|auth>(<.Pid#>): }{Info: }{conn <.Connection+>: auth-worker\\<<.Worker#>>: \
            }<.Database>(<TargetUsername+>,<SrcIpAddr>{,<.Session+>}): <EventOriginalResultDetails=unknown \
            user><.Details*>
            """,
            .logonFailed("No such user")),
        Shape(
            """
            {auth: }{<=auth-worker|auth>(<.Pid#>): }{Info: }{conn <.Connection+>: auth-worker\\<<.Worker#>>: \
            }<.Database>(<TargetUsername+>,<SrcIpAddr>{,<.Session+>}): <EventOriginalResultDetails=Password \
            mismatch|password mismatch><.Details*>
            """,
            .logonFailed("Incorrect password")),
        Shape(
            """
            {auth: }{<=auth-worker|auth>(<.Pid#>): }{Info: }{conn <.Connection+>: auth-worker\\<<.Worker#>>: \
            }<.Database>(<TargetUsername+>,<SrcIpAddr>{,<.Session+>}): <EventOriginalResultDetails*>
            """,
            .logonFailed("Other")),
        Shape(
            """
            auth(<TargetUsername+>,<SrcIpAddr>{,<.Service+>}){\\<<.Session+>>}: <=Info: ><.Database>: \
            <EventOriginalResultDetails=Password mismatch><.Details*>
            """,
            .logonFailed("Incorrect password")),
        Shape(
            """
            auth(<TargetUsername+>,<SrcIpAddr>{,<.Service+>}){\\<<.Session+>>}: {Info: \
            }<EventOriginalResultDetails*>
            """,
            .logonFailed("Other")),
        Shape("<.Process>: <.Details*>", .message),
    ]

    static let exim: [Shape] = [
        Shape(
            """
            {\\[<.Pid#>\\] }<LogonMethod> authenticator failed for {H=}{<.Helo+> }{(<.Name+>) \
            }\\[<SrcIpAddr>\\]{:<SrcPortNumber>}{ I=<.Interface>}{ U=<.Ident>}: <.Code> \
            <EventOriginalResultDetails+>{ (set_id=<TargetUsername*>)}
            """,
            failed),
        Shape(
            """
            H={<SrcHostname> }{(<.Helo+>) }\\[<SrcIpAddr>\\]{:<SrcPortNumber>}{ I=<.Interface>}{ X=<.Tls>}{ \
            CV=<.Verified>}{ F=\\<<.Sender+>>}{ A=<LogonMethod>:<.Id>} {temporarily }rejected <EventOriginalType+>{ \
            \\<<TargetUsername+>>}: <EventOriginalResultDetails*>
            """,
            refused),
        Shape("H={<SrcHostname> }{(<.Helo+>) }\\[<SrcIpAddr>\\]{:<SrcPortNumber>} <.Details*>", refused),
        Shape(
            """
            SMTP <EventOriginalType+> from {H=}{<SrcHostname> }{(<.Helo+>) }\\[<SrcIpAddr>\\]{:<SrcPortNumber>}{ \
            <.Details*>}
            """,
            connection),
        Shape("no <=host name|IP address> found for <=IP address|host> <SrcIpAddr>", .auditFailed("Reverse mapping")),
        Shape(
            """
            rejected <EventOriginalType> from {<SrcHostname> }{(<.Helo+>) }\\[<SrcIpAddr>\\]{:<SrcPortNumber>}: \
            <EventOriginalResultDetails*>
            """,
            refused),
    ]

    static let sendmail: [Shape] = [
        Shape(
            """
            <.QueueId>: AUTH failure (<LogonMethod>): <EventOriginalResultDetails+>, user=<TargetUsername*>, \
            relay={<SrcHostname> }\\[<SrcIpAddr>\\]{<.Details*>}
            """,
            failed),
        Shape(
            """
            <.QueueId>: AUTH failure (<LogonMethod>): <EventOriginalResultDetails+>, relay={<SrcHostname> \
            }\\[<SrcIpAddr>\\]{<.Details*>}
            """,
            failed),
        Shape(
            """
            AUTH=server, relay={<SrcHostname> }\\[<SrcIpAddr>\\]{ (may be forged)}, authid=<TargetUsername+>, \
            mech=<LogonMethod>, <.Details*>
            """,
            .logon),
        Shape("<.QueueId>: {<.Name+> }\\[<SrcIpAddr>\\]{ (may be forged)}: <EventOriginalResultDetails*>", connection),
        Shape(
            """
            <.QueueId>: ruleset=<EventOriginalType>, <.Arguments+>, relay={<SrcHostname> }\\[<SrcIpAddr>\\]{ (may \
            be forged)}, reject=<EventOriginalResultDetails*>
            """,
            refused),
        Shape("do_auth : auth failure: \\[user=<TargetUsername+>\\] \\[<.Details*>", failed),
    ]
}
