internal import EarshotModel

/// The messages of OpenSSH's server. Source: OpenSSH's auth.c, auth2.c, packet.c, session.c, sshd.c.
///
/// A user name is whatever a stranger typed, so it is `*`: the address is found from the right.
enum OpenSSHShapes {
    static let table = ShapeTable(logons + refusals + ends + strangers + rest)

    /// Who it was: `1.2.3.4 port 22`, and the mark of the process that had no one signed in yet.
    static let peer = "<Src>{ port <SrcPortNumber>}"
    /// Of messages that have always told the port: so a forged end without one fits nothing.
    static let end = "<Src> port <SrcPortNumber>"
    static let before = "{ \\[preauth\\]}"
    static let none = Meaning.logonFailed("No such user")
    static let failed = Meaning.logonFailed("Other")
    static let broken = Meaning.auditFailed("Connection")

    static let logons: [Shape] = [
        Shape(
            """
            Accepted <LogonMethod> for <TargetUsername*> from \(end){ <.Protocol=ssh2|ssh1|ssh>}{: <.Key*>}
            """,
            .logon),
        Shape(
            """
            Postponed <.Method> for {<=invalid user|illegal user> }<.User*> from \(peer){ \
            <.Protocol=ssh2|ssh1|ssh>}\(before)
            """,
            .message),
        Shape(
            """
            Starting session: <.Session+> for <TargetUsername*> from \(peer) id <TargetSessionId>
            """,
            .audit("Start session", type: "Start", object: "Session")),
        Shape(
            """
            Close session: user <TargetUsername*> from \(peer) id <TargetSessionId>
            """,
            .audit("Close session", type: "Stop", object: "Session")),
        Shape(
            """
            subsystem request for <Object> by user <ActorUsername*>
            """,
            .audit("Subsystem request", type: "Start", object: "Subsystem")),
        Shape(
            """
            subsystem request for <Object>{ failed, subsystem not found}
            """,
            .audit("Subsystem request", type: "Start", object: "Subsystem")),
        Shape("session opened for local user <TargetUsername*> from \\[<SrcIpAddr>\\]", .logon),
        Shape("session closed for local user <TargetUsername*> from \\[<SrcIpAddr>\\]", .logoff),
    ]

    static let refusals: [Shape] = [
        Shape(
            """
            Failed <LogonMethod> for <=invalid user|illegal user> <TargetUsername*> from \(end){ \
            <.Protocol=ssh2|ssh1|ssh>}{: <.Key*>}
            """,
            none),
        Shape(
            """
            Failed password for <TargetUsername*> from \(end){ <.Protocol=ssh2|ssh1|ssh>}{: ruser <SrcUsername*>}{: \
            <.Key*>}
            """,
            Meaning.logonFailed("Incorrect password").with(.logonMethod, "password")),
        Shape(
            """
            Failed publickey for <TargetUsername*> from \(end){ <.Protocol=ssh2|ssh1|ssh>}{: <.Key*>}
            """,
            Meaning.logonFailed("Incorrect key").with(.logonMethod, "publickey")),
        Shape("Failed <LogonMethod> for <TargetUsername*> from \(end){ <.Protocol=ssh2|ssh1|ssh>}{: <.Key*>}", failed),
        Shape(
            """
            Failed <LogonMethod> for {<=invalid user|illegal user> }<TargetUsername*> from <Src>{ \
            <.Protocol=ssh2|ssh1|ssh>}
            """,
            failed),
        Shape("<=Invalid|Illegal> user <TargetUsername*> from \(peer)", none),
        Shape("input_userauth_request: <=invalid|illegal> user <TargetUsername+>\(before)", none),
        Shape(
            """
            User <TargetUsername*> from <Src> not allowed because <EventOriginalResultDetails*>
            """,
            .logonFailed("Logon violates policy")),
        Shape("User <TargetUsername*> not allowed because account is locked", .logonFailed("User locked")),
        Shape(
            """
            User <TargetUsername*> not allowed because <EventOriginalResultDetails*>
            """,
            .logonFailed("Logon violates policy")),
        Shape(
            """
            User <TargetUsername*> password has expired<EventOriginalResultDetails*>
            """,
            .logonFailed("Password expired")),
        Shape(
            """
            ROOT LOGIN REFUSED FROM \(peer)\(before)
            """,
            Meaning.logonFailed("Logon violates policy").with(.targetUsername, "root")),
        Shape(
            """
            {error: }maximum authentication attempts exceeded for <=invalid user> <TargetUsername*> from \(peer){ \
            <.Protocol=ssh2|ssh1|ssh>}\(before)
            """,
            none),
        Shape(
            """
            {error: }maximum authentication attempts exceeded for <TargetUsername*> from \(peer){ \
            <.Protocol=ssh2|ssh1|ssh>}\(before)
            """,
            failed),
        Shape(
            """
            {error: }PAM: User not known to the underlying authentication module for {<=illegal user|invalid user> \
            }<TargetUsername*> from <Src>{ via <DstIpAddr>}
            """,
            none),
        Shape(
            """
            {error: }PAM: <EventOriginalResultDetails+> for {<=illegal user|invalid user> }<TargetUsername*> from \
            <Src>{ via <DstIpAddr>}
            """,
            failed),
        Shape(
            """
            PAM <EventCount> more authentication <=failures|failure>; logname=<.LogName+> uid=<.Uid+> euid=<.Euid+> \
            tty=<.Tty+> ruser=<SrcUsername*> rhost=<Src>{ user=<TargetUsername*>}
            """,
            failed),
        Shape("refused connect from <.Peer*> (<SrcIpAddr>)", failed),
        Shape("Authentication refused: <EventOriginalResultDetails*>", failed),
        Shape(
            """
            Login restricted for <TargetUsername+>: <EventOriginalResultDetails*>
            """,
            .logonFailed("Logon violates policy")),
    ]
}
