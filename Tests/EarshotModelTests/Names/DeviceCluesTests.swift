import EarshotModel
import Foundation
import Testing

struct DeviceCluesTests {
    private static func clues() throws -> DeviceClues {
        var clues = DeviceClues()
        try clues.add(try resource("device-clues.tsv"), file: "device-clues.tsv")
        return clues
    }

    @Test func theFileIsWellFormed() throws {
        let clues = try Self.clues()
        let rows = rows(try resource("device-clues.tsv"))
        #expect(clues.clues.count == rows.count && rows.count >= 250)
        let keys = rows.map { $0.prefix(3).map { Array($0.utf8) } }
        let isSorted = zip(keys, keys.dropFirst()).allSatisfy { before, after in
            zip(before, after).first { $0 != $1 }.map { $0.lexicographicallyPrecedes($1) } ?? false
        }
        #expect(isSorted)
        #expect(clues.clues.allSatisfy { $0.weight >= 1 && $0.evidence.hasSuffix(".") })
        #expect(Set(clues.clues.map(\.kind)) == Set(DeviceClue.Kind.allCases))
    }

    private static let told: [(DeviceSigns, String)] = [
        (DeviceSigns(hostnames: ["Annas-iPhone"], macVendor: "Apple, Inc."), "phone"),
        (DeviceSigns(mdnsServices: ["_googlecast._tcp"], models: ["Chromecast Ultra"]), "media_player"),
        (DeviceSigns(mdnsServices: ["_airplay._tcp", "_raop._tcp"], models: ["AudioAccessory5,1"]), "speaker"),
        (DeviceSigns(servers: ["Linux/3.14.0 UPnP/1.0 IpBridge/1.56.0"]), "light_bridge"),
        (DeviceSigns(upnpTypes: ["urn:schemas-upnp-org:device:InternetGatewayDevice:1"]), "router"),
        (
            DeviceSigns(upnpTypes: [
                "urn:dial-multiscreen-org:service:dial:1", "urn:samsung.com:device:RemoteControlReceiver:1",
            ]), "tv"
        ),
        (DeviceSigns(hostnames: ["iPad-von-Max"]), "tablet"),
        (DeviceSigns(hostnames: ["Galaxy-S23-Ultra"], macVendor: "Samsung Electronics Co.,Ltd"), "phone"),
        (DeviceSigns(macVendor: "Samsung Electronics Co.,Ltd", contactedNames: ["acr-eu-prd.samsungcloud.tv"]), "tv"),
        (DeviceSigns(hostnames: ["LGwebOSTV"], contactedNames: ["eu-acr42.alphonso.tv", "de.lgtvsdp.com"]), "tv"),
        (DeviceSigns(hostnames: ["SonosZP"], mdnsServices: ["Kitchen._sonos._tcp.local."]), "speaker"),
        (DeviceSigns(macVendor: "Sonos, Inc."), "speaker"),
        (DeviceSigns(hostnames: ["Philips-hue"], macVendor: "Signify B.V."), "light_bridge"),
        (DeviceSigns(hostnames: ["BRW0080927AFBCE"]), "printer"), (DeviceSigns(hostnames: ["NPI3F21AB"]), "printer"),
        (DeviceSigns(macVendor: "Seiko Epson Corporation", mdnsServices: ["_ipp._tcp", "_printer._tcp"]), "printer"),
        (DeviceSigns(hostnames: ["DESKTOP-4F7QK2L"], vendorClasses: ["MSFT 5.0"]), "computer"),
        (DeviceSigns(hostnames: ["LAPTOP-9H2KD83B"], vendorClasses: ["MSFT 5.0"]), "laptop"),
        (DeviceSigns(vendorClasses: ["MSFT 5.0 XBOX"], macVendor: "Microsoft Corporation"), "console"),
        (DeviceSigns(macVendor: "Nintendo Co.,Ltd", contactedNames: ["ctest.cdn.nintendo.net"]), "console"),
        (DeviceSigns(hostnames: ["SIEMENS-SN23EC14CE-68A40E123456"], macVendor: "BSH Hausgeraete GmbH"), "dishwasher"),
        (DeviceSigns(hostnames: ["roborock-vacuum-a15_miio123"]), "vacuum"),
        (DeviceSigns(hostnames: ["shellyplug-s-7C87CE"], macVendor: "Espressif Inc."), "smart_plug"),
        (DeviceSigns(vendorClasses: ["Cisco Systems, Inc. IP Phone CP-7945G"]), "voip_phone"),
        (DeviceSigns(contactedNames: ["epdg.epc.mnc001.mcc262.pub.3gppnetwork.org"]), "phone"),
    ]

