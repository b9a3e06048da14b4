import EarshotModel

/// Something the router writes a line about.
struct DemoEvent: Sendable {
    enum What: Sendable {
        case packet(Packet)
        case note(RouterNote)

        /// A line of a daemon (facility 3), informational.
        static func note(_ text: String) -> What { .note(RouterNote(priority: 30, text: text)) }
    }

    /// Local seconds, as in `DayPlan`; those of the packet too, until the line is written.
    let seconds: Int64
    let what: What
}
