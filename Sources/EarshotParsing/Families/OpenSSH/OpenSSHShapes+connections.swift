internal import EarshotModel

/// Connections that end, strangers who do not speak SSH, and what the server says of itself.
extension OpenSSHShapes {
    static let ends: [Shape] = [
        Shape(
            """
            <EventOriginalType=Connection closed|Connection reset> by <=invalid user> <TargetUsername*> \
            <SrcIpAddr>{ port <SrcPortNumber>}\(before)
            """,
            none),
        Shape(
            """
            <EventOriginalType=Connection closed|Connection reset> by authenticating user <TargetUsername*> \
            <SrcIpAddr>{ port <SrcPortNumber>}\(before)
            """,
            failed),
        Shape(
            """
            <EventOriginalType=Connection closed|Connection reset> by \(peer)\(before)
            """,
            .audit("Connection closed", type: "Stop")),
        Shape(
            """
            <EventOriginalType=Disconnected> from <=invalid user> <TargetUsername*> <SrcIpAddr>{ port \
            <SrcPortNumber>}\(before)
            """,
            none),
        Shape(
            """
            <EventOriginalType=Disconnected> from authenticating user <TargetUsername*> <SrcIpAddr>{ port \
            <SrcPortNumber>}\(before)
            """,
            failed),
        Shape(
            """
            <EventOriginalType=Disconnected> from user <TargetUsername*> <SrcIpAddr>{ port <SrcPortNumber>}\(before)
            """,
            .logoff),
        Shape("<EventOriginalType=Disconnected> from \(peer)\(before)", .audit("Disconnect", type: "Stop")),
        Shape(
            """
            <EventOriginalType=Disconnecting> <=invalid user> <TargetUsername*> <SrcIpAddr> port <SrcPortNumber>: \
            <EventOriginalResultDetails+>\(before)
            """,
            none),
        Shape(
            """
            <EventOriginalType=Disconnecting> authenticating user <TargetUsername*> <SrcIpAddr> port \
            <SrcPortNumber>: <EventOriginalResultDetails+>\(before)
            """,
            failed),
        Shape(
            """
            <EventOriginalType=Disconnecting>: Too many authentication failures for {<=invalid user|illegal user> \
            }<TargetUsername+>\(before)
            """,
            failed),
        Shape(
            """
            <EventOriginalType=Disconnecting>{ <SrcIpAddr> port <SrcPortNumber>}: \
            <EventOriginalResultDetails+>\(before)
            """,
            .audit("Disconnect", type: "Stop")),
        Shape(
            """
            {error: }<EventOriginalType=Received disconnect> from <SrcIpAddr>{ port <SrcPortNumber>}:{ }<.Code#>: \
            <EventOriginalResultDetails+>\(before)
            """,
            .audit("Disconnect", type: "Stop")),
    ]

    static let strangers: [Shape] = [
        Shape(
            """
            Connection from <SrcIpAddr>{ port <SrcPortNumber>}{ on <DstIpAddr> port <DstPortNumber>}{ rdomain \
            <.Domain+>}
            """,
            .audit("Connection", type: "Start")),
        Shape("Did not receive identification string from \(peer)", broken),
        Shape("Bad protocol version identification '<.Identification*>' from \(peer)", broken),
        Shape("{error: }banner exchange: Connection from \(peer): <EventOriginalResultDetails+>\(before)", broken),
        Shape(
            """
            {error: }<=ssh_dispatch_run_fatal|kex_exchange_identification|kex_protocol_error>: Connection from \
            {authenticating user <TargetUsername*> }<SrcIpAddr> port <SrcPortNumber>: \
            <EventOriginalResultDetails+>\(before)
            """,
            broken),
        Shape("{fatal: }Unable to negotiate with \(peer): <EventOriginalResultDetails+>\(before)", broken),
        Shape(
            """
            {fatal: }Timeout before authentication for connection from <SrcIpAddr> to <DstIpAddr>, pid = <.Pid#>
            """,
            broken),
        Shape("{fatal: }Timeout before authentication for {user <TargetUsername*> }\(peer)", broken),
        Shape(
            """
            {error: }drop connection #<.Number#> from \\[<SrcIpAddr>\\]:<SrcPortNumber> on \
            \\[<DstIpAddr>\\]:<DstPortNumber> <EventOriginalResultDetails*>
            """,
            broken),
        Shape(
            """
            Address <SrcIpAddr> maps to <SrcHostname>, but this does not map back to the address<.Details*>
            """,
            .auditFailed("Reverse mapping")),
        Shape(
            """
            reverse mapping checking getaddrinfo for <SrcHostname> \\[<SrcIpAddr>\\] failed<.Details*>
            """,
            .auditFailed("Reverse mapping")),
        Shape("Nasty PTR record \"<.Name+>\" is set up for <SrcIpAddr>, ignoring", .auditFailed("Reverse mapping")),
        Shape("scanned from \(peer) with <.Details*>", broken),
    ]

    static let rest: [Shape] = [
        Shape("Server listening on <DstIpAddr> port <DstPortNumber>.", .audit("Listen", type: "Start")),
        Shape("Received signal <.Signal#>; terminating.", .audit("Stop", type: "Stop")),
        Shape("Accepted key <.Key+> found at <Object*>", .audit("Accepted key", object: "File")),
        Shape("main: sshd: <.Details*>", .audit("Message")),
        Shape("PAM service(<.Service>) ignoring max retries; <.Details*>", .message),
        Shape("PAM adding faulty module: <.Module*>", .message),
    ]
}
