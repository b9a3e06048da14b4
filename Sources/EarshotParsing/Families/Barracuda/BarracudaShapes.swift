internal import EarshotModel

/// The sentences of the box's services. Source: Barracuda Campus, log files of CloudGen Firewall.
enum BarracudaShapes {
    static let table = ShapeTable([
        Shape(
            "firewall: \\[<.Way>\\] <Action~>: <EventOriginalSubType> <.Protocol> <SrcEnd> -> <DstEnd> |\\[ID: <ThreatId> <AlertName+>\\]|<.User+>|<EventOriginalSeverity>|<ThreatCategory*>",
            Meaning(.alertEvent).with(.eventType, "Alert")),
        Shape(
            "phibs: Authentication Login for peer=<SrcIpAddr> <.Where+> user=<TargetUsername*>",
            .logon),
        Shape(
            "phibs: Authentication Logout for peer=<SrcIpAddr> <.Where+> user=<TargetUsername*>",
            .logoff),
        Shape(
            "phibs: Authentication <EventOriginalSubType> for peer=<SrcIpAddr> <.Where+> box=<.Box> <TargetUsername>|<.Details*>",
            .logoff),
        Shape("<SrcEnd> login succeeded: <.Session> <EventOriginalResultDetails*>", .logon),
        Shape("<SrcEnd> login failed: <EventOriginalResultDetails*>", .logonFailed("Other")),
        Shape("New Session GCSID_<.Session+>_<SrcIpAddr>_<SrcPortNumber>_<.Number>", .audit("Session")),
        Shape("\\[<ActorUsername>@<SrcIpAddr>_<SrcPortNumber>\\] <.What*>", .audit("Management")),
        Shape("event: \\[<.Id>\\] Send Event (<Object*>) to Control Center <DstIpAddr>", .audit("Send event")),
        Shape("event: \\[<.Id>\\] Drop Event from <SrcEnd> - (<Object*>)", .audit("Drop event")),
        Shape(
            "Received <.Count#> users from <.Domain> (<.Controller> IP = <DstIpAddr>){.}", .audit("Directory")),
    ])
}
