extension SystemView {
    /// Who probes together: a row per network (/24) and per autonomous system, with the exact set of doors that its
    /// addresses tried between them, over unlimited time.
    ///
    /// `Overlap` is the share of what was tried that another address of theirs had tried as well: those who share the
    /// work have hardly any, bots that each knock at the same few doors have almost only that. `Largest` is the share of
    /// the one that tried most: where it is nearly all, there is one scanner and its neighbours. Packets that can be late
    /// answers (see `ProberLedger`) count only below port 32768.
    static let proberNetworks = SystemView(
        "ProberNetworks", over: "ProberDoor", "window: timespan = 36500d, targets: long = 10",
        """
        let tried = ProberDoor
        | where LastSeen > ago(window) and FirstSeen <= now() and not(IsOpen)
        | where IsSure or DstPortNumber < 32768;
        let places = materialize(tried
        | summarize Attempts = sum(Attempts), FirstSeen = min(FirstSeen), LastSeen = min_of(max(LastSeen), now())
            by RemoteId, RemoteIpAddr, RemoteAsn, RemoteAsnName, RemoteGeoCountry
        | extend Network = iff(RemoteIpAddr contains ':', '', strcat(format_ipv4(RemoteIpAddr, 24), '/24')));
        // Millions of doors are grouped by numbers (see `ProberLedger`): of a network, that of one of its addresses.
        let networks = places | where Network != '' | summarize Group = tolong(min(RemoteId)) by Network;
        let members = materialize(union
          (places | join kind=inner networks on Network | extend Grouping = 'network', Together = Network),
          (places | where RemoteAsn > 0
            | extend Grouping = 'asn', Group = RemoteAsn, Together = strcat('AS', RemoteAsn, ' ', RemoteAsnName))
        | project RemoteId, RemoteIpAddr, RemoteAsnName, RemoteGeoCountry, Attempts, FirstSeen, LastSeen, Grouping, Group,
            Together);
        let counted = tried
        | extend Minute = toint(datetime_diff('minute', LastSeen, datetime(1970-01-01)))
        | summarize Minute = max(Minute) by RemoteId, LocalId, NetworkProtocol, DstPortNumber
        | join kind=inner (members | project RemoteId, Grouping, Group) on RemoteId
        | summarize Tried = count(), Minute = max(Minute) by Grouping, Group, LocalId, NetworkProtocol, DstPortNumber
        | extend Weight = pow(0.5, max_of(0, datetime_diff('minute', now(), datetime(1970-01-01)) - Minute) / 129600.0)
        | summarize Targets = count(), Tried = sum(Tried), Odds = sum(Weight) by Grouping, Group, DstPortNumber
        | summarize Targets = sum(Targets), Ports = count(), Tried = sum(Tried), Odds = sum(Odds) by Grouping, Group
        | where Targets >= targets;
        let reached = tried
        | summarize by RemoteId, LocalId
        | join kind=inner (members | project RemoteId, Grouping, Group) on RemoteId
        | summarize Addresses = dcount(LocalId) by Grouping, Group;
        let each = tried
        | summarize by RemoteId, LocalId, NetworkProtocol, DstPortNumber
        | summarize Doors = count() by RemoteId;
        counted
        | join kind=inner reached on Grouping, Group
        | join kind=inner (members
            | join kind=inner each on RemoteId
            | summarize Sources = count(), Most = max(Doors), SourceList = make_set(RemoteIpAddr, 20), Attempts = sum(Attempts),
                FirstSeen = min(FirstSeen), LastSeen = max(LastSeen), Country = take_any(RemoteGeoCountry),
                SrcAsnName = take_any(RemoteAsnName), Together = take_any(Together) by Grouping, Group) on Grouping, Group
        | extend Largest = round(1.0 * Most / Targets, 2)
        | extend Overlap = round(1.0 - 1.0 * Targets / Tried, 2), Score = round(Odds * 1.3862943611198906, 2)
        | extend Kind = case(
            Sources >= 3 and Ports >= 20 and Overlap <= 0.35 and Largest <= 0.7, 'distributed',
            Ports >= 10 and Addresses >= 5, 'block', Ports >= 10, 'vertical', Addresses >= 5, 'horizontal', 'few')
        | project Grouping, Together, Kind, Sources, Targets, Ports, Addresses, Attempts, Overlap, Largest, FirstSeen, LastSeen,
            Score, SrcAsnName, SrcGeoCountry = Country, SourceList
        """)
}