    @Test(arguments: told) func whatItIsIsTold(_ signs: DeviceSigns, _ type: String) throws {
        let guess = try Self.clues().guess(signs)
        #expect(guess.type == type)
        #expect(60...99 ~= guess.confidence && !guess.evidence.isEmpty)
    }

    /// What fits many kinds, says nothing, or contradicts itself.
    private static let unknown: [DeviceSigns] = [
        DeviceSigns(), DeviceSigns(hostnames: [""]), DeviceSigns(hostnames: ["max"]),
        DeviceSigns(macVendor: "Samsung Electronics Co.,Ltd"), DeviceSigns(macVendor: "Apple, Inc."),
        DeviceSigns(macVendor: "Espressif Inc."), DeviceSigns(macVendor: "Amazon Technologies Inc."),
        DeviceSigns(macVendor: "HP Inc."), DeviceSigns(macVendor: "SonoSite, Inc."),
        DeviceSigns(vendorClasses: ["android-dhcp-13"]), DeviceSigns(vendorClasses: ["udhcp 1.36.1"]),
        DeviceSigns(vendorClasses: ["dhcpcd-9.4.1:Linux-5.10.63-v7l+:armv7l:BCM2835"]),
        DeviceSigns(mdnsServices: ["_googlecast._tcp", "_http._tcp"]), DeviceSigns(mdnsServices: ["_airplay._tcp"]),
        // Apps of other devices, on a phone that says nothing of itself.
        DeviceSigns(contactedNames: ["eu-disc.ws.sonos.com", "portal-eu.ecouser.net", "mqtt.arloxcld.com"]),
        DeviceSigns(contactedNames: ["www.apple.com", "www.samsung.com", "i.instagram.com"]),
        // Names that hold a word without being of its kind.
        DeviceSigns(hostnames: ["hplaptop"]), DeviceSigns(hostnames: ["tvheadend"]),
        DeviceSigns(hostnames: ["npi-office"]),
        DeviceSigns(hostnames: ["pixel-art"]), DeviceSigns(hostnames: ["watchtower"]),
        DeviceSigns(hostnames: ["DESKTOP-1"]),
        DeviceSigns(hostnames: ["brn12345"]), DeviceSigns(hostnames: ["galaxy-server"]),
        // Two stories.
        DeviceSigns(hostnames: ["Annas-iPhone"], mdnsServices: ["_pdl-datastream._tcp"]),
        DeviceSigns(hostnames: ["EPSON123ABC", "SonosZP"]),
        DeviceSigns(macVendor: "Miele & Cie. KG", contactedNames: ["api.mcs3.miele.com"]),
    ]

    @Test(arguments: unknown) func unknownRatherThanAGuess(_ signs: DeviceSigns) throws {
        #expect(try Self.clues().guess(signs) == DeviceGuess())
    }

    @Test func anOrdinaryNameDoesNotDoIt() throws {
        let clues = try Self.clues()
        let words = ["server", "kueche", "wohnzimmer", "pi", "docker", "proxmox", "printserver", "camping", "iris"]
        for word in words { #expect(clues.guess(DeviceSigns(hostnames: [word])).type == "", "\(word)") }
    }

    @Test func thePointsAddUpAsDocumented() throws {
        var clues = DeviceClues()
        try clues.add(
            """
            dhcp_hostname\ta*\ttv\t3\tA.
            dhcp_hostname\tab*\ttv\t2\tB.
            mdns_service\t_x._tcp\ttv\t1\tC.
            mac_vendor\tacme\tphone\t2\tD.
            """, file: "t")
        // 3 + 2/2 + 1 = 5 points: 32 / (8 + 32 + 4) of all.
        let guess = clues.guess(DeviceSigns(hostnames: ["abc"], macVendor: "ACME", mdnsServices: ["_x._tcp"]))
        #expect(
            guess
                == DeviceGuess(
                    type: "tv", confidence: 72,
                    evidence: ["host name abc: A.", "host name abc: B.", "announces _x._tcp: C."]))
        // 4 points: 16 / (8 + 16 + 4) is 57 %, too little.
        #expect(clues.guess(DeviceSigns(hostnames: ["abc"], macVendor: "ACME")) == DeviceGuess())
    }

