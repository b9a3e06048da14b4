public import EarshotModel
import Glibc

/// Who makes the network card with a given MAC address: the IEEE registry as Debian's `ieee-data` installs it.
///
/// The registry has five million characters and is read at every start, hence byte by byte, and the forty thousand names
/// stay bytes until one is asked for.
public struct VendorRegistry: Sendable {
    private var names: [UInt8] = []
    private var vendors: [UInt32: Range<Int32>] = [:]

    public static let defaultPath = "/usr/share/ieee-data/oui.txt"

    /// Reads the registry; an unreadable file is an empty registry.
    public init(path: String = VendorRegistry.defaultPath) {
        let content = Self.read(path)
        vendors.reserveCapacity(content.count / 128)
        let bytes = content.span
        var start = 0
        while start < bytes.count {
            let end = Self.endOfLine(bytes, start)
            add(bytes, start, end)
            start = end + 1
        }
    }

    public var isEmpty: Bool { vendors.isEmpty }

    /// The maker, or nil: unknown, or an address that no maker gave (randomized, multicast).
    public func vendor(of mac: MACAddress) -> String? {
        guard !mac.isRandomized, !mac.isGroup, let name = vendors[mac.oui] else { return nil }
        return String(decoding: names[Int(name.lowerBound)..<Int(name.upperBound)], as: UTF8.self)
    }

    /// Lines of interest look like `28-6F-B9   (hex)\t\tNokia Shanghai Bell Co., Ltd.`
    private mutating func add(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
        guard end - start > 8, bytes[start + 2] == 45, bytes[start + 5] == 45,
            let oui = Self.oui(bytes, start), var name = Self.endOfMark(bytes, start + 8, end)
        else { return }
        var nameEnd = end
        while name < nameEnd, bytes[name] <= 32 { name += 1 }
        while nameEnd > name, bytes[nameEnd - 1] <= 32 { nameEnd -= 1 }
        guard nameEnd > name else { return }
        let first = Int32(truncatingIfNeeded: names.count)
        for index in name..<nameEnd { names.append(bytes[index]) }
        vendors[oui] = first..<Int32(truncatingIfNeeded: names.count)
    }

    /// `28-6F-B9` as a number.
    private static func oui(_ bytes: Span<UInt8>, _ start: Int) -> UInt32? {
        var value: UInt32 = 0
        for place in [0, 1, 3, 4, 6, 7] {
            guard let digit = Character(Unicode.Scalar(bytes[start + place])).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    /// Behind `(hex)`.
    private static func endOfMark(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        let mark: StaticString = "(hex)"
        let length = mark.utf8CodeUnitCount
        return mark.withUTF8Buffer { mark in
            var index = start
            while index + length <= end {
                if (0..<length).allSatisfy({ bytes[index + $0] == mark[$0] }) { return index + length }
                index += 1
            }
            return nil
        }
    }

    private static func endOfLine(_ bytes: Span<UInt8>, _ start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index] != 10 { index &+= 1 }
        return index
    }

    /// Nothing of a file that is larger than any registry: positions in it would not fit.
    private static func read(_ path: String) -> [UInt8] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        var facts = stat()
        guard fstat(fileno(file), &facts) == 0, facts.st_size > 0, facts.st_size < 1 << 30 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: Int(facts.st_size)) { buffer, count in
            count = fread(buffer.baseAddress, 1, buffer.count, file)
        }
    }
}
