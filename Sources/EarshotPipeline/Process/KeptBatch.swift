import EarshotModel
import Synchronization

/// Kept lines on their way through the pipeline once more.
final class KeptBatch: Sendable {
    let lines: [KeptLine]
    /// Only what this family understands counts; nil: what any does.
    let family: Int?
    private let removal = Mutex<KeptRemoval?>(nil)

    init(_ lines: [KeptLine], family: Int?) {
        self.lines = lines
        self.family = family
    }

    func set(_ value: KeptRemoval) { removal.withLock { $0 = value } }

    /// Whether what was understood is stored; true when there was nothing.
    var isDone: Bool { removal.withLock { $0?.isDone ?? true } }
}
