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
        | where IsSure or DstPortNumber < 32768
        | summarize Attempts = sum(Attempts), First = min(FirstSeen), Last = min_of(max(LastSeen), now())
            by RemoteIpAddr, RemoteAsn, RemoteAsnName, RemoteGeoCountry, LocalIpAddr, NetworkProtocol, DstPortNumber;
        let places = materialize(tried
        | summarize by RemoteIpAddr
        | where not(RemoteIpAddr contains ':')
        | extend Network = strcat(format_ipv4(RemoteIpAddr, 24), '/24'));
        let together = union
          (tried | join kind=inner places on RemoteIpAddr | extend Grouping = 'network', Together = Network),
          (tried | where RemoteAsn > 0
            | extend Grouping = 'asn', Together = strcat('AS', RemoteAsn, ' ', RemoteAsnName));
        together
        | summarize Tried = count(), Attempts = sum(Attempts), First = min(First), Last = max(Last),
            Country = take_any(RemoteGeoCountry), SrcAsnName = take_any(RemoteAsnName)
            by Grouping, Together, LocalIpAddr, NetworkProtocol, DstPortNumber
        | summarize Targets = count(), Ports = dcount(DstPortNumber), Addresses = dcount(LocalIpAddr),
            Tried = sum(Tried), Attempts = sum(Attempts), FirstSeen = min(First), LastSeen = max(Last),
            Country = take_any(Country), SrcAsnName = take_any(SrcAsnName),
            Odds = sum(pow(0.5, toreal((now() - Last) / 90d)))
            by Grouping, Together
        | where Targets >= targets
        | join kind=inner (together
            | summarize Doors = count() by Grouping, Together, RemoteIpAddr
            | summarize Sources = count(), Most = max(Doors), SourceList = make_set(RemoteIpAddr, 20) by Grouping, Together)
            on Grouping, Together
        | extend Largest = round(1.0 * Most / Targets, 2)
        | extend Overlap = round(1.0 - 1.0 * Targets / Tried, 2), Score = round(Odds * 1.3862943611198906, 2)
        | extend Kind = case(
            Sources >= 3 and Ports >= 20 and Overlap <= 0.35 and Largest <= 0.7, 'distributed',
            Ports >= 10 and Addresses >= 5, 'block', Ports >= 10, 'vertical', Addresses >= 5, 'horizontal', 'few')
        | project Grouping, Together, Kind, Sources, Targets, Ports, Addresses, Attempts, Overlap, Largest, FirstSeen, LastSeen,
            Score, SrcAsnName, SrcGeoCountry = Country, SourceList
        """)
}
