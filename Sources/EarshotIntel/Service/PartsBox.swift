import EarshotModel
import Synchronization

/// Collects what the store hands over on its own thread.
final class PartsBox: Sendable {
    private let parts: Mutex<IndexParts>

    init(_ parts: IndexParts) { self.parts = Mutex(parts) }

    func add(_ batch: [StoredIndicator]) { parts.withLock { for indicator in batch { $0.add(indicator) } } }

    var taken: IndexParts { parts.withLock { $0 } }
}
