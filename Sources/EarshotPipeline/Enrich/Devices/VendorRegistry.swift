public import EarshotModel
import Glibc

/// Who makes the network card with a given MAC address: the IEEE registry as Debian's `ieee-data` installs it.
public struct VendorRegistry: Sendable {
    private let vendors: [UInt32: String]

    public static let defaultPath = "/usr/share/ieee-data/oui.txt"

    /// Reads the registry; an unreadable file is an empty registry.
    public init(path: String = VendorRegistry.defaultPath) {
        vendors = Self.read(path)
    }

    public var isEmpty: Bool { vendors.isEmpty }

    /// The maker, or nil: unknown, or an address that no maker gave (randomized, multicast).
    public func vendor(of mac: MACAddress) -> String? {
        mac.isRandomized || mac.isGroup ? nil : vendors[mac.oui]
    }

    /// Lines of interest look like `28-6F-B9   (hex)\t\tNokia Shanghai Bell Co., Ltd.`
    private static func read(_ path: String) -> [UInt32: String] {
        guard let file = fopen(path, "r") else { return [:] }
        defer { fclose(file) }
        var vendors: [UInt32: String] = [:]
        vendors.reserveCapacity(40_000)
        var buffer = [CChar](repeating: 0, count: 512)
        while fgets(&buffer, Int32(buffer.count), file) != nil {
            guard buffer[2] == 45, buffer[5] == 45 else { continue }
            let line = buffer.withUnsafeBufferPointer { characters in
                characters.baseAddress.map { String(cString: $0) } ?? ""
            }
            if let (oui, name) = entry(line) { vendors[oui] = name }
        }
        return vendors
    }

    private static func entry(_ line: String) -> (UInt32, String)? {
        guard let end = line.range(of: "(hex)") else { return nil }
        let digits = line.prefix(8).filter { $0 != "-" }
        guard let oui = UInt32(digits, radix: 16) else { return nil }
        let name = line[end.upperBound...].trimmed
        return name.isEmpty ? nil : (oui, name)
    }
}

extension Substring {
    /// Without white space at either end.
    fileprivate var trimmed: String {
        var text = self
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}

extension String {
    /// Where `needle` first occurs.
    fileprivate func range(of needle: String) -> Range<String.Index>? {
        guard let start = indices.first(where: { self[$0...].hasPrefix(needle) }) else { return nil }
        return start..<index(start, offsetBy: needle.count)
    }
}
