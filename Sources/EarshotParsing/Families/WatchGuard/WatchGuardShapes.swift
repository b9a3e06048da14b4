internal import EarshotModel

/// The sentences that name the ends of something, or a user.
enum WatchGuardShapes {
    static let table = ShapeTable([
        Shape(
            "<ThreatName+> attack against <Dst> from <Src> detected.{ <.Rest*>}",
            Meaning(.alertEvent).with(.eventType, "Alert").withMessage),
        Shape(
            "DDOS against server <Dst> detected.{ <.Rest*>}",
            Meaning(.alertEvent).with(.eventType, "Alert").with(.threatName, "DDOS").withMessage),
        Shape(
            "DDOS {attack }from client <Src> detected.{ <.Rest*>}",
            Meaning(.alertEvent).with(.eventType, "Alert").with(.threatName, "DDOS").withMessage),
        Shape(
            "Authentication of <.Kind+> <=user|client> \\[<TargetUsername+>\\] from <Src> was <.What=accepted|rejected>{,}{ <.Rest*>}",
            .audit("Authentication")),
        Shape("Authentication error. {<.Rest+>}from <Src>{.}{ <.More*>}", .logonFailed("Other")),
        Shape("<.Kind+> user <TargetUsername+> from <Src> logged in{ <.Rest*>}", .logon),
        Shape("<.Kind+> user <TargetUsername+> from <Src> logged out{ <.Rest*>}", .logoff),
        Shape(
            "Policy Name: <RuleName+> Source IP Address: <SrcIpAddr> Source Port: <SrcPortNumber> Destination IP Address: <DstIpAddr> Destination Port: <DstPortNumber>{ <.Rest*>}",
            .audit("Policy")),
        Shape(
            "<.What+> user '<TargetUsername+>', virtual IP address '<DstIpAddr>'{.}{ <.Rest*>}", .audit("Tunnel")),
        Shape("<.What+> user '<TargetUsername+>'{,}{.}{ <.Rest*>}", .audit("User")),
        Shape(
            "<ActorUsername> <.What=added|removed|deleted|updated> feature key <Object*>",
            .audit("Feature key", type: "Set")),
        Shape(
            "WSM User <TargetUsername+> from <SrcIpAddr> log in attempt was rejected{ - }<EventOriginalResultDetails*>",
            .logonFailed("Other")),
        Shape("WSM User <TargetUsername+> from <SrcIpAddr> logged in{ <.Rest*>}", .logon),
        Shape("WSM User <TargetUsername+> from <SrcIpAddr> logged out{ <.Rest*>}", .logoff),
        Shape("User <TargetUsername+> used <.Rest*>", .audit("Quota")),
        Shape("Adding bridge <Via>", .audit("Bridge")),
        Shape("\\[<Via> (<.InterfaceName+>)\\] <.What*>", .audit("Interface")),
        Shape("\\[Cluster\\] <.What+> interface <Via>{ <.Rest*>}", .audit("Cluster")),
        Shape("\\[Cluster\\] <.What*>", .audit("Cluster")),
        Shape("\\[<Via>\\] <.What*>", .audit("Interface")),
        Shape("Resolved {domain }<DstFQDN> to <DstIpAddr>", .audit("Resolve")),
        Shape(
            "<.What=Could not resolve server|Unable to connect to server>: <DstFQDN>{ / <DstIpAddr>}", .audit("Server")),
        Shape("No response from server <DstFQDN> / <DstIpAddr>", .audit("Server")),
        Shape("<.What+> from <SrcEnd> to <DstEnd> <.Result*>", .audit("Tunnel")),
        Shape("<.What+> localgw:<SrcEnd> remotegw:<DstEnd>{ <.Rest*>}", .audit("Tunnel")),
        Shape("<.What+> localgw:<SrcEnd> remotegw:<DstEnd>{.}", .audit("Tunnel")),
        Shape("Received <.What+> from <DstEnd>.{ <.Rest*>}", .audit("Tunnel")),
        Shape("Received <.What+> from <DstEnd>{ <.Rest*>}", .audit("Tunnel")),
        Shape("<.What+> to <DstEnd>.{ <.Rest*>}", .audit("Tunnel")),
        Shape("<.What=Rejected|Dropped|XAuth|Failed> <.Message+> from <DstEnd><=.|,> <.Rest*>", .audit("Tunnel")),
        Shape("<.What=Rejected|Dropped|XAuth|Failed> <.Message+> from <DstEnd> <.Rest*>", .audit("Tunnel")),
        Shape("<.What+> at <DstEnd>{.}", .audit("Tunnel")),
        Shape("<.What+> at <Src> <.Result*>", .audit("Connection")),
    ])
}
