import EarshotParsing

/// A file with its wrapping found out and its beginning read.
final class OpenContent {
    private(set) var source: PeekedFile
    let format: ContentFormat
    private(set) var reader: any ContentReader
    /// The first bytes of the content, at most `Fingerprint.window`.
    let head: [UInt8]

    /// It is journald's export format, and read as lines of JSON.
    let isJournal: Bool
    /// It is a capture of flow datagrams, or the datagrams themselves.
    let holdsFlows: Bool

    var file: InputFile { source.file }

    /// - Throws: `ImportError`, also when what is in it is no text.
    init(_ file: InputFile) throws(ImportError) {
        source = try PeekedFile(file)
        format = ContentFormat.detect(source.head)
        reader = Self.reader(format, source)
        var head = try Self.head(of: reader)
        isJournal = JournalExport.begins(head)
        if isJournal {
            reader = JournalExportContent(reader, head: head, name: file.name)
            head = try Self.head(of: reader)
        }
        self.head = head
        holdsFlows = FlowFile.begins(head.span)
        if holdsFlows { return }
        if let foreign = ForeignFormat.detect(head) { throw ImportError(.notText(foreign), file.name) }
        if Self.looksBinary(head) { throw ImportError(.notText(nil), file.name) }
    }

    /// Back to the first byte of the content. A pipe is copied to a temporary file first.
    func rewind() throws(ImportError) {
        if !file.isSeekable { source = try PeekedFile(try file.spooled(after: source.recording)) }
        try source.rewind()
        reader = Self.reader(format, source)
        if isJournal { reader = JournalExportContent(reader, head: [], name: file.name) }
    }

    /// The flow datagrams of the whole content, of which `known` bytes were imported before.
    func flowChunks(_ name: String, known: Int64) throws(ImportError) -> FlowChunks {
        var bytes = known == 0 ? head : []
        if known != 0 { try rewind() }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        while case let count = try reader.read(into: buffer), count > 0 {
            guard bytes.count + count <= FlowChunks.maximumFile else { throw ImportError(.tooLarge, file.name) }
            bytes.append(contentsOf: buffer[..<count])
        }
        let chunks = FlowChunks(bytes, name: name, modified: file.modified, known: known)
        guard chunks.fresh > 0 || known > 0 else { throw ImportError(.noFlows, file.name) }
        return chunks
    }

    /// No `rewind` will be asked for.
    func decide() { source.stopRecording() }

    private static func reader(_ format: ContentFormat, _ source: PeekedFile) -> any ContentReader {
        switch format {
        case .plain: PlainContent(source)
        case .gzip: GzipContent(source)
        case .zstd: ZstdContent(source)
        }
    }

    /// Damage after the first byte is left for the next reader to meet, so that what stands before it is imported.
    private static func head(of reader: any ContentReader) throws(ImportError) -> [UInt8] {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Fingerprint.window, alignment: 16)
        defer { buffer.deallocate() }
        var filled = 0
        do {
            while filled < buffer.count {
                let count = try reader.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
                if count == 0 { break }
                filled += count
            }
        } catch {
            if filled == 0 { throw error }
        }
        return Array(buffer[..<filled])
    }

    /// More than one byte in twenty is a control character that no log line has. A line here or there with NUL bytes,
    /// as a power cut leaves them, does not make a log binary.
    private static func looksBinary(_ head: [UInt8]) -> Bool {
        let strange = head.count { $0 < 32 && !(9...13).contains($0) && $0 != 27 || $0 == 127 }
        return strange * 20 > head.count
    }
}
