import EarshotModel
import EarshotParsing

/// What a device has announced of itself.
extension Device {
    /// A media centre announces two dozen.
    private static let maximumServices = 64

    /// Adds what a message tells. True: there is something new.
    mutating func hear(_ told: Announcement) -> Bool {
        let before = announced
        if !told.name.isEmpty { announced.name = told.name }
        if !told.host.isEmpty { announced.host = told.host }
        if !told.model.isEmpty { announced.model = told.model }
        if !told.server.isEmpty { announced.server = told.server }
        for service in told.services
        where announced.services.count < Self.maximumServices && !announced.services.contains(service) {
            announced.services.append(service)
        }
        return announced != before
    }

    /// All the names it goes by, the one to show first.
    var hostnames: [String] {
        var names: [String] = []
        for name in [hostname, announced.name, announced.host] where !name.isEmpty && !names.contains(name) {
            names.append(name)
        }
        return names
    }
}
