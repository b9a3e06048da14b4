import EarshotModel

/// Reads one file from where an earlier import ended, as chunks with marks.
///
/// Not thread-safe, yet handed from thread to thread: `FileImporter` asks for the next chunk only when it has the one
/// before, which is what `@unchecked Sendable` stands for.
final class ImportReader: @unchecked Sendable {
    let format: ContentFormat
    let recognition: Recognition
    /// Lines that an earlier import brought in.
    let knownLines: Int64
    /// Where in the content this import began.
    let firstOffset: Int64
    /// Makes a read that waits for a pipe give up.
    let stop: StopFlag

    private let holdsUnfinishedLine: Bool
    private let content: OpenContent
    private let source: SourceAddress
    private let lines: LineBuffer
    private var tail = ContentTail()
    private var mark: ImportMark
    /// The file holds flow datagrams, not lines.
    private var flows: FlowChunks?
    private var hasEnded = false
    private var failure: ImportError?

    /// Opens the file and finds out what of it is known.
    init(
        _ input: ImportInput, marks: [ImportMark], limits: LineBuffer.Limits, now: Int64, stop: StopFlag,
        holdsUnfinishedLine: Bool = false
    ) throws(ImportError) {
        content = try OpenContent(try InputFile(input, now: now, stop: stop))
        format = content.format
        self.stop = stop
        self.holdsUnfinishedLine = holdsUnfinishedLine
        source = SourceAddress(.file, input.sourceName)
        recognition = try content.recognize(among: marks)
        let headHash = Fingerprint.hash(content.head)
        mark = ImportMark(
            key: "", name: input.name, offset: 0, lines: 0, headLength: Int64(content.head.count), headHash: headHash,
            tailHash: "")
        switch recognition {
        case .new:
            mark.key = Fingerprint.key(headHash: headHash, besides: marks)
            lines = LineBuffer(limits, content: content.head)
        case .known(let known, let knownTail):
            (mark.key, mark.offset, mark.lines, mark.tailHash) = (known.key, known.offset, known.lines, known.tailHash)
            tail = knownTail
            lines = LineBuffer(limits)
        case .olderCopy(let known):
            mark = known
            lines = LineBuffer(limits)
            hasEnded = true
        }
        (knownLines, firstOffset) = (mark.lines, mark.offset)
        if content.holdsFlows, !hasEnded { flows = try content.flowChunks(input.sourceName, known: mark.offset) }
    }

    var blankLines: Int64 { lines.blankLines }
    /// Bytes of the file, as it lies there, that were read; a little ahead of what was delivered.
    var position: Int64 { content.file.position }
    var size: Int64? { content.file.size }
    /// How far the content is delivered.
    var reached: ImportMark { mark }

    /// The next lines, or nil at the end.
    /// - Throws: `ImportError`, after everything that stands before the damage was delivered.
    func next() throws(ImportError) -> RawChunk? {
        if let flows { return next(of: flows) }
        var chunk = RawChunk(source: source, arrival: content.file.modified)
        lines.begin(&chunk)
        take(into: &chunk)
        while !hasEnded, !lines.isFull(chunk) {
            // A pipe that pauses does not hold back the lines that came.
            if chunk.lineCount > 0, !content.file.isReady(within: 200) { break }
            fill()
            take(into: &chunk)
        }
        if mark.offset > firstOffset { mark.tailHash = tail.hash }
        guard chunk.lineCount > 0 else {
            if let failure { throw failure }
            return nil
        }
        lines.finish(chunk)
        chunk.mark = mark
        return chunk
    }

    private func next(of flows: FlowChunks) -> RawChunk? {
        guard var chunk = flows.next() else { return nil }
        guard !chunk.isRepeated else { return chunk }
        mark.offset = Int64(flows.reached)
        mark.lines += Int64(chunk.lineCount)
        mark.tailHash = flows.tail.hash
        chunk.mark = mark
        return chunk
    }

    /// An empty chunk that carries the last mark: once it is committed, so is everything before it.
    var barrier: RawChunk { RawChunk(source: source, arrival: content.file.modified, mark: mark) }

    private func fill() {
        do {
            let count = try lines.fill { buffer throws(ImportError) in try content.reader.read(into: buffer) }
            if count == 0 { hasEnded = true }
        } catch {
            failure = error
            hasEnded = true
        }
    }

    private func take(into chunk: inout RawChunk) {
        let before = chunk.lineCount
        let taken = lines.takeLines(into: &chunk, isLast: hasEnded && failure == nil && !holdsUnfinishedLine)
        tail.append(taken)
        mark.offset += Int64(taken.count)
        mark.lines += Int64(chunk.lineCount - before)
    }
}
