import EarshotModel
import EarshotParsing

/// The flow datagrams of a file as chunks: those that follow one another and have one sender.
///
/// What was imported before is delivered again, marked as repeated: the templates in it explain what is new.
final class FlowChunks {
    private let bytes: [UInt8]
    private let datagrams: [CapturedDatagram]
    private let name: String
    /// Arrival of what has no time of its own, ticks since 0001.
    private let modified: Int64
    /// Up to here it is in the store.
    private let known: Int
    private var position = 0

    /// Bounds of a chunk.
    private static let maximumBytes = 1 << 20
    private static let maximumDatagrams = 1_024
    /// A file is held in memory; a larger one has to be cut.
    static let maximumFile = 512 << 20

    init(_ bytes: [UInt8], name: String, modified: Int64, known: Int64) {
        self.bytes = bytes
        self.name = name
        self.modified = modified
        self.known = Int(clamping: known)
        var datagrams: [CapturedDatagram] = []
        FlowFile.forEachDatagram(bytes.span) { datagrams.append($0) }
        self.datagrams = datagrams
    }

    /// How many datagrams there are that were not imported before.
    var fresh: Int { datagrams.count { $0.range.upperBound > known } }

    /// The content up to the end of the last chunk.
    var reached: Int { position == 0 ? 0 : datagrams[position - 1].range.upperBound }

    /// The bytes before `reached` that recognize the file again.
    var tail: ContentTail { ContentTail(Array(bytes[max(0, reached - Fingerprint.window)..<reached])) }

    /// The next chunk, or nil at the end.
    func next() -> RawChunk? {
        guard position < datagrams.count else { return nil }
        let first = datagrams[position]
        let isRepeated = first.range.upperBound <= known
        var chunk = RawChunk(source: source(first), arrival: arrival(first))
        chunk.isRepeated = isRepeated
        while position < datagrams.count, chunk.lineCount < Self.maximumDatagrams, chunk.bytes.count < Self.maximumBytes
        {
            let datagram = datagrams[position]
            // Arrival is per chunk; a second's difference is none.
            guard datagram.sender == first.sender, datagram.content == first.content,
                (datagram.range.upperBound <= known) == isRepeated,
                abs(datagram.time - first.time) < Ticks.perSecond
            else { break }
            bytes.withUnsafeBytes { chunk.append(line: UnsafeRawBufferPointer(rebasing: $0[datagram.range])) }
            position += 1
        }
        return chunk
    }

    private func source(_ datagram: CapturedDatagram) -> SourceAddress {
        let transport = transport(datagram)
        return SourceAddress(transport, datagram.sender.bits == 0 ? name : datagram.sender.description)
    }

    private func transport(_ datagram: CapturedDatagram) -> SourceAddress.Transport {
        switch datagram.content {
        case .discovery(.mdns): .mdns
        case .discovery(.ssdp): .ssdp
        case .flows, .other: isSFlow(datagram) ? .sflow : .netflow
        }
    }

    private func isSFlow(_ datagram: CapturedDatagram) -> Bool {
        datagram.range.count >= 2 && bytes[datagram.range.lowerBound] == 0 && bytes[datagram.range.lowerBound + 1] == 0
    }

    private func arrival(_ datagram: CapturedDatagram) -> Int64 {
        datagram.time == 0 ? modified : datagram.time + Ticks.unixEpoch
    }
}
