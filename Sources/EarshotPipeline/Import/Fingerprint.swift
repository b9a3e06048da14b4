import Crypto
import EarshotModel

/// Recognizes content by its beginning and by what stands before a known offset, whatever the file is called and however
/// it is compressed.
enum Fingerprint {
    /// Bytes hashed at either end. A log's first 4 KiB hold a dozen time stamps: enough to be unique.
    static let window = 4_096

    /// SHA-256 in lower-case hexadecimal.
    static func hash(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in SHA256.hash(data: Array(bytes)) { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether content that begins with `head` may be what `mark` is about.
    static func begins(_ head: [UInt8], like mark: ImportMark) -> Bool {
        let length = Int(clamping: mark.headLength)
        guard length > 0, length <= head.count else { return false }
        return hash(head[..<length]) == mark.headHash
    }

    /// A key for content not seen before: the hash of its beginning, with a number behind it when other content with
    /// the same beginning has that key already.
    static func key(headHash: String, besides marks: [ImportMark]) -> String {
        let taken = Set(marks.lazy.map(\.key))
        var key = headHash
        var number = 2
        while taken.contains(key) {
            key = "\(headHash)-\(number)"
            number += 1
        }
        return key
    }
}

/// The last bytes that went by.
struct ContentTail {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ piece: UnsafeRawBufferPointer) {
        if piece.count >= Fingerprint.window {
            bytes = Array(piece.suffix(Fingerprint.window))
        } else {
            bytes.removeFirst(max(0, bytes.count + piece.count - Fingerprint.window))
            bytes += piece
        }
    }

    init(_ bytes: [UInt8] = []) { self.bytes = bytes }

    var hash: String { Fingerprint.hash(bytes) }
}
