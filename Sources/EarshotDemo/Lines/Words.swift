/// The fixed pieces of a line, as bytes.
struct Words: Sendable {
    let warning = bytes("<12>")
    let informational = bytes("<14>")
    let source = bytes(" SRC=")
    let destination = bytes(" DST=")
    let length = bytes(" LEN=")
    let service = bytes(" TOS=0x00 PREC=0x00 TTL=")
    let identification = bytes(" ID=")
    let dontFragment = bytes(" DF")
    let hopLimit = bytes(" TC=0 HOPLIMIT=")
    let flowLabel = bytes(" FLOWLBL=")
    let ethernetV4 = bytes(":08:00")
    let ethernetV6 = bytes(":86:dd")
    let tcp = bytes(" PROTO=TCP SPT=")
    let udp = bytes(" PROTO=UDP SPT=")
    let ping = bytes(" PROTO=ICMP TYPE=8 CODE=0 ID=")
    let pingSequence = bytes(" SEQ=1")
    let destinationPort = bytes(" DPT=")
    let sequence = bytes(" SEQ=")
    let mark = bytes(" MARK=0x8000000")

    /// What scanners send, four kinds, and at last what a device of the home sends.
    let windows: [[UInt8]] = [
        bytes(" ACK=0 WINDOW=1024 RES=0x00 SYN URGP=0 OPT (020405B4)"),
        bytes(" ACK=0 WINDOW=65535 RES=0x00 SYN URGP=0"),
        bytes(" ACK=0 WINDOW=1024 RES=0x00 SYN URGP=0 OPT (02040584)"),
        bytes(" ACK=0 WINDOW=14600 RES=0x00 SYN URGP=0 OPT (020405B40402080A)"),
        bytes(" ACK=0 WINDOW=64240 RES=0x00 SYN URGP=0 OPT (020405B40402080A)"),
    ]

    private let dropped = bytes("kernel: DROP IN=eth0 OUT= MAC=")
    private let admitted = bytes("kernel: ACCEPT IN=eth0 OUT= MAC=")
    private let outbound = bytes("kernel: OUT_CONN IN=br0 OUT=eth0 MAC=")
    private let guestOutbound = bytes("kernel: OUT_CONN IN=br1 OUT=eth0 MAC=")
    private let toRouter = bytes("kernel: ACCEPT IN=br0 OUT= MAC=")
    private let guestToHome = bytes("kernel: ACCEPT IN=br1 OUT=br0 MAC=")

    func head(of path: Packet.Path) -> [UInt8] {
        switch path {
        case .dropped: dropped
        case .admitted: admitted
        case .outbound: outbound
        case .guestOutbound: guestOutbound
        case .toRouter: toRouter
        case .guestToHome: guestToHome
        }
    }

    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
}
