/// What the owner says of a device; empty: nothing.
public struct DeviceWords: Sendable, Hashable, Codable {
    public var name = ""
    /// One of the words of `device-clues.tsv`, or the owner's own.
    public var type = ""
    public var owner = ""
    public init(name: String = "", type: String = "", owner: String = "") {
        self.name = name
        self.type = type
        self.owner = owner
    }
}

/// What kind of device it seems to be, and why; an empty type: unknown.
public struct DeviceGuess: Sendable, Hashable {
    public var type = ""
    /// 0 to 100.
    public var confidence = 0
    public var evidence: [String] = []
    public init(type: String = "", confidence: Int = 0, evidence: [String] = []) {
        self.type = type
        self.confidence = confidence
        self.evidence = evidence
    }
}

/// A change that the owner makes to the inventory.
public enum DeviceChange: Sendable, Hashable {
    case describe(device: Int32, DeviceWords)
    /// The first becomes a second number of the other.
    case merge(device: Int32, into: Int32)
    /// Undoes a merge.
    case split(device: Int32)
}

/// Whoever keeps the inventory.
public protocol DeviceInventory: Sendable {
    /// Returns when the change is committed.
    /// - Throws: `DeviceChangeError`.
    func change(_ change: DeviceChange) async throws
}

public enum DeviceChangeError: Error, Sendable, CustomStringConvertible {
    case unknownDevice(Int32)
    case notMerged(Int32)
    /// It cannot be merged into itself, or into a device that is another one's second number.
    case noTarget(Int32)

    public var description: String {
        switch self {
        case .unknownDevice(let id): "There is no device \(id). AssetEntity | project DeviceId, DeviceName lists them."
        case .notMerged(let id): "Device \(id) is not merged into another one, so there is nothing to split."
        case .noTarget(let id):
            "Nothing can be merged into device \(id): it is the same device, or merged into another one. Choose another."
        }
    }
}
