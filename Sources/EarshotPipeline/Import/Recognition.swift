import EarshotModel

/// What is known of a file's content before it is imported.
enum Recognition {
    case new
    /// Everything up to the mark's offset is in the store; the content goes on from there.
    case known(ImportMark, ContentTail)
    /// It begins like content that was imported further than this file reaches: a copy made earlier. Nothing is new.
    case olderCopy(ImportMark)
}

extension OpenContent {
    /// Compares the content with the marks and leaves the reader where the import begins: after `head` for new content,
    /// at the mark's offset for known content.
    ///
    /// Several marks may share a beginning (an edited copy, say); the one that reaches farthest and whose last bytes
    /// are found at its offset counts.
    func recognize(among marks: [ImportMark]) throws(ImportError) -> Recognition {
        let candidates = marks.filter { Fingerprint.begins(head, like: $0) }.sorted { $0.offset < $1.offset }
        guard !candidates.isEmpty else {
            decide()
            return .new
        }
        try rewind()
        let found = try format == .plain && !isJournal ? plainMatch(candidates) : unwrappedMatch(candidates)
        if case .new = found {
            try rewind()
            _ = try skip(Int64(head.count))
        }
        decide()
        return found
    }

    /// Plain files are looked at where the marks point.
    private func plainMatch(_ candidates: [ImportMark]) throws(ImportError) -> Recognition {
        let size = file.size ?? 0
        for mark in candidates.reversed() where mark.offset <= size {
            let tail = ContentTail(try file.bytes(max(0, mark.offset - Int64(Fingerprint.window))..<mark.offset))
            guard tail.hash == mark.tailHash else { continue }
            try source.seek(to: mark.offset)
            return .known(mark, tail)
        }
        return beyond(candidates.last, size: size)
    }

    /// Compressed content has to be gone through; once, unless a nearer mark turns out to be the right one.
    private func unwrappedMatch(_ candidates: [ImportMark]) throws(ImportError) -> Recognition {
        var position: Int64 = 0
        var tail = ContentTail()
        var found: (mark: ImportMark, tail: ContentTail)?
        do {
            for mark in candidates {
                position += try skip(mark.offset - position, &tail)
                guard position == mark.offset else { break }
                if tail.hash == mark.tailHash { found = (mark, tail) }
            }
        } catch {
            // Damaged before the farthest mark: no matter where all that is whole is known.
            if found == nil, case .new = beyond(candidates.last, size: position) { throw error }
        }
        guard let found else { return beyond(candidates.last, size: position) }
        if found.mark.offset != position {
            try rewind()
            _ = try skip(found.mark.offset)
        }
        return .known(found.mark, found.tail)
    }

    /// Only a whole window of equal bytes makes a shorter file a copy; less may be chance.
    private func beyond(_ mark: ImportMark?, size: Int64) -> Recognition {
        guard let mark, mark.offset > size, mark.headLength == Int64(Fingerprint.window) else { return .new }
        return .olderCopy(mark)
    }

    private func skip(_ count: Int64) throws(ImportError) -> Int64 {
        var tail = ContentTail()
        return try skip(count, &tail)
    }

    /// Reads over `count` bytes of content, fewer at its end, and returns how many.
    private func skip(_ count: Int64, _ tail: inout ContentTail) throws(ImportError) -> Int64 {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { buffer.deallocate() }
        var skipped: Int64 = 0
        while skipped < count {
            let room = min(buffer.count, Int(clamping: count - skipped))
            let got = try reader.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<room]))
            if got == 0 { break }
            tail.append(UnsafeRawBufferPointer(rebasing: buffer[..<got]))
            skipped += Int64(got)
        }
        return skipped
    }
}
