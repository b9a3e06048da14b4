import EarshotModel
import EarshotPipeline
import Foundation

/// Where the facts about host names come from: Debian's public suffix list, our table of services, the user's own rows.
enum NameSources {
    static func facts(_ settings: Settings) throws -> NameFacts {
        let suffixes = PublicSuffixList(text: readFile(PublicSuffixList.defaultPath) ?? "")
        var services = ServiceTable()
        let own = Bundle.module.bundleURL.appendingPathComponent("Resources/services.tsv").path
        try services.add(readFile(own) ?? "", file: own)
        let path = settings.path("names.services")
        if !path.isEmpty {
            guard let text = readFile(path) else {
                throw ConfigurationError(
                    "`names.services` names \(path), which cannot be read: \(String(cString: strerror(errno))).")
            }
            try services.add(text, file: path)
        }
        var clues = DeviceClues()
        let clueFile = Bundle.module.bundleURL.appendingPathComponent("Resources/device-clues.tsv").path
        try clues.add(readFile(clueFile) ?? "", file: clueFile)
        var nameServers = NameServerTable()
        let serverFile = Bundle.module.bundleURL.appendingPathComponent("Resources/name-servers.tsv").path
        try nameServers.add(readFile(serverFile) ?? "", file: serverFile)
        return NameFacts(suffixes: suffixes, services: services, clues: clues, nameServers: nameServers)
    }
}
