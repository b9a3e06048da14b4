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
        | where TimeGenerated > ago(window) and NetworkDirection == 'Outbound';
        // One look at the events, grouped by what is stored with them; what addresses, names and devices are is looked up
        // for the groups.
        let pairs = calls
        | summarize FirstSeen = min(TimeGenerated), LastSeen = max(TimeGenerated), Contacts = count(),
            Recent = countif(TimeGenerated > ago(min_of(window, 2d))),
            Minutes = make_list(datetime_diff('second', bin(TimeGenerated, 1m), datetime(1970-01-01))),
            Seconds = make_list_if(datetime_diff('second', TimeGenerated, datetime(1970-01-01)),
              TimeGenerated > ago(min_of(window, 2d)))
            by DeviceId, LocalIpAddr, RemoteIpAddr, DstFQDN, NetworkProtocol, DstPortNumber
        | where not(ipv4_is_private(RemoteIpAddr) == true);
        let places = calls | summarize by RemoteIpAddr, RemoteAsn, RemoteAsnName, RemoteGeoCountry;
        let devices = calls | summarize by DeviceId, DeviceName;
        let services = calls | where isnotempty(DstFQDN) | summarize by DstFQDN, DstCompany, DstPurpose;
        let known = materialize(pairs
        | join kind=leftouter places on RemoteIpAddr
        | join kind=leftouter devices on DeviceId
        | join kind=leftouter services on DstFQDN
        | extend DeviceName = iff(isempty(DeviceName), LocalIpAddr, DeviceName));
        let placed = union
          (known | extend Contact = iff(isnotempty(DstFQDN), DstFQDN, RemoteIpAddr), ByNetwork = false),
          (known | where isempty(DstFQDN) and RemoteAsn > 0
            | extend Contact = strcat(RemoteAsnName, ' ', NetworkProtocol, ' ', DstPortNumber), ByNetwork = true);
        let facts = materialize(placed
        | summarize FirstSeen = min(FirstSeen), LastSeen = max(LastSeen), Contacts = sum(Contacts), Recent = sum(Recent),
            Ports = make_set(DstPortNumber, 10), Countries = make_set(RemoteGeoCountry, 10),
            Addresses = make_set(RemoteIpAddr, 10), Port = min(DstPortNumber), AsnName = take_any(RemoteAsnName),
            Company = max(DstCompany), Purpose = max(DstPurpose), Minutes = make_list(Minutes), Seconds = make_list(Seconds)
            by DeviceId, DeviceName, Contact, ByNetwork
        | where Contacts >= 4 and not(ByNetwork and array_length(Addresses) == 1));
        let fast = facts
        | where Recent between (6 .. 12000)
        | project DeviceId, DeviceName, Contact, ByNetwork, Found = series_rhythm(Seconds, 30, 3600);
        let slow = facts
        | project DeviceId, DeviceName, Contact, ByNetwork, Found = series_rhythm(Minutes, 3600, 604800);
        union fast, slow
        | where isnotnull(Found)
        | extend Period = toreal(Found['period']) * 1s, Confidence = toreal(Found['confidence']),
            Regularity = toreal(Found['regularity']), Beats = tolong(Found['beats']), Missing = tolong(Found['missing'])
        | where Confidence >= 0.3
        | summarize arg_max(Confidence, Period, Regularity, Beats, Missing) by DeviceId, DeviceName, Contact, ByNetwork
        | join kind=inner (facts | project-away Minutes, Seconds) on DeviceId, DeviceName, Contact, ByNetwork
        | extend Rhythm = case(
            Port == 123 or Purpose == 'time', 'time', Purpose == 'push' or Port in (5223, 5228), 'push',
            Purpose == 'update', 'update', Purpose == 'connectivity_check', 'connectivity check',
            Purpose in ('telemetry', 'analytics', 'content_recognition', 'advertising'), Purpose,
            Port in (1883, 8883), 'message broker', Port in (53, 853), 'names', Purpose)
        | project DeviceId, DeviceName, Contact, Period, Confidence, Regularity, Beats, Missing, Rhythm, FirstSeen, LastSeen,
            Contacts, Ports, Countries, Addresses, Company, AsnName, ByNetwork
        """)
}
