import Glibc

/// Interrupts a thread that waits in poll(2).
final class WakePipe: Sendable {
    let readEnd: Int32
    private let writeEnd: Int32

    /// Both ends are -1 when the process has no descriptors left; the waiting thread then wakes up by its timeouts only.
    init() {
        var ends: [Int32] = [-1, -1]
        _ = pipe(&ends)
        readEnd = ends[0]
        writeEnd = ends[1]
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    /// Makes `readEnd` readable, for good.
    func wake() {
        _ = write(writeEnd, [1] as [UInt8], 1)
    }

    /// Waits until one of the descriptors is readable or `milliseconds` have passed (-1: forever).
    /// - Returns: whether `wake()` was called.
    func wait(for descriptor: Int32? = nil, milliseconds: Int32) -> Bool {
        var descriptors = [
            pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0),
            pollfd(fd: descriptor ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        return poll(&descriptors, 2, milliseconds) > 0 && descriptors[0].revents != 0
    }
}
