extension SystemView {
    /// Everybody who was turned away at several doors, with all doors he ever tried: exact, over unlimited time.
    ///
    /// A door is (address, protocol, port). An attempt counts when it was refused and looks like the beginning of
    /// something. Answers to our own connections carry ACK or RST, come from a service's port to an ephemeral one, or from
    /// where one of our devices called; so does backscatter, the answers to packets that somebody else sent in our name.
    /// Packets that do not say whether they begin something (UDP, routers that log no flags) count only for sources that
    /// tried a port below 32768 with them.
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
        let candidates = tried
        | where not(IsOpen)
        | summarize Rows = count() by RemoteIpAddr
        | where Rows >= targets
        | project RemoteIpAddr;
        let open = tried
        | where IsOpen and RemoteIpAddr in (candidates)
        | summarize Successes = dcount(DstPortNumber) by RemoteIpAddr;
        let doors = tried
        | where not(IsOpen) and RemoteIpAddr in (candidates)
        | summarize Attempts = sum(Attempts), First = min(FirstSeen), Last = min_of(max(LastSeen), now()),
            IsSure = max(toint(IsSure)) == 1
            by RemoteIpAddr, RemoteAsn, RemoteAsnName, RemoteGeoCountry, LocalIpAddr, NetworkProtocol, DstPortNumber
        | extend Weight = pow(0.5, toreal((now() - Last) / 90d));
        let sources = materialize(doors
        | summarize Targets = count(), SureTargets = countif(IsSure), Ports = dcount(DstPortNumber),
            SurePorts = dcountif(DstPortNumber, IsSure), Addresses = dcount(LocalIpAddr), Attempts = sum(Attempts),
            FirstSeen = min(First), LastSeen = max(Last), ActiveHours = dcount(bin(First, 1h)), Odds = sum(Weight),
            SureOdds = sumif(Weight, IsSure), PortList = make_set(DstPortNumber, 1000),
            SurePortList = make_set_if(DstPortNumber, IsSure, 1000),
            LowPorts = countif(not(IsSure) and DstPortNumber < 32768)
            by RemoteIpAddr, RemoteAsn, RemoteAsnName, RemoteGeoCountry
        // Ephemeral ports only, by packets that can be answers: late ones of a call, a game or a peer.
        | extend IsSure = LowPorts == 0
        | extend Targets = iff(IsSure, SureTargets, Targets), Ports = iff(IsSure, SurePorts, Ports),
            Odds = iff(IsSure, coalesce(SureOdds, 0.0), Odds), PortList = iff(IsSure, SurePortList, PortList)
        | where Targets >= targets
        | extend SrcNetwork = iff(RemoteIpAddr contains ':', '', strcat(format_ipv4(RemoteIpAddr, 24), '/24')));
        // Few doors each, but together many, and hardly any twice: shared work.
        let shared = sources
        | where Ports < 10 and SrcNetwork != ''
        | mv-expand Port = PortList to typeof(int)
        | summarize Tried = count(), Together = dcount(Port), Members = dcount(RemoteIpAddr) by SrcNetwork
        | where Members >= 3 and Together >= 20 and Tried <= 1.5 * Together
        | project SrcNetwork, Together;
        sources
        | join kind=leftouter open on RemoteIpAddr
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
            ActiveHours, Score, IsScanner = Score > 4.595, ResearchScanner, PortList
        """)
}
