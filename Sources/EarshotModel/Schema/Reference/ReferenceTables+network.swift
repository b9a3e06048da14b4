extension ReferenceTable {
    /// Names, web servers, connections.
    static let network: [ReferenceTable] = [
        ReferenceTable(
            "DnsEvents", "Questions and answers of DNS servers; here, those of the table Dns.",
            """
            ClientIP Computer Confidence Description EventId:int IndicatorThreatType IPAddresses MaliciousIP Message Name \
            QueryType RemoteIPCountry RemoteIPLatitude:real RemoteIPLongitude:real Result:int ResultCode:int Severity:int \
            SubType TaskCategory
            """,
            from: Source(
                "Dns",
                [
                    "ClientIP": "SrcIpAddr", "Computer": "DvcHostname", "IPAddresses": "DnsResponseName",
                    "Message": "EventMessage", "Name": "DnsQuery", "QueryType": "DnsQueryTypeName",
                    "Result": "toint(coalesce(tolong(DnsResponseCode), 0))",
                    "ResultCode": "toint(coalesce(tolong(DnsResponseCode), 0))",
                    "SubType": "'LookupQuery'", "EventId": "toint(256)",
                    "TaskCategory": "'LOOK_UP'", "RemoteIPCountry": "DstGeoCountry",
                    "RemoteIPLatitude": "DstGeoLatitude", "RemoteIPLongitude": "DstGeoLongitude",
                ])),
        ReferenceTable(
            "DnsInventory", "Records of DNS servers.",
            """
            Computer DnsAddresses DnsRecordTtl DnsZone DynamicUpdate ForwarderIp NameServers ResourceRecordType \
            ServerIp SubType Version ZoneName
            """),
        ReferenceTable(
            "W3CIISLog", "Requests to IIS; here, those that web servers of the home told of.",
            """
            AzureDeploymentID cIP Computer Confidence csBytes:long csCookie csHost csMethod csReferer csUriQuery csUriStem \
            csUserAgent csUserName csVersion Date Description FileOffset:long FileUri IndicatorThreatType MaliciousIP \
            RemoteIPCountry RemoteIPLatitude:real RemoteIPLongitude:real Role scBytes:long scStatus scSubStatus \
            scWin32Status Severity:int sIP sPort:int sSiteName StorageAccount TimeTaken:long TLPLevel
            """,
            from: Source(
                "WebSession | where EventType =~ 'WebServerSession'",
                [
                    "cIP": "SrcIpAddr", "Computer": "DvcHostname", "csBytes": "SrcBytes", "csHost": "HttpHost",
                    "csMethod": "HttpRequestMethod", "csReferer": "HttpReferrer",
                    "csUriStem": "tostring(parse_url(Url).Path)", "csUriQuery": "extract(@'\\?(.*)$', 1, Url)",
                    "csUserAgent": "HttpUserAgent", "csUserName": "SrcUsername", "csVersion": "HttpVersion",
                    "scBytes": "DstBytes", "scStatus": "tostring(HttpStatusCode)", "sIP": "DstIpAddr",
                    "sPort": "DstPortNumber", "TimeTaken": "tolong(NetworkDuration)",
                    "RemoteIPCountry": "SrcGeoCountry",
                    "RemoteIPLatitude": "SrcGeoLatitude", "RemoteIPLongitude": "SrcGeoLongitude",
                ])),
        ReferenceTable(
            "VMConnection", "Connections of virtual machines.",
            """
            AgentId BytesReceived:long BytesSent:long Computer Confidence ConnectionId Description DestinationIp \
            DestinationPort:int Direction FirstReportedDateTime IndicatorThreatType IsActive LastReportedDateTime \
            LinksEstablished:int LinksFailed:int LinksLive:int LinksTerminated:int Machine MaliciousIp Process \
            ProcessName Protocol RemoteClassification RemoteCountry RemoteDnsCanonicalNames RemoteDnsQuestions RemoteIp \
            RemoteLatitude:real RemoteLongitude:real ReportReferenceLink Responses:int ResponseTimeMax:long \
            ResponseTimeMin:long ResponseTimeSum:long Severity:int SourceIp TLPLevel
            """),
        ReferenceTable(
            "VMProcess", "Programs of virtual machines.",
            """
            AgentId BootTime:datetime CommandLine Computer DisplayName ExecutableName ExecutablePath FileVersion \
            FirstPid:int Group InternalName Machine Process ProductName ProductVersion Role Services StartTime:datetime \
            UserDomain UserName WorkingDirectory CompanyName Description
            """),
        ReferenceTable(
            "VMComputer", "Virtual machines.",
            """
            AgentId AzureCloudServiceName AzureLocation AzureResourceGroup AzureResourceName AzureSubscriptionId \
            BootTime:datetime Computer Cpus:int CpuSpeed:int DisplayName DnsNames:dynamic FullDisplayName HostName HostingProvider \
            Ipv4Addresses:dynamic Ipv6Addresses:dynamic MacAddresses:dynamic Machine OperatingSystemFamily \
            OperatingSystemFullName PhysicalMemoryMB:int TimeZone VirtualizationState
            """),
        ReferenceTable(
            "WireData", "Connections that agents saw on the wire.",
            """
            ApplicationProtocol ApplicationServiceName CaptureTime:datetime Computer Direction IPVersion \
            LatencyMilliseconds:real LatencySamplingFailureRate LatencySamplingTimeStamp:datetime LocalIP \
            LocalMAC LocalPortNumber:int LocalSubnet ProcessID:int ProcessName ProtocolName ReceivedBytes:long \
            ReceivedPackets:long RemoteIP RemoteMAC RemotePortNumber:int SentBytes:long SentPackets:long \
            SequenceNumber:long SessionEndTime:datetime SessionID:int SessionStartTime:datetime SessionState TotalBytes:long
            """),
        ReferenceTable(
            "AzureNetworkAnalytics_CL", "Flows through Azure's networks.",
            """
            AllowedInFlows_d:real AllowedOutFlows_d:real Country_s DeniedInFlows_d:real DeniedOutFlows_d:real \
            DestIP_s DestPort_d:real DestPublicIPs_s FASchemaVersion_s FlowDirection_s FlowEndTime_t:datetime \
            FlowIntervalEndTime_t:datetime FlowIntervalStartTime_t:datetime FlowStartTime_t:datetime FlowStatus_s \
            FlowType_s InboundBytes_d:real InboundPackets_d:real IsFlowCapturedAtUDRHop_b:bool L4Protocol_s \
            L7Protocol_s MACAddress_s NIC_s NIC1_s NIC2_s NSGList_s NSGRule_s NSGRules_s NSGRuleType_s \
            OutboundBytes_d:real OutboundPackets_d:real PublicIPs_s Region_s Region1_s Region2_s SrcIP_s \
            SrcPublicIPs_s Subnet_s Subnet1_s Subnet2_s SubType_s Subscription_s Subscription1_g Subscription2_g \
            VM_s VM1_s VM2_s VMIP_s
            """),
        ReferenceTable(
            "NTANetAnalytics", "Flows through Azure's virtual networks.",
            """
            AclGroup AclRule AllowedInFlows:int AllowedOutFlows:int AzureRegion BytesDestToSrc:long BytesSrcToDest:long Country \
            DeniedInFlows:int DeniedOutFlows:int DestIp DestPort:int DestPublicIps DestRegion DestSubnet DestVm \
            FlowDirection FlowEncryption FlowEndTime:datetime FlowStartTime:datetime FlowStatus FlowType L4Protocol \
            L7Protocol MacAddress PacketsDestToSrc:long PacketsSrcToDest:long SrcIp SrcPort:int SrcPublicIps SrcRegion \
            SrcSubnet SrcVm SubType TargetResourceId
            """),
    ]
}
