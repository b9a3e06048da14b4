import EarshotModel

/// The devices and what they do all day.
enum Inventory {
    static let devices: [DemoDevice] = appliances + entertainment + machines + phones

    private static let appliances: [DemoDevice] = [
        DemoDevice(
            "Miele-WCR870", 0x001d_6312_a4c7, 21,
            [
                Habit(.washer, .washing, .casual(perHour: 14, burst: 1...3)),
                // A report once a week, washing or not.
                Habit(.washerReport, .always, .clockwork(every: 604_800, phase: 12_420, jitter: 30, times: 4)),
            ]),
        DemoDevice(
            "Hue-Bridge", 0x0017_8829_3f10, 22,
            [
                Habit(.lights, .always, .clockwork(every: 28_800, phase: 1020, times: 2)),
                Habit(.discovery, .awake, .casual(perHour: 0.7)),
            ]),
        DemoDevice(
            "RoborockS7", 0xb04a_39c0_5512, 23,
            [
                Habit(.vacuum, .always, .clockwork(every: 14_400, phase: 2460, jitter: 4)),
                Habit(.vacuumMap, .cleaning, .casual(perHour: 90)),
            ]),
        DemoDevice(
            "HP-OfficeJet", 0x9c7b_ef60_2b9d, 24,
            [
                Habit(.printerMaker, .always, .clockwork(every: 172_800, phase: 40_260, jitter: 20, times: 3)),
                Habit(.discovery, .always, .clockwork(every: 3600, phase: 1313, jitter: 3)),
            ]),
        DemoDevice(
            "tado-Bridge", 0xece5_1208_77e1, 25,
            [Habit(.thermostat, .always, .clockwork(every: 600, phase: 77, jitter: 2))]),
        DemoDevice(
            "Camera-Garden", 0xec71_db3e_9004, 26,
            [
                Habit(.cameraRelay, .always, .clockwork(every: 120, phase: 19, jitter: 1)),
                Habit(.cameraUpload, .hours(1...5), .casual(perHour: 5, burst: 2...6)),
                Habit(.time, .always, .clockwork(every: 3600, phase: 511, jitter: 1)),
            ]),
        DemoDevice(
            "Doorbell", 0x246f_2851_1c8a, 27, since: DayPlan.newDeviceDay,
            [
                Habit(.doorbell, .always, .clockwork(every: 300, phase: 100, jitter: 2)),
                Habit(.web, .hours(17...18), .casual(perHour: 6, burst: 1...3)),
                Habit(.names, .always, .casual(perHour: 2)),
            ]),
    ]

    private static let entertainment: [DemoDevice] = [
        DemoDevice(
            "LGwebOSTV", 0xcc88_2697_0b3c, 31,
            [
                Habit(.recognition, .watching, .clockwork(every: 15, phase: 4, jitter: 1)),
                Habit(.recognitionBatch, .watching, .clockwork(every: 60, phase: 11, jitter: 3, times: 2)),
                Habit(.recognition, .notWatching, .clockwork(every: 900, phase: 300, jitter: 5)),
                Habit(.advertising, .watching, .casual(perHour: 22, burst: 1...4)),
                Habit(.series, .watching, .casual(perHour: 30, burst: 1...3)),
                Habit(.televisionMaker, .always, .clockwork(every: 7200, phase: 900, jitter: 10, times: 2)),
                Habit(.mediaDiscovery, .watching, .casual(perHour: 8)),
                Habit(.names, .watching, .casual(perHour: 20)),
            ]),
        DemoDevice(
            "Echo-Kitchen", 0x68db_f5a1_77b0, 32,
            [
                Habit(.speaker, .always, .clockwork(every: 180, phase: 33, jitter: 8)),
                Habit(.speakerMetrics, .awake, .casual(perHour: 9, burst: 1...2)),
                Habit(.music, .hours(7...9), .casual(perHour: 14)),
                Habit(.mediaDiscovery, .always, .clockwork(every: 1800, phase: 700, jitter: 20)),
            ]),
        DemoDevice(
            "NintendoSwitch", 0x98e8_fa44_d08e, 33,
            [
                Habit(.console, .playing, .casual(perHour: 35, burst: 1...3)),
                Habit(.game, .playing, .casual(perHour: 70, burst: 1...4)),
                Habit(.console, .always, .clockwork(every: 10_800, phase: 5400, jitter: 60)),
            ]),
    ]

