internal import EarshotModel

/// Servers and proxies: xrdp, monit, Authelia, Navidrome, Home Assistant.
extension HomelabShapes {
    static let remote: [Shape] = [
        Shape(
            """
            {\\[<.Time>\\] }\\[<EventOriginalSeverity> \\] AUTHFAIL: user=<TargetUsername*> ip=<SrcIpAddr> \
            time=<.Time2#>
            """,
            app(wrong, "xrdp")),
        Shape(
            """
            {\\[<.Time>\\] }\\[<EventOriginalSeverity> \\] <=xrdp_wm_log_msg: login failed for user|login failed \
            for user> <TargetUsername*> ip=<SrcIpAddr> time=<.Time2#>
            """,
            app(wrong, "xrdp")),
        Shape(
            """
            {error : }HttpRequest: access denied -- client {\\[}<SrcIpAddr>{\\]}: wrong password for user \
            '<TargetUsername*>'
            """,
            app(.logonFailed("Incorrect password"), "monit")),
        Shape(
            """
            {error : }HttpRequest: access denied -- client {\\[}<SrcIpAddr>{\\]}: <EventOriginalResultDetails*>
            """,
            app(wrong, "monit")),
    ]

    static let proxies: [Shape] = [
        Shape(
            """
            level=<EventOriginalSeverity> msg=\"Unsuccessful <LogonMethod> authentication attempt by user \
            '<TargetUsername*>': user not found\" <.Pairs+> remote_ip=<SrcIpAddr>{ <.More*>}
            """,
            app(unknown, "Authelia")),
        Shape(
            """
            level=<EventOriginalSeverity> msg=\"Unsuccessful <LogonMethod> authentication attempt by user \
            '<TargetUsername*>'{: <EventOriginalResultDetails+>}\" <.Pairs+> remote_ip=<SrcIpAddr>{ <.More*>}
            """,
            app(wrong, "Authelia")),
        Shape(
            """
            level=<EventOriginalSeverity> msg=\"Successful <LogonMethod> authentication attempt made by user \
            '<TargetUsername*>'\" <.Pairs+> remote_ip=<SrcIpAddr>{ <.More*>}
            """,
            app(.logon, "Authelia")),
        Shape(
            """
            level=<EventOriginalSeverity> msg=\"Error occurred getting details for user with username input \
            '<TargetUsername*>' <.Details+>\" <.Pairs+> remote_ip=<SrcIpAddr>{ <.More*>}
            """,
            app(unknown, "Authelia")),
        Shape(
            """
            level=<EventOriginalSeverity> msg=\"HTTP: <HttpRequestMethod> <Url+>\"{ elapsedTime=\"<.Elapsed+>\"} \
            httpStatus=<Status> remoteAddr=<SrcIpAddr>{ <.More*>}
            """,
            Meaning(.webSession).with(.eventType, "WebServerSession").with(.eventProduct, "Navidrome")),
    ]

    static let assistant: [Shape] = [
        Shape(
            """
            <EventOriginalSeverity> (<.Thread>) \\[homeassistant.components.http.ban\\] Login attempt or request \
            with invalid authentication from <SrcHostname> (<SrcIpAddr>).{ Requested URL: '<Url+>'.}{ \
            (<HttpUserAgent*>)}
            """,
            app(wrong, "Home Assistant")),
        Shape(
            """
            <EventOriginalSeverity> (<.Thread>) \\[homeassistant.components.http.ban\\] Banned IP <SrcIpAddr> for \
            too many login attempts
            """,
            .audit("Ban", type: "Disable")),
        Shape(
            """
            <EventOriginalSeverity> (<.Thread>) \\[homeassistant.components.http.auth\\] \
            <EventOriginalResultDetails+> from <SrcIpAddr>{<.Details*>}
            """,
            app(wrong, "Home Assistant")),
        Shape(
            """
            <EventOriginalSeverity=WARNING|ERROR|INFO|DEBUG|CRITICAL> (<.Thread>) \\[<Object>\\] <.Details*>
            """,
            .message),
    ]
}
