import EarshotModel
import Glibc

/// The receiving thread's loop: wait, fetch all there is, hand on what is full or old enough.
struct UDPReceiver: ~Copyable {
    private let socket: UDPSocket
    private let intake: any RecordIntake
    private let board: ListenerBoard
    private let maximumDelay: Int64
    private let now: @Sendable () -> Int64
    private var chunks: SenderChunks
    private var drops: UInt32
    private let buffer = UnsafeMutableRawBufferPointer.allocate(
        byteCount: UDPSocket.maximumDatagram, alignment: MemoryLayout<Int>.alignment)

    /// Datagrams fetched before the clock is looked at again.
    private static let round = 1_024
    /// Rest between two visits to a busy socket, milliseconds. Waking up for every datagram would cost more than
    /// receiving it; a receive buffer of 200 kB, the poorest there is, still holds 5 ms at 20,000 lines/s.
    private static let rest: Int32 = 1
    /// Rounds fetched after the end was asked for, so that a flood cannot keep us from ending.
    private static let lastRounds = 100

    init(
        socket: consuming UDPSocket, transport: SourceAddress.Transport = .udp, intake: any RecordIntake,
        board: ListenerBoard, maximumDelay: Int, now: @escaping @Sendable () -> Int64
    ) {
        chunks = SenderChunks(transport: transport)
        drops = socket.kernelDrops() ?? 0
        self.socket = socket
        self.intake = intake
        self.board = board
        self.maximumDelay = Int64(maximumDelay)
        self.now = now
    }

    deinit { buffer.deallocate() }

    mutating func run(until wake: borrowing WakePipe) {
        var oldest: Int64 = 0
        while true {
            let wait = chunks.isEmpty ? -1 : max(0, oldest + maximumDelay - WallClock.monotonicMilliseconds())
            if wake.wait(for: socket.descriptor, milliseconds: Int32(clamping: wait)) { break }
            if chunks.isEmpty { oldest = WallClock.monotonicMilliseconds() }
            _ = fetch()
            if WallClock.monotonicMilliseconds() - oldest >= maximumDelay { handOn() }
            if !chunks.isEmpty, wake.wait(milliseconds: Self.rest) { break }
        }
        for _ in 0..<Self.lastRounds where fetch() < Self.round { break }
        handOn()
    }

    private mutating func handOn() {
        chunks.takeAll { intake.offer($0) }
    }

    /// Fetches what is waiting, at most `round` datagrams, and counts it at once.
    private mutating func fetch() -> Int {
        let arrival = now()
        var counted = ListenerCounters()
        while counted.datagrams < Self.round, let (length, sender) = socket.receive(into: buffer) {
            counted.datagrams += 1
            counted.bytes += Int64(length)
            if length > buffer.count { counted.truncated += 1 }
            let datagram = UnsafeRawBufferPointer(rebasing: buffer[..<min(length, buffer.count)])
            let lines = chunks.append(datagram, from: sender, arrival: arrival) { intake.offer($0) }
            counted.lines += Int64(lines)
        }
        count(counted)
        return Int(counted.datagrams)
    }

    private mutating func count(_ counted: ListenerCounters) {
        // A drop means that the buffer was full, hence that we come by again: reading after each visit misses none.
        let total = socket.kernelDrops() ?? drops
        let dropped = total &- drops
        drops = total
        board.count {
            $0.datagrams += counted.datagrams
            $0.bytes += counted.bytes
            $0.lines += counted.lines
            $0.truncated += counted.truncated
            $0.kernelDrops += Int64(dropped)
        }
    }
}
