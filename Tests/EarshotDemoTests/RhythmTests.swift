import Testing

@testable import EarshotDemo

/// Each device's way of calling home, found again in the lines.
@Suite struct RhythmTests {
    /// Seconds between groups of lines; lines less than a minute apart are one call.
    private func gaps(_ lines: [LogLine]) -> [Int64] {
        let times = lines.map(\.seconds)
        return zip(times, times.dropFirst()).map { $1 - $0 }.filter { $0 >= 60 }
    }

    @Test(arguments: [
        ("Hue-Bridge", Service.lights, Int64(28_800), Int64(0)), ("HP-OfficeJet", .printerMaker, 172_800, 40),
        ("RoborockS7", .vacuum, 14_400, 8), ("tado-Bridge", .thermostat, 600, 4),
        ("Camera-Garden", .cameraRelay, 120, 2),
        ("Miele-WCR870", .washerReport, 604_800, 60),
    ])
    func clockwork(_ name: String, _ service: Service, _ period: Int64, _ tolerance: Int64) {
        let steady = gaps(Demo.talk(name, service))
        // The power cut may swallow calls.
        let exceptions = steady.filter { abs($0 - period) > tolerance }
        #expect(!steady.isEmpty)
        #expect(exceptions.count <= max(1, steady.count / 100), "\(name): \(exceptions.prefix(8))")
    }

    @Test func lightsCallOnTheMinute() {
        let lines = Demo.talk("Hue-Bridge", .lights)
        #expect((160...180).contains(lines.count))
        #expect(lines.allSatisfy { $0.seconds % 60 == 0 })
    }

    @Test func televisionIsRecognizedWhileWatchedAndNearlySilentAtNight() {
        let lines = Demo.talk("LGwebOSTV", .recognition)
        let evening = lines.filter { (20...21).contains(Demo.hour($0)) }
        let night = lines.filter { (1...4).contains(Demo.hour($0)) }
        #expect(evening.count > 30 * 2 * 150)
        #expect((30 * 4 * 3...30 * 4 * 5).contains(night.count))
        let beats = zip(evening, evening.dropFirst()).map { $1.seconds - $0.seconds }.filter { $0 < 60 }
        #expect(beats.filter { (13...17).contains($0) }.count > beats.count * 9 / 10)
    }

    @Test func washerTalksOnWashDays() {
        let days = Set(Demo.talk("Miele-WCR870", .washer).map(Demo.day))
        #expect((10...14).contains(days.count))
        // Monday 1 September is day 0: Tuesdays, Thursdays and Saturdays.
        #expect(days.allSatisfy { [1, 3, 5].contains($0 % 7) })
    }

    @Test func peopleAreAwayOnWorkingDays() {
        let office = Demo.from("Pixel-Ben").filter { (9...15).contains(Demo.hour($0)) && Demo.day($0) % 7 < 5 }
        let evening = Demo.from("Pixel-Ben").filter { (18...22).contains(Demo.hour($0)) }
        #expect(office.isEmpty)
        #expect(evening.count > 2000)
    }

    @Test func laptopsWorkOnWednesdayAndFriday() {
        let days = Set(Demo.talk("ThinkPad-Anna", .office).map { Demo.day($0) % 7 })
        #expect(days == [2, 4])
    }

    @Test func storageUploadsAtNight() {
        let lines = Demo.talk("DiskStation", .backup)
        #expect(lines.count > 30 * 200)
        #expect(lines.allSatisfy { (7200..<14_410).contains(($0.seconds - Demo.start) % 86_400) })
    }

    @Test func guestStaysOneWeekendAndTheDoorbellComesLate() {
        let guest = Demo.lines.filter { $0.contains(" IN=br1 ") }
        #expect(Set(guest.map(Demo.day)) == [12, 13])
        let doorbell = Demo.from("Doorbell")
        #expect(doorbell.first.map(Demo.day) == DayPlan.newDeviceDay)
    }

    @Test func powerCut() {
        let silent = Demo.start + Int64(DayPlan.outageDay) * 86_400 + 49_320
        #expect(!Demo.lines.contains { (silent..<silent + 8520).contains($0.seconds) })
        #expect(Demo.lines.contains { $0.contains("klogd started") && $0.seconds == silent + 8520 })
    }

    @Test func someTalkIsIPv6AndSomeStaysInside() {
        let v6 = Demo.bySource.filter { $0.key.contains(":") }.values.joined()
        #expect(v6.count > 3000)
        #expect(v6.allSatisfy { $0.source.hasPrefix("2003:00e5:7f0a:3c00:") && $0.field("HOPLIMIT") != nil })
        #expect(Demo.firewall.contains { $0.destination == "192.168.50.1" && $0.port == "53" })
        #expect(
            Demo.firewall.contains {
                $0.destination == "224.0.0.251" && $0.field("MAC")?.hasPrefix("01:00:5e:00:00:fb:") == true
            })
    }
}
