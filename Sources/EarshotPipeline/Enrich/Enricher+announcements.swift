import EarshotModel
import EarshotParsing

/// What devices announce of themselves.
extension Enricher {
    /// Learns from an announcement that came from `sender`.
    ///
    /// The device is the one at the addresses that the message tells (someone else may repeat it for a device that sleeps,
    /// or for another network), else the sender.
    mutating func learn(_ told: Announcement, from sender: IPAddress, at seconds: Int64) {
        let homely = told.addresses.filter { $0.addressClass.canBeDevice || $0.addressClass.isPublic && !$0.isV4 }
        let addresses = homely.contains(where: \.addressClass.canBeDevice) ? homely : [sender]
        devices.learn(told, at: addresses, seconds)
    }
}