    private static let machines: [DemoDevice] = [
        DemoDevice(
            "DiskStation", 0x0011_32b8_4e21, 11,
            [
                Habit(.backup, .hours(2...4), .casual(perHour: 150, burst: 1...2)),
                Habit(.storageUpdate, .always, .clockwork(every: 86_400, phase: 15_300, jitter: 120)),
                Habit(.time, .always, .clockwork(every: 2048, phase: 60, jitter: 1)),
            ]),
        DemoDevice(
            "ThinkPad-Anna", 0x98e7_4300_6a5f, 12, hasV6: true, arrives: .homeOffice, workday),
        DemoDevice(
            "MacBook-Ben", 0x608b_0e93_1d44, 13, hasV6: true, arrives: .homeOffice,
            workday + [
                Habit(.code, .homeOffice, .casual(perHour: 10, burst: 1...3)),
                Habit(.apple, .homeOffice, .casual(perHour: 12)),
            ]),
        DemoDevice(
            "iPad", 0x7e15_c2d9_0b61, 14, hasV6: true,
            [
                Habit(.applePush, .always, .casual(perHour: 3)),
                Habit(.video, .hours(15...20), .casual(perHour: 30, burst: 1...4)),
                Habit(.web, .hours(16...21), .casual(perHour: 12, burst: 1...5)),
            ]),
    ]

    private static let workday: [Habit] = [
        Habit(.office, .homeOffice, .casual(perHour: 20, burst: 1...4)),
        Habit(.meeting, .homeOffice, .casual(perHour: 8, burst: 1...3)),
        Habit(.tunnel, .homeOffice, .clockwork(every: 1200, phase: 7, jitter: 3)),
        Habit(.web, .homeOffice, .casual(perHour: 14, burst: 1...6)),
        Habit(.web, .hours(20...22), .casual(perHour: 18, burst: 1...6)),
        Habit(.names, .homeOffice, .casual(perHour: 12)),
    ]

    private static let phones: [DemoDevice] = [
        phone("iPhone-Anna", 0xae39_1a67_9e8f, 6, .anna, [Habit(.applePush, .home(.anna), .casual(perHour: 7))]),
        phone("Pixel-Ben", 0x3aa1_77c4_0e52, 7, .ben, [Habit(.androidPush, .home(.ben), .casual(perHour: 7))]),
        phone("Galaxy-Mia", 0xd6f0_225b_91a8, 8, .mia, [Habit(.androidPush, .home(.mia), .casual(perHour: 9))]),
        DemoDevice(
            "Guest-Phone", 0x5ed2_0f8b_34c6, 23, isGuest: true, arrives: .guest,
            [
                Habit(.androidPush, .guest, .casual(perHour: 9)),
                Habit(.google, .guest, .casual(perHour: 30, burst: 1...4)),
                Habit(.pictures, .guest, .casual(perHour: 25, burst: 1...4)),
                Habit(.printing, .guest, .casual(perHour: 0.3)),
            ]),
    ]

    private static func phone(
        _ name: String, _ mac: UInt64, _ host: UInt32, _ person: DayPlan.Person, _ push: [Habit]
    ) -> DemoDevice {
        DemoDevice(
            name, mac, host, hasV6: true, arrives: .home(person),
            push + [
                Habit(.messenger, .home(person), .casual(perHour: 6)),
                Habit(.google, .home(person), .casual(perHour: 8, burst: 1...3)),
                Habit(.web, .hours(18...23), .casual(perHour: 22, burst: 1...5)),
                Habit(.pictures, .hours(19...22), .casual(perHour: 20, burst: 1...3)),
                Habit(.names, .home(person), .casual(perHour: 4)),
                Habit(.discovery, .home(person), .casual(perHour: 0.5)),
            ])
    }
}
