import EarshotModel

/// The services of the household. Networks are those of well-known companies and hosters, so that a map shows believable
/// places; which address answers for which device is invented.
extension Service {
    // The television (LG): content recognition every 15 s while it shows something, an advertising service, its maker.
    static let recognition = Service(.tcp, 443, v4(3, 248, 91, 17, count: 6, step: 37), length: 60...60)
    static let recognitionBatch = Service(.tcp, 4039, v4(18, 202, 143, 60, count: 3, step: 5), length: 60...60)
    static let advertising = Service(.tcp, 443, v4(34, 254, 12, 99, count: 4, step: 11))
    static let televisionMaker = Service(.tcp, 443, v4(13, 124, 60, 21, count: 3, step: 7))

    // Appliances.
    static let washer = Service(.tcp, 443, v4(20, 50, 88, 14, count: 2, step: 3), length: 52...52)
    static let washerReport = Service(.tcp, 8883, v4(52, 236, 170, 8), length: 52...52)
    static let lights = Service(.tcp, 443, v4(35, 205, 61, 67), length: 60...60)
    static let printerMaker = Service(.tcp, 443, v4(15, 73, 104, 147, count: 2, step: 9), length: 60...60)
    static let vacuum = Service(.tcp, 8883, v4(47, 254, 140, 9, count: 2, step: 6), length: 60...60)
    static let vacuumMap = Service(.udp, 8053, v4(8, 209, 76, 30), length: 120...900)
    static let thermostat = Service(.tcp, 443, v4(54, 76, 12, 8, count: 3, step: 17), length: 44...44)
    static let cameraRelay = Service(.udp, 32_100, v4(14, 225, 16, 44), length: 72...72)
    static let cameraUpload = Service(.tcp, 443, v4(171, 244, 10, 5, count: 2), length: 60...60)
    static let doorbell = Service(.tcp, 8883, v4(47, 91, 88, 120), length: 60...60)
    static let speaker = Service(.tcp, 443, v4(52, 94, 232, 134, count: 5, step: 3), length: 60...60)
    static let speakerMetrics = Service(.tcp, 443, v4(52, 119, 197, 96, count: 3, step: 4), length: 60...60)
    static let backup = Service(.tcp, 443, v4(65, 108, 44, 20, count: 2), length: 60...60)
    static let storageUpdate = Service(.tcp, 443, v4(104, 123, 50, 25), length: 60...60)
    static let console = Service(.tcp, 443, v4(52, 196, 114, 8, count: 4, step: 5))
    static let game = Service(.udp, 45_000, v4(18, 180, 77, 12, count: 9, step: 13), length: 60...400)

    // People.
    static let applePush = Service(
        .tcp, 5223, v4(17, 57, 146, 20, count: 8), v6: [v6(0x2620_0149_0a44_0f00, 2), v6(0x2a01_b740_0a41_0604, 7)],
        length: 64...64)
    static let apple = Service(
        .udp, 443, v4(17, 248, 145, 10, count: 12, step: 9), v6: [v6(0x2620_0149_0a44_0f00, 9)])
    static let androidPush = Service(
        .tcp, 5228, v4(74, 125, 133, 188), v6: [v6(0x2a00_1450_4001_0811, 0xbc)], length: 60...60)
    static let google = Service(
        .udp, 443, v4(142, 250, 185, 66, count: 14, step: 7),
        v6: [v6(0x2a00_1450_4001_082a, 0x200e), v6(0x2a00_1450_4001_0813, 0x200a)])
    static let video = Service(.udp, 443, v4(172, 217, 16, 130, count: 6, step: 2))
    static let messenger = Service(
        .tcp, 443, v4(157, 240, 27, 54, count: 3, step: 3), v6: [v6(0x2a03_2880_f21c_0080, 0xface_b00c_0000_0167)])
    static let pictures = Service(.udp, 443, v4(31, 13, 84, 36, count: 4, step: 8))
    static let web = Service(
        .tcp, 443,
        v4(104, 16, 132, 229, count: 16, step: 211) + v4(151, 101, 1, 140, count: 4, step: 64)
            + v4(46, 4, 5, 6, count: 10, step: 97) + v4(51, 75, 4, 3, count: 8, step: 131)
            + v4(23, 45, 12, 9, count: 6, step: 53) + v4(185, 125, 190, 57),
        v6: [v6(0x2606_4700_0000_0000, 0x6810_84e5), v6(0x2a02_26f0_3500_088f, 1)])
    static let music = Service(.tcp, 443, v4(35, 186, 224, 25, count: 4, step: 6))
    static let series = Service(
        .tcp, 443, v4(45, 57, 90, 1, count: 8) + v4(198, 38, 118, 130, count: 3), length: 60...60)

    // Work.
    static let office = Service(
        .tcp, 443, v4(52, 97, 144, 18, count: 6, step: 16) + v4(13, 107, 42, 14, count: 2),
        v6: [v6(0x2603_1027_0001_0028, 2)], length: 52...52)
    static let meeting = Service(.udp, 3480, v4(52, 112, 84, 7, count: 5, step: 31), length: 120...1200)
    static let code = Service(.tcp, 443, v4(140, 82, 121, 3, count: 2))
    static let tunnel = Service(.udp, 4500, v4(46, 243, 120, 9), length: 120...1300)

    // Around the house.
    static let time = Service(.udp, 123, v4(192, 53, 103, 108) + v4(162, 159, 200, 1), length: 76...76)
    static let names = Service(.udp, 53, [Home.router], reach: .router, length: 55...80)
    static let discovery = Service(.udp, 5353, v4(224, 0, 0, 251), reach: .everybody, length: 90...400)
    static let mediaDiscovery = Service(.udp, 1900, v4(239, 255, 255, 250), reach: .everybody, length: 150...330)
    static let printing = Service(.tcp, 631, v4(192, 168, 50, 24), reach: .home, length: 60...60)
}
