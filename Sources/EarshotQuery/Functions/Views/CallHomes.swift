extension SystemView {
    /// Who contacts the same place again and again, every so often: per device and name, address, or network.
    ///
    /// Short rhythms (half a minute to an hour) are looked for in the last two days, to the second; long ones (an hour
    /// to seven days) in the whole window, to the minute. A place without a name is looked at as an address and, as
    /// services move between addresses, as network and port; the surer of the two counts.
    static let callHomes = SystemView(
        "CallHomes", over: "NetworkSession", "window: timespan = 60d",
        """
        let calls = NetworkSession
        | where TimeGenerated > ago(window) and NetworkDirection == 'Outbound'
        | where not(ipv4_is_private(RemoteIpAddr) == true)
        | extend DeviceName = iff(isempty(DeviceName), LocalIpAddr, DeviceName)
        | project TimeGenerated, DeviceId, DeviceName, RemoteIpAddr, RemoteAsn, RemoteAsnName, RemoteGeoCountry, DstFQDN,
            DstPortNumber, NetworkProtocol, DstPurpose, DstCompany;
        let placed = union
          (calls | extend Contact = iff(isnotempty(DstFQDN), DstFQDN, RemoteIpAddr), ByNetwork = false),
          (calls | where isempty(DstFQDN) and RemoteAsn > 0
            | extend Contact = strcat(RemoteAsnName, ' ', NetworkProtocol, ' ', DstPortNumber), ByNetwork = true);
        let facts = placed
        | summarize FirstSeen = min(TimeGenerated), LastSeen = max(TimeGenerated), Contacts = count(),
            Ports = make_set(DstPortNumber, 10), Countries = make_set(RemoteGeoCountry, 10),
            Addresses = make_set(RemoteIpAddr, 10), Port = min(DstPortNumber), AsnName = take_any(RemoteAsnName),
            Company = max(DstCompany), Purpose = max(DstPurpose)
            by DeviceId, DeviceName, Contact, ByNetwork;
        let fast = placed
        | where TimeGenerated > ago(min_of(window, 2d))
        | summarize Times = make_list(datetime_diff('second', TimeGenerated, datetime(1970-01-01)), 20000)
            by DeviceId, DeviceName, Contact, ByNetwork
        | where array_length(Times) between (6 .. 12000)
        | extend Found = series_rhythm(Times, 30, 3600);
        let slow = placed
        | summarize by DeviceId, DeviceName, Contact, ByNetwork, Minute = bin(TimeGenerated, 1m)
        | summarize Times = make_list(datetime_diff('second', Minute, datetime(1970-01-01)), 20000)
            by DeviceId, DeviceName, Contact, ByNetwork
        | where array_length(Times) between (4 .. 12000)
        | extend Found = series_rhythm(Times, 3600, 604800);
        union fast, slow
        | where isnotnull(Found)
        | extend Period = toreal(Found['period']) * 1s, Confidence = toreal(Found['confidence']),
            Regularity = toreal(Found['regularity']), Beats = tolong(Found['beats']), Missing = tolong(Found['missing'])
        | where Confidence >= 0.3
        | summarize arg_max(Confidence, Period, Regularity, Beats, Missing) by DeviceId, DeviceName, Contact, ByNetwork
        | join kind=inner facts on DeviceId, DeviceName, Contact, ByNetwork
        | where not(ByNetwork and array_length(Addresses) == 1)
        | extend Rhythm = case(
            Port == 123 or Purpose == 'time', 'time', Purpose == 'push' or Port in (5223, 5228), 'push',
            Purpose == 'update', 'update', Purpose == 'connectivity_check', 'connectivity check',
            Purpose in ('telemetry', 'analytics', 'content_recognition', 'advertising'), Purpose,
            Port in (1883, 8883), 'message broker', Port in (53, 853), 'names', Purpose)
        | project DeviceId, DeviceName, Contact, Period, Confidence, Regularity, Beats, Missing, Rhythm, FirstSeen, LastSeen,
            Contacts, Ports, Countries, Addresses, Company, AsnName, ByNetwork
        """)
}
