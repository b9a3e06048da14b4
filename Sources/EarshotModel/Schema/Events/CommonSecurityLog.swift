/// Events in the Common Event Format: Microsoft Sentinel's table of that name over the same stored fields.
extension TableSchema {
    public static let commonSecurityLog = EventColumns.schema(
        EventLayouts.commonSecurityLog, "Events of security devices in CEF or LEEF.", version: "0",
        aliases: names.map { Column($0.name, $0.type, "The same as \($0.of).", .alias($0.of)) } + customColumns
            + [Column("TenantId", .string, "Always empty: there is one tenant.", .constant(.string("")))])

    private struct Name {
        let name: String
        let of: String
        let type: KustoType
        init(_ name: String, _ of: String, _ type: KustoType = .string) {
            self.name = name
            self.of = of
            self.type = type
        }
    }

    /// Sentinel's names of CEF keys. Source: Microsoft Learn, "CEF and CommonSecurityLog field mapping".
    private static let names: [Name] = [
        Name("DeviceVendor", "EventVendor"), Name("DeviceProduct", "EventProduct"),
        Name("DeviceVersion", "EventProductVersion"), Name("DeviceEventClassID", "DeviceEventClassId"),
        Name("DeviceAction", "DvcOriginalAction"), Name("SimplifiedDeviceAction", "DvcAction"),
        Name("SourceIP", "SrcIpAddr"), Name("DestinationIP", "DstIpAddr"),
        Name("SourcePort", "SrcPortNumber", .int), Name("DestinationPort", "DstPortNumber", .int),
        Name("SourceMACAddress", "SrcMacAddr"), Name("DestinationMACAddress", "DstMacAddr"),
        Name("SourceHostName", "SrcHostname"), Name("DestinationHostName", "DstHostname"),
        Name("SourceUserName", "SrcUsername"), Name("DestinationUserName", "DstUsername"),
        Name("SourceUserID", "SrcUserId"), Name("DestinationUserID", "DstUserId"),
        Name("SourceTranslatedAddress", "SrcNatIpAddr"), Name("DestinationTranslatedAddress", "DstNatIpAddr"),
        Name("SourceTranslatedPort", "SrcNatPortNumber", .int),
        Name("DestinationTranslatedPort", "DstNatPortNumber", .int),
        Name("SourceNTDomain", "SrcDomain"), Name("DestinationNTDomain", "DstDomain"),
        Name("SourceProcessName", "SrcProcessName"), Name("SourceProcessId", "SrcProcessId", .int),
        Name("SentBytes", "SrcBytes", .long), Name("ReceivedBytes", "DstBytes", .long),
        Name("Protocol", "NetworkProtocol"), Name("ApplicationProtocol", "NetworkApplicationProtocol"),
        Name("RequestURL", "Url"), Name("RequestMethod", "HttpRequestMethod"),
        Name("RequestClientApplication", "HttpUserAgent"), Name("RequestContext", "HttpReferrer"),
        Name("FileHash", "FileSHA256"), Name("Message", "EventMessage"), Name("EventOutcome", "EventResult"),
        Name("DeviceInboundInterface", "DvcInboundInterface"),
        Name("DeviceOutboundInterface", "DvcOutboundInterface"), Name("DeviceMacAddress", "DvcMacAddr"),
        Name("CommunicationDirection", "NetworkDirection"), Name("DeviceEventCategory", "EventOriginalType"),
        Name("ExternalID", "EventOriginalUid"), Name("Computer", "DvcHostname"), Name("DeviceName", "DvcHostname"),
        Name("DeviceAddress", "DvcIpAddr"), Name("AdditionalExtensions", "AdditionalFields", .dynamic),
    ]
}
