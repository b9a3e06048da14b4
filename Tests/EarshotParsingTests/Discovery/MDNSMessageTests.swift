import EarshotModel
import EarshotParsing
import Testing

struct MDNSMessageTests {
    private func read(_ bytes: [UInt8]) -> (told: [Announcement], counters: DiscoveryCounters) {
        var reader = DiscoveryReader()
        return (reader.read(bytes.span, .mdns), reader.counters)
    }

    @Test func aCastReceiverTellsNameModelAndHost() throws {
        var writer = MDNSWriter()
        writer.service(
            "Chromecast-f0e1", "_googlecast._tcp", host: "f0e1-living",
            ["id=f0e1", "md=Chromecast Ultra", "fn=Living room \u{1F4FA}", "empty"])
        writer.address("f0e1-living", [192, 168, 1, 23])
        let told = try #require(read(writer.message()).told.first)
        #expect(told.host == "f0e1-living" && told.name == "Living room \u{1F4FA}")
        #expect(told.model == "Chromecast Ultra" && told.services == ["_googlecast._tcp"])
        #expect(told.addresses == [IPAddress("192.168.1.23")].compactMap { $0 })
    }

    @Test func instancesAreNamesWherePeopleGaveThem() throws {
        var writer = MDNSWriter()
        writer.service("Küche", "_airplay._tcp", host: "Kueche", ["model=AudioAccessory5,1"])
        writer.service("F0B3EC112233@Küche", "_raop._tcp", host: "Kueche", ["am=AudioAccessory5,1"])
        writer.service("9f3c2a", "_spotify-connect._tcp", host: "Kueche")
        let told = read(writer.message()).told
        #expect(told.count == 1 && told.first?.name == "Küche" && told.first?.model == "AudioAccessory5,1")
        #expect(told.first?.services == ["_airplay._tcp", "_raop._tcp", "_spotify-connect._tcp"])
        var audio = MDNSWriter()
        audio.service("F0B3EC112233@Bath. room", "_raop._tcp", host: "h")
        #expect(read(audio.message()).told.first?.name == "Bath. room")
    }

    /// A device that answers for others while they sleep names them as they are.
    @Test func severalHostsAreSeveralDevices() {
        var writer = MDNSWriter()
        writer.service("Office Printer", "_ipp._tcp", host: "printer", ["ty=Brother HL-L2350DW"])
        writer.service("NAS", "_smb._tcp", host: "nas")
        writer.address("printer", [192, 168, 1, 40])
        writer.address("NAS", [192, 168, 1, 41])
        let told = read(writer.message()).told
        #expect(told.map(\.host) == ["printer", "nas"] && told.map(\.name) == ["Office Printer", "NAS"])
        #expect(told.map(\.model) == ["Brother HL-L2350DW", ""])
        #expect(told.map { $0.addresses.map(\.description) } == [["192.168.1.40"], ["192.168.1.41"]])
    }

    @Test func typesAloneAndSubtypes() {
        var writer = MDNSWriter()
        writer.add(MDNSWriter.name("_services._dns-sd._udp.local"), 12, MDNSWriter.name("_hue._tcp.local"))
        writer.add(
            MDNSWriter.name("_printer._sub._http._tcp.local"), 12, MDNSWriter.name(["Web", "_http", "_tcp", "local"]))
        let told = read(writer.message()).told
        #expect(told.first?.services.sorted() == ["_http._tcp", "_hue._tcp"] && told.first?.host == "")
    }

    @Test func questionsAndGoodbyesTellNothing() {
        var writer = MDNSWriter()
        writer.add(MDNSWriter.name("_ipp._tcp.local"), 12, lifetime: 0, MDNSWriter.name("P._ipp._tcp.local"))
        let goodbye = read(writer.message())
        #expect(goodbye.told.isEmpty && goodbye.counters.empty == 1)
        let question = read(writer.message(flags: 0))
        #expect(question.told.isEmpty && question.counters.questions == 1)
        #expect(question.counters.datagrams == [.mdns: 1])
    }

    @Test func pointersAreFollowedBackwardsOnly() {
        // The owner of the second record points to the first one's.
        var writer = MDNSWriter()
        writer.address("host", [192, 168, 1, 9])
        let pointing: [UInt8] = [0xc0, 12, 0, 1, 0x80, 1, 0, 0, 0, 120, 0, 4, 192, 168, 1, 10]
        let two: [UInt8] = [0, 0, 0x84, 0, 0, 0, 0, 2, 0, 0, 0, 0]
        #expect(read(two + writer.records + pointing).told.first?.addresses.count == 2)
        let one: [UInt8] = [0, 0, 0x84, 0, 0, 0, 0, 1, 0, 0, 0, 0]
        let rest: [UInt8] = [0, 1, 0, 1, 0, 0, 0, 9, 0, 0]
        let loops: [[UInt8]] = [[0xc0, 12], [0xc0, 14, 0xc0, 12], [1, 97, 0xc0, 12]]
        for loop in loops {
            let result = read(one + loop + rest)
            #expect(result.told.isEmpty && result.counters.malformed == 1)
        }
    }

