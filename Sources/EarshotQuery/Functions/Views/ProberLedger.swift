extension SystemView {
    /// Everybody who was turned away at several doors, with all doors he ever tried: exact, over all that is kept.
    ///
    /// A door is (address, protocol, port). An attempt counts when it was refused and looks like the beginning of
    /// something: answers to our own connections carry ACK or RST, or come from a service's port to an ephemeral one, and
    /// so does backscatter, the answers to packets that somebody else sent in our name.
    ///
    /// `Score` is Threshold Random Walk (Jung, Paxson, Berger, Balakrishnan: "Fast Portscan Detection Using Sequential
    /// Hypothesis Testing", 2004) over doors instead of hosts, because a home has one address: each refused door
    /// multiplies the odds for a scanner by four, each open one divides them by four (θ0 0.8, θ1 0.2), and a door counts
    /// half as much after 90 days. Above ln 99 it is a scanner (α 0.01, β 0.99).
    ///
    /// The first step asks only for numbers that are counted ahead, so that the second looks at few sources.
    static let proberLedger = SystemView(
        "ProberLedger", over: "NetworkSession", "window: timespan = 36500d, targets: long = 4",
        """
        let refused = dynamic(['Drop', 'Deny', 'Reset']);
        // What Zeek says of a connection that never began; RSTRH and SHR are answers without a question.
        let failed = dynamic(['S0', 'REJ', 'RSTOS0', 'SH']);
        let inbound = NetworkSession
        | where TimeGenerated > ago(window) and NetworkDirection == 'Inbound';
        let candidates = union
          (inbound | where DvcAction in (refused)
            | summarize Ports = dcount(DstPortNumber), Locals = dcount(LocalIpAddr) by RemoteIpAddr),
          (inbound | where EventOriginalResultDetails in (failed)
            | summarize Ports = dcount(DstPortNumber), Locals = dcount(LocalIpAddr) by RemoteIpAddr)
        | where Ports * Locals >= targets
        | distinct RemoteIpAddr;
        let open = inbound
        | where DvcAction == 'Allow' or EventOriginalResultDetails in ('SF', 'S1', 'S2', 'S3', 'RSTO', 'RSTR')
        | where RemoteIpAddr in (candidates) and NetworkProtocol in ('TCP', 'UDP')
        | summarize Successes = dcount(DstPortNumber) by RemoteIpAddr;
        inbound
        | where DvcAction in (refused) or EventOriginalResultDetails in (failed)
        | where NetworkProtocol in ('TCP', 'UDP')
        | where RemoteIpAddr in (candidates) and isnotnull(DstPortNumber)
        | where not(coalesce(TcpFlagsAck, false)) and not(coalesce(TcpFlagsRst, false))
        | where not((NetworkProtocol == 'UDP' or isnull(TcpFlagsSyn)) and DstPortNumber >= 1024
            and (SrcPortNumber in (1194, 1900, 3478, 3479, 3480, 4500, 5060, 5061, 5228, 8080, 8443, 8801, 19302, 51820)
              and SrcPortNumber != DstPortNumber or SrcPortNumber < 1024))
        | summarize Attempts = count(), First = min(TimeGenerated), Last = max(TimeGenerated),
            FromPort = min(SrcPortNumber), ToPort = max(SrcPortNumber)
            by RemoteIpAddr, RemoteAsn, RemoteAsnName, RemoteGeoCountry, LocalIpAddr, NetworkProtocol, DstPortNumber
        | summarize Targets = count(), Ports = dcount(DstPortNumber), Addresses = dcount(LocalIpAddr),
            Attempts = sum(Attempts), FirstSeen = min(First), LastSeen = max(Last),
            ActiveHours = dcount(bin(First, 1h)),
            Odds = sum(pow(0.5, toreal((now() - Last) / 90d))),
            PortList = make_set(DstPortNumber, 1000), LowPorts = countif(DstPortNumber < 32768),
            Udp = countif(NetworkProtocol == 'UDP'), FromPort = min(FromPort), ToPort = max(ToPort)
            by RemoteIpAddr, RemoteAsn, RemoteAsnName, RemoteGeoCountry
        | where Targets >= targets
        // Many ephemeral ports over UDP from one port of theirs: late answers of a call, a game or a peer.
        | where not(Udp == Targets and LowPorts == 0 and FromPort == ToPort)
        | join kind=leftouter open on RemoteIpAddr
        | extend Successes = coalesce(Successes, 0)
        | extend Score = round((Odds - Successes) * 1.3862943611198906, 2)
        | extend Kind = case(
            Ports >= 10 and Addresses >= 5, 'block', Ports >= 10, 'vertical', Addresses >= 5, 'horizontal', 'few')
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
        | extend SrcNetwork = iff(RemoteIpAddr has ':' or RemoteIpAddr contains ':', '', strcat(format_ipv4(RemoteIpAddr, 24), '/24'))
        | project SrcIpAddr = RemoteIpAddr, SrcNetwork, SrcAsn = RemoteAsn, SrcAsnName = RemoteAsnName,
            SrcGeoCountry = RemoteGeoCountry, Kind, Targets, Ports, Addresses, Attempts, Successes, FirstSeen, LastSeen,
            ActiveHours, Score, IsScanner = Score > 4.595, ResearchScanner, PortList
        """)
}