    @Test func whenClosestKindsDisagreeTheBroaderIsTold() throws {
        let guess = try Self.clues().guess(DeviceSigns(contactedNames: ["swscan.apple.com", "time-macos.apple.com"]))
        #expect(guess.type == "computer")
        #expect(try Self.clues().guess(DeviceSigns(macVendor: "Ring LLC")).type == "camera")
    }

    @Test func theUsersCluesComeLast() throws {
        var clues = try Self.clues()
        try clues.add(
            "dhcp_hostname\tRoom-#\tspeaker\t9\tOur rooms.\nmac_vendor\tsonos, inc*\tspeaker\t0\tMine are not.",
            file: "own")
        #expect(clues.guess(DeviceSigns(hostnames: ["room-3"])).evidence == ["host name room-3: Our rooms."])
        #expect(clues.guess(DeviceSigns(macVendor: "Sonos, Inc.")) == DeviceGuess())
    }

    @Test(arguments: [
        ("hostname\tx*\ttv\t5\tE.", "Use one of dhcp_hostname, dhcp_vendor_class,"),
        ("dhcp_hostname\tx*\ttelly\t5\tE.", "`telly` is no type of device. Use one of"),
        ("dhcp_hostname\tx*\ttv\t11\tE.", "`11` is no weight."), ("dhcp_hostname\tx*\ttv\t-1\tE.", "is no weight."),
        ("dhcp_hostname\t*\ttv\t5\tE.", "fits everything"), ("dhcp_hostname\t?#*\ttv\t5\tE.", "fits everything"),
        ("contacted_domain\t*.example.com\ttv\t5\tE.", "is no domain"),
        ("contacted_purpose\tfun\ttv\t5\tE.", "is no purpose"),
        ("mdns_service\tipp\ttv\t5\tE.", "Write it like `_ipp._tcp`"),
        ("dhcp_hostname\tx*\ttv\t5", "Write kind <TAB> pattern <TAB> type <TAB> weight <TAB> evidence"),
        ("mac_vendor\tacme\ttv\t3\tE.", "stands in line 1 already"),
    ])
    func aWrongRowIsNamed(_ row: String, _ words: String) {
        var clues = DeviceClues()
        #expect { try clues.add("mac_vendor\tACME\ttv\t3\tE.\n" + row, file: "own.tsv") } throws: {
            "\($0)".hasPrefix("own.tsv:2: ") && "\($0)".contains(words)
        }
        #expect(clues.clues.isEmpty)
    }

    /// `docs/names.md` lists the words that users may write.
    @Test func theWordsAreDocumented() throws {
        let words = Set(try resource("../../../docs/names.md").split { !$0.isLetter && $0 != "_" }.map(String.init))
        #expect(Set(DeviceType.allCases.map(\.rawValue)).subtracting(words) == [])
        #expect(Set(DeviceClue.Kind.allCases.map(\.rawValue)).subtracting(words) == [])
        #expect(ServiceTable.purposes.subtracting(words) == [])
    }

    /// A name from the network that makes a simple pattern matcher take for ever.
    @Test func aHostileNameEnds() throws {
        var clues = DeviceClues()
        try clues.add("dhcp_hostname\t*a*a*a*a*a*a*a*a*b\ttv\t9\tE.", file: "t")
        let name = String(repeating: "a", count: 255)
        #expect(clues.guess(DeviceSigns(hostnames: [name])) == DeviceGuess())
        #expect(clues.guess(DeviceSigns(hostnames: [name + "B"])).type == "tv")
    }
}
