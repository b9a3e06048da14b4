internal import EarshotModel

enum HomelabShapes {
    static let table = ShapeTable(vaults + git + media + cameras + remote + proxies + assistant)

    static func app(_ meaning: Meaning, _ name: StaticString) -> Meaning { meaning.with(.targetAppName, name) }
    static let wrong = Meaning.logonFailed("No such user or password")
    static let unknown = Meaning.logonFailed("No such user")

    static let vaults: [Shape] = [
        Shape(
            """
            \\[vaultwarden::<.Module>\\]\\[<EventOriginalSeverity>\\] Username or password is incorrect. Try again. \
            IP: <SrcIpAddr>. Username: <TargetUsername*>.
            """,
            app(wrong, "Vaultwarden")),
        Shape(
            """
            \\[vaultwarden::<.Module>\\]\\[<EventOriginalSeverity>\\] Invalid admin token. IP: <SrcIpAddr>
            """,
            app(Meaning.logonFailed("Incorrect password").with(.targetUsername, "admin"), "Vaultwarden")),
        Shape(
            """
            \\[vaultwarden::<.Module>\\]\\[<EventOriginalSeverity>\\] <EventOriginalResultDetails=Invalid TOTP \
            code!|Token is invalid!>{ Server time: <.ServerTime+>} IP: <SrcIpAddr>
            """,
            app(Meaning.logonFailed("Incorrect password").with(.logonMethod, "TOTP"), "Vaultwarden")),
        Shape(
            """
            \\[vaultwarden::<.Module>\\]\\[<EventOriginalSeverity>\\] <EventOriginalResultDetails+> IP: \
            <SrcIpAddr>{.}{ Username: <TargetUsername*>.}
            """,
            app(wrong, "Vaultwarden")),
        Shape(
            """
            \\[vaultwarden::<.Module>\\]\\[<EventOriginalSeverity>\\] User <TargetUsername*> logged in \
            successfully. IP: <SrcIpAddr>
            """,
            app(.logon, "Vaultwarden")),
    ]

    static let git: [Shape] = [
        Shape(
            """
            <.Place>/auth.go:<.Line#>:<.Function> \\[<EventOriginalSeverity>\\] {\\[<.Request>\\] }Failed \
            authentication attempt for <TargetUsername*> from <SrcEnd>: <EventOriginalResultDetails*>
            """,
            app(unknown, "Gitea"))
    ]

    static let media: [Shape] = [
        Shape(
            """
            \\[<EventOriginalSeverity>\\] \\[<.Thread#>\\] Jellyfin.Server.Implementations.Users.UserManager: \
            Authentication request for {\"}<TargetUsername+>{\"} has been denied (IP: {\"}<SrcIpAddr>{\"}).
            """,
            app(wrong, "Jellyfin")),
        Shape(
            """
            \\[<EventOriginalSeverity>\\] \\[<.Thread#>\\] Jellyfin.Server.Implementations.Users.UserManager: \
            Authentication request for {\"}<TargetUsername+>{\"} has succeeded.
            """,
            app(.logon, "Jellyfin")),
        Shape("\\[<EventOriginalSeverity>\\] \\[<.Thread#>\\] Jellyfin.<.Details*>", .message),
        Shape(
            """
            \\[Nest\\] <.Process#> - <.Time+> <EventOriginalSeverity=WARN|LOG|ERROR> \\[<.Service>\\] Failed login \
            attempt for user <TargetUsername*> from ip address <SrcIpAddr>
            """,
            app(wrong, "Immich")),
        Shape(
            """
            <EventOriginalSeverity>: \\[<.Module=Auth|LocalAuth|OidcAuth>\\] Failed login attempt for username \
            \"<TargetUsername*>\" from ip <SrcIpAddr>{ (<EventOriginalResultDetails+>)}{ (<.Place>)}
            """,
            app(wrong, "Audiobookshelf")),
        Shape(
            """
            <EventOriginalSeverity>: \\[<.Module=Auth|LocalAuth|OidcAuth>\\] User \"<TargetUsername*>\" logged in \
            from ip <SrcIpAddr>{ (<.Place>)}
            """,
            app(.logon, "Audiobookshelf")),
        Shape(
            """
            \\[<EventOriginalSeverity=Warn|Info>\\] Auth: <EventOriginalType=Auth-Failure> ip <SrcIpAddr> username \
            '<TargetUsername*>'
            """,
            wrong),
        Shape(
            """
            \\[<EventOriginalSeverity=Warn|Info>\\] Auth: <EventOriginalType=Auth-Success> ip <SrcIpAddr> username \
            '<TargetUsername*>'
            """,
            .logon),
        Shape(
            """
            \\[<EventOriginalSeverity=Warn|Info>\\] Auth: <EventOriginalType=Auth-Logout> ip <SrcIpAddr> username \
            '<TargetUsername*>'
            """,
            .logoff),
        Shape(
            """
            \\[<EventOriginalSeverity=WRN|INF>\\] Failed login attempt, <EventOriginalResultDetails+>. <SrcIpAddr>
            """,
            wrong),
        Shape(
            """
            level=<EventOriginalSeverity> msg=\"Unsuccessful login\" {ip=<SrcIpAddr> }{<.Pairs+> \
            }username=<TargetUsername*>
            """,
            app(wrong, "Navidrome")),
    ]

    static let cameras: [Shape] = [
        Shape(
            """
            web_php\\[<.Process#>\\].<EventOriginalSeverity> \\[<SrcIpAddr>\\] \\[Could not retrieve user \
            <TargetUsername*> details\\] at <.Place*>
            """,
            app(unknown, "ZoneMinder")),
        Shape(
            """
            web_php\\[<.Process#>\\].<EventOriginalSeverity> \\[<SrcIpAddr>\\] \\[Login denied for user \
            \"<TargetUsername*>\"\\] at <.Place*>
            """,
            app(wrong, "ZoneMinder")),
        Shape(
            """
            <.Time+> web_php\\[<.Process#>\\].<EventOriginalSeverity> \\[<SrcIpAddr>\\] \\[Could not retrieve user \
            <TargetUsername*> details\\] at <.Place*>
            """,
            app(unknown, "ZoneMinder")),
        Shape(
            """
            <.Time+> web_php\\[<.Process#>\\].<EventOriginalSeverity> \\[<SrcIpAddr>\\] \\[Login denied for user \
            \"<TargetUsername*>\"\\] at <.Place*>
            """,
            app(wrong, "ZoneMinder")),
    ]
}
