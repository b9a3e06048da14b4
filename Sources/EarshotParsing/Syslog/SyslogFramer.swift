/// Cuts a TCP stream into syslog messages (RFC 6587): octet counting and newline framing, mixed at will.
///
/// The framing is detected message by message: up to seven digits, a space and `<` announce a counted message, everything
/// else ends at a line feed or NUL. A log line that begins with a number is therefore not taken for a count.
///
///     var framer = SyslogFramer()
///     framer.append(received.span)
///     while let message = framer.next() {
///         parser.parse(framer.bytes(of: message), context, labels: &labels, into: &batch)
///     }
///
/// A message is a range of the framer's own buffer, so nothing is copied or allocated per message; it is valid until the
/// next `append`. The result does not depend on how the stream was cut into chunks. Memory is bounded by the maximum
/// message length plus one chunk: a longer message is returned up to the bound (`isCut`) and the rest of it skipped and
/// counted. Empty messages are skipped.
public struct SyslogFramer: Sendable {
    /// What happened so far, for the metrics page.
    public struct Counters: Sendable, Hashable {
        public var messages = 0
        /// Messages announced by a count.
        public var counted = 0
        /// Messages that were longer than the bound.
        public var cut = 0
        /// Bytes beyond the bound that were thrown away.
        public var skippedBytes = 0
        /// Messages that ended with the connection instead of with their frame.
        public var unfinished = 0
    }

    public private(set) var counters = Counters()
    private let maximum: Int
    private var buffer: [UInt8] = []
    /// Everything before it has been returned.
    private var head = 0
    /// How far the current line has been searched for its end.
    private var searched = 0
    private var rest = Rest.none

    /// What of a message beyond the bound is still to be thrown away.
    private enum Rest: Sendable {
        case none
        case bytes(Int)
        case line
    }

    private enum Start {
        case needMore
        case line
        case counted(start: Int, length: Int)
    }

    /// - Parameter maximumMessageLength: bytes, at least 1.
    public init(maximumMessageLength: Int = 65_536) { maximum = max(maximumMessageLength, 1) }

    /// Takes the next bytes of the stream. Ranges returned before become invalid.
    public mutating func append(_ bytes: Span<UInt8>) {
        if head > 0 {
            buffer.removeSubrange(0..<head)
            searched -= head
            head = 0
        }
        buffer.reserveCapacity(buffer.count + bytes.count)
        for index in bytes.indices { buffer.append(bytes[index]) }
    }

    /// The bytes of a message that `next` or `finish` returned.
    @_lifetime(borrow self)
    public func bytes(of message: FramedMessage) -> Span<UInt8> {
        buffer.span.extracting(message.start..<message.end)
    }

    /// The next whole message, or nil: more bytes are needed.
    public mutating func next() -> FramedMessage? {
        while skipRest() {
            while head < buffer.count, Self.isLineEnd(buffer[head]) { head += 1 }
            guard head < buffer.count else { return nil }
            searched = max(searched, head)
            switch start() {
            case .needMore: return nil
            case .counted(let start, let length):
                guard let message = counted(start, length) else { return nil }
                if message.start < message.end { return returned(message) }
            case .line:
                guard let message = line() else { return nil }
                if message.start < message.end { return returned(message) }
            }
        }
        return nil
    }

    /// What is left when the connection ends: the last message without its end. Nil: nothing.
    public mutating func finish() -> FramedMessage? {
        if let message = next() { return message }
        guard skipRest(), head < buffer.count else { return nil }
        var first = head
        if case .counted(let start, _) = start() { first = start }
        let message = trimmed(first, min(buffer.count, first + maximum), isCut: buffer.count > first + maximum)
        head = buffer.count
        guard message.start < message.end else { return nil }
        counters.unfinished += 1
        return returned(message)
    }

    private mutating func returned(_ message: FramedMessage) -> FramedMessage {
        counters.messages += 1
        if message.isCut { counters.cut += 1 }
        return message
    }

}

extension SyslogFramer {
    /// What kind of message begins at `head`.
    private func start() -> Start {
        // RFC 6587 §3.4.1: a count begins with 1…9.
        guard buffer[head] != Byte.zero else { return .line }
        var index = head
        var length = 0
        while index < buffer.count, buffer[index].isDigit {
            // Seven digits are ten megabytes: nothing announces more in earnest.
            if index - head == 7 { return .line }
            length = length * 10 + Int(buffer[index] - Byte.zero)
            index += 1
        }
        guard index > head else { return .line }
        guard index < buffer.count else { return .needMore }
        guard buffer[index] == Byte.space else { return .line }
        guard index + 1 < buffer.count else { return .needMore }
        return buffer[index + 1] == Byte.less ? .counted(start: index + 1, length: length) : .line
    }

    /// The counted message of `length` bytes at `start`; nil: not all of it is here.
    private mutating func counted(_ start: Int, _ length: Int) -> FramedMessage? {
        let kept = min(length, maximum)
        guard start + kept <= buffer.count else { return nil }
        head = start + kept
        if length > kept { rest = .bytes(length - kept) }
        counters.counted += 1
        return trimmed(start, head, isCut: length > kept)
    }

    /// The line at `head`; nil: its end is not here.
    private mutating func line() -> FramedMessage? {
        let start = head
        let bound = start + maximum
        while searched < buffer.count {
            let byte = buffer[searched]
            if byte == Byte.lineFeed || byte == 0 {
                head = searched + 1
                return trimmed(start, searched, isCut: false)
            }
            if searched == bound {
                head = bound
                rest = .line
                return trimmed(start, bound, isCut: true)
            }
            searched += 1
        }
        return nil
    }

    private func trimmed(_ start: Int, _ end: Int, isCut: Bool) -> FramedMessage {
        var end = end
        while end > start, Self.isLineEnd(buffer[end - 1]) { end -= 1 }
        return FramedMessage(start: start, end: end, isCut: isCut)
    }

    private static func isLineEnd(_ byte: UInt8) -> Bool {
        byte == Byte.lineFeed || byte == Byte.carriageReturn || byte == 0
    }

    /// Throws away what is left of a message beyond the bound; false: its end is not here yet.
    private mutating func skipRest() -> Bool {
        let before = head
        defer { counters.skippedBytes += head - before }
        switch rest {
        case .none: return true
        case .bytes(let count):
            let skipped = min(count, buffer.count - head)
            head += skipped
            rest = skipped == count ? .none : .bytes(count - skipped)
            return skipped == count
        case .line:
            while head < buffer.count, buffer[head] != Byte.lineFeed, buffer[head] != 0 { head += 1 }
            guard head < buffer.count else { return false }
            rest = .none
            return true
        }
    }
}

/// A message in a framer's buffer: `start..<end`, without its frame, line end and trailing NUL.
public struct FramedMessage: Sendable, Hashable {
    public let start: Int
    public let end: Int
    /// It was longer than the bound; the rest is skipped.
    public let isCut: Bool

    public var count: Int { end - start }
}
