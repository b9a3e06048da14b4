import EarshotParsing

/// Content in journald's export format, as lines of JSON. Offsets in it are those of the lines, which are the same each time.
final class JournalExportContent: ContentReader {
    private let content: any ContentReader
    private let name: String
    private var export = JournalExport()
    private var lines: [UInt8] = []
    private var given = 0
    private var taken: Int64 = 0
    private var hasEnded = false
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)

    /// - Parameter head: what was read of `content` already.
    init(_ content: any ContentReader, head: [UInt8], name: String) {
        self.content = content
        self.name = name
        head.withUnsafeBytes { export.append($0) }
        taken = Int64(head.count)
    }

    deinit { buffer.deallocate() }

    func read(into target: UnsafeMutableRawBufferPointer) throws(ImportError) -> Int {
        while given == lines.count, !hasEnded { try convert() }
        let count = min(target.count, lines.count - given)
        target.copyBytes(from: lines[given..<(given + count)])
        given += count
        return count
    }

    /// Makes lines of what is there, and reads on when that makes none.
    private func convert() throws(ImportError) {
        lines.removeAll(keepingCapacity: true)
        given = 0
        do {
            while let line = try export.next() { append(line) }
        } catch {
            // What stands before the damage is handed out first.
            if lines.isEmpty { throw ImportError(.damaged(offset: taken, lines: 0, detail: error.detail), name) }
            return
        }
        guard lines.isEmpty else { return }
        let count = try content.read(into: buffer)
        taken += Int64(count)
        if count > 0 { return export.append(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
        hasEnded = true
        if let line = export.finish() { append(line) }
    }

    private func append(_ line: [UInt8]) {
        lines.append(contentsOf: line)
        lines.append(10)
    }
}
