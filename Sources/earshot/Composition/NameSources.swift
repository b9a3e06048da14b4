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
        return NameFacts(suffixes: suffixes, services: services)
    }
}
