/// What a device has announced of itself on its network, all messages together; empty: nothing.
public struct DeviceAnnouncement: Sendable, Hashable {
    /// The name its owner gave it in its own settings.
    public var name = ""
    /// Its host name by multicast DNS, without `.local`.
    public var host = ""
    /// What it is in its maker's words.
    public var model = ""
    /// The software that answers for it, by SSDP.
    public var server = ""
    /// Service types, as they came.
    public var services: [String] = []

    public init() {}
}
