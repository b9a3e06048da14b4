/// What the user says of a sender.
public struct SourceRule: Sendable {
    /// The sender's address, or the file's name.
    public var address: String
    /// The only family or format whose lines come from there; nil: any.
    public var family: String?
    /// Seconds east of UTC at a moment (seconds since 1970), for times without a zone; nil: as on this machine.
    public var zone: (@Sendable (Int64) -> Int32)?
    /// What the sender is to be called; nil: as it calls itself.
    public var name: String?

    public init(
        address: String, family: String? = nil, zone: (@Sendable (Int64) -> Int32)? = nil, name: String? = nil
    ) {
        self.address = address
        self.family = family
        self.zone = zone
        self.name = name
    }
}