    @Test func whatAMessageClaimsIsBounded() {
        var writer = MDNSWriter()
        for number in 0..<3_000 {
            writer.add(
                MDNSWriter.name("_services._dns-sd._udp.local"), 12, MDNSWriter.name("_s\(number)._tcp.local"))
        }
        let many = read(writer.message(claimed: 65_535)).told
        #expect(many.first?.services.count == 256)
        var hosts = MDNSWriter()
        for number in 0..<200 { hosts.address("h\(number)", [192, 168, 1, UInt8(number)]) }
        #expect(read(hosts.message()).told.count == 16)
        // What stands before the end is told all the same.
        var cut = MDNSWriter()
        cut.address("host", [192, 168, 1, 9])
        #expect(read(cut.message(claimed: 40)).told.first?.host == "host")
        for length in 0..<cut.message().count { _ = read(Array(cut.message()[..<length])) }
    }

    @Test func textIsMadeFitToBeShown() {
        var writer = MDNSWriter()
        writer.service(
            "x", "_googlecast._tcp", host: "h\"<b>", ["fn=\u{1}Tv\u{7}\n ", "md=" + String(repeating: "m", count: 200)])
        let told = read(writer.message()).told.first
        #expect(told?.name == "Tv" && told?.model.count == 128 && told?.host == "h\"<b>")
    }
}

struct SSDPMessageTests {
    private func read(_ lines: [String], end: String = "\r\n") -> (told: [Announcement], counters: DiscoveryCounters) {
        var reader = DiscoveryReader()
        let bytes = Array((lines.joined(separator: end) + end + end).utf8)
        return (reader.read(bytes.span, .ssdp), reader.counters)
    }

    @Test(arguments: ["\r\n", "\n"]) func aNotificationTellsTypeAndServer(end: String) {
        let told = read(
            [
                "NOTIFY * HTTP/1.1", "HOST: 239.255.255.250:1900", "NTS: ssdp:alive",
                "Server: Linux/3.14 UPnP/1.0 IpBridge/1.56.0", "NT: urn:schemas-upnp-org:device:basic:1",
                "USN: uuid:2f402f80::urn:schemas-upnp-org:device:basic:1",
            ], end: end
        ).told
        #expect(told.first?.server == "Linux/3.14 UPnP/1.0 IpBridge/1.56.0")
        #expect(told.first?.services == ["urn:schemas-upnp-org:device:basic:1"])
    }

    @Test func anAnswerToASearch() {
        let told = read([
            "HTTP/1.1 200 OK", "ST: roku:ecp", "USN: uuid:roku:ecp:X004000B231",
            "SERVER: Roku/9.3.0 UPnP/1.0 Roku/9.3.0",
        ]).told
        #expect(told.first?.services == ["roku:ecp"])
    }

    @Test func searchesGoodbyesAndOtherThingsTellNothing() {
        let search = read(["M-SEARCH * HTTP/1.1", "ST: ssdp:all", "MAN: \"ssdp:discover\""])
        #expect(search.told.isEmpty && search.counters.questions == 1)
        let goodbye = read(["NOTIFY * HTTP/1.1", "NTS: ssdp:byebye", "NT: urn:x:device:y:1", "SERVER: z"])
        #expect(goodbye.told.isEmpty && goodbye.counters.empty == 1)
        let root = read(["NOTIFY * HTTP/1.1", "NTS: ssdp:alive", "NT: upnp:rootdevice"])
        #expect(root.told.isEmpty && root.counters.empty == 1)
        for text in ["GET / HTTP/1.1", "", "\0\0\0", "HTTP/1.1 404 no"] {
            let other = read([text])
            #expect(other.told.isEmpty && other.counters.malformed == 1, "\(text)")
        }
    }

    @Test func headersAreBounded() {
        let many = (0..<5_000).map { "NT: urn:a:device:d\($0):1" }
        #expect((read(["NOTIFY * HTTP/1.1"] + many).told.first?.services.count ?? 0) <= 64)
        let long = read(["NOTIFY * HTTP/1.1", "SERVER: " + String(repeating: "s", count: 60_000)])
        #expect(long.told.first?.server.count == 128)
        let strange = read(["NOTIFY * HTTP/1.1", "NT: urn:\"quoted\":device", "SERVER: \u{7}beep"])
        #expect(strange.told.first?.services == [] && strange.told.first?.server == "beep")
    }
}
