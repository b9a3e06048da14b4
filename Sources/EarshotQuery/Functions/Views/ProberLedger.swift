extension SystemView {
    /// Everybody who was turned away at several doors, with all doors he ever tried: exact, over unlimited time.
    ///
    /// A door is (address, protocol, port). An attempt counts when it was refused and looks like the beginning of
    /// something. Answers to our own connections carry ACK or RST, come from a service's port to an ephemeral one, or from
    /// where one of our devices called; so does backscatter, the answers to packets that somebody else sent in our name.
    /// Packets that do not say whether they begin something (UDP, routers that log no flags) count only for sources that
    /// tried a port below 32768 with them, or whose other ports show that they begin something (see `DoorSelection`).
    ///
    /// `Score` is Threshold Random Walk (Jung, Paxson, Berger, Balakrishnan: "Fast Portscan Detection Using Sequential
    /// Hypothesis Testing", 2004) over doors instead of hosts, because a home has one address: each refused door
    /// multiplies the odds for a scanner by four, each open one divides them by four (θ0 0.8, θ1 0.2), and a door counts
    /// half as much after 90 days. Above ln 99 it is a scanner (α 0.01, β 0.99).
    ///
    /// `ProberDoor` has the doors counted ahead, so that the events of months need not be read.
    static let proberLedger = SystemView(
        "ProberLedger", over: "ProberDoor", "window: timespan = 36500d, targets: long = 4",
        """
        // FirstSeen, because somebody may ask as of a moment that is past.
        let tried = ProberDoor | where LastSeen > ago(window) and FirstSeen <= now();
        // Millions of doors. The distinct ports of each source are counted by grouping twice, with little carried along: a
        // small memory can do that, but no sets, several distinct counts, or texts for every door.
        let sources = materialize(tried
        | where not(IsOpen)
        | extend Sure = toint(IsSure), Hour = toint(datetime_diff('hour', FirstSeen, datetime(1970-01-01))),
            Minute = toint(datetime_diff('minute', LastSeen, datetime(1970-01-01)))
        | summarize Hour = min(Hour), Minute = max(Minute), Sure = max(Sure)
            by RemoteId, LocalId, NetworkProtocol, DstPortNumber
        | extend Weight = pow(0.5, max_of(0, datetime_diff('minute', now(), datetime(1970-01-01)) - Minute) / 129600.0)
        | summarize Targets = count(), SureTargets = countif(Sure == 1), Sure = max(Sure), Hour = min(Hour),
            Odds = sum(Weight), SureOdds = sumif(Weight, Sure == 1), Low = countif(Sure == 0 and DstPortNumber < 32768)
            by RemoteId, DstPortNumber
        | summarize Targets = sum(Targets), SureTargets = sum(SureTargets), Ports = count(), SurePorts = countif(Sure == 1),
            ActiveHours = dcount(Hour), Odds = sum(Odds), SureOdds = sum(SureOdds), Low = sum(Low) by RemoteId
        // Ephemeral ports only, by packets that can be answers: late ones of a call, a game or a peer.
        | extend IsSure = Low == 0
        | extend Targets = iff(IsSure, SureTargets, Targets), Ports = iff(IsSure, SurePorts, Ports),
            Odds = iff(IsSure, coalesce(SureOdds, 0.0), Odds)
        | where Targets >= targets);
        let places = materialize(tried
        | where not(IsOpen)
        | summarize Addresses = dcount(LocalId), Attempts = sum(Attempts), FirstSeen = min(FirstSeen),
            LastSeen = min_of(max(LastSeen), now())
            by RemoteId, RemoteIpAddr, RemoteAsn, RemoteAsnName, RemoteGeoCountry
        | extend SrcNetwork = iff(RemoteIpAddr contains ':', '', strcat(format_ipv4(RemoteIpAddr, 24), '/24')));
        let open = tried
        | where IsOpen
        | summarize Successes = dcount(DstPortNumber) by RemoteId;
        // Few doors each, but together many, and hardly any twice: shared work.
        let few = sources | where Ports < 10 | project RemoteId, OnlySure = IsSure;
        let shared = tried
        | where not(IsOpen) and RemoteId in ((few | project RemoteId))
        | summarize IsSure = max(toint(IsSure)) by RemoteId, DstPortNumber
        | join kind=inner few on RemoteId
        | where IsSure == 1 or not(OnlySure)
        | join kind=inner (places | where SrcNetwork != '' | project RemoteId, SrcNetwork) on RemoteId
        | summarize Tried = count(), Together = dcount(DstPortNumber), Members = dcount(RemoteId) by SrcNetwork
        | where Members >= 3 and Together >= 20 and Tried <= 1.5 * Together
        | project SrcNetwork, Together;
        sources
        | join kind=inner places on RemoteId
        | join kind=leftouter open on RemoteId
        | join kind=leftouter shared on SrcNetwork
        | extend Successes = coalesce(Successes, 0)
        | extend Score = round((Odds - Successes) * 1.3862943611198906, 2)
        | extend Kind = case(
            Ports >= 10 and Addresses >= 5, 'block', Ports >= 10, 'vertical', Addresses >= 5, 'horizontal',
            isnotnull(Together), 'distributed', 'few')
        | extend ResearchScanner = case(
            ipv4_is_in_any_range(RemoteIpAddr, '162.142.125.0/24', '167.94.138.0/24', '167.94.145.0/24', '167.94.146.0/24',
              '167.248.133.0/24', '199.45.154.0/24', '199.45.155.0/24', '206.168.34.0/24', '206.168.35.0/24'), 'Censys',
            ipv4_is_in_any_range(RemoteIpAddr, '184.105.139.64/26', '184.105.247.192/26', '74.82.47.0/26', '216.218.206.64/26',
              '64.62.156.0/24', '64.62.197.0/24', '65.49.1.0/24', '65.49.20.64/26'), 'Shadowserver',
            ipv4_is_in_any_range(RemoteIpAddr, '66.240.192.0/24', '66.240.205.0/24', '66.240.219.0/24', '66.240.236.0/24',
              '71.6.135.0/24', '71.6.146.0/24', '71.6.158.0/24', '71.6.165.0/24', '71.6.167.0/24', '71.6.199.0/24',
              '198.20.69.0/24', '198.20.70.0/24', '198.20.87.0/24', '198.20.99.0/24', '80.82.77.33/32', '80.82.77.139/32',
              '93.120.27.62/32', '94.102.49.193/32', '94.102.49.190/32', '185.142.236.0/24'), 'Shodan',
            ipv4_is_in_any_range(RemoteIpAddr, '71.6.233.0/24', '5.63.151.96/27', '88.202.190.128/27', '146.185.25.160/27',
              '109.123.117.224/27'), 'Rapid7',
            ipv4_is_in_any_range(RemoteIpAddr, '35.203.210.0/23', '162.216.149.0/24', '162.216.150.0/24', '205.210.31.0/24',
              '198.235.24.0/24', '147.185.132.0/23'), 'Palo Alto Xpanse',
            ipv4_is_in_any_range(RemoteIpAddr, '87.236.176.0/24'), 'Driftnet', '')
        | project SrcIpAddr = RemoteIpAddr, SrcNetwork, SrcAsn = RemoteAsn, SrcAsnName = RemoteAsnName,
            SrcGeoCountry = RemoteGeoCountry, Kind, Targets, Ports, Addresses, Attempts, Successes, FirstSeen, LastSeen,
            ActiveHours, Score, IsScanner = Score > 4.595, ResearchScanner
        """)
}
