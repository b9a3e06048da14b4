/// A browser's description of itself, by the marks that nearly all of today's browsers, systems and devices carry.
///
/// Kusto uses uap-core's several hundred expressions; this knows the common ones and says `Other` for the rest.
struct UserAgent {
    private let text: Substring

    init(_ text: String) { self.text = Substring(text) }

    func json(_ wanted: [String]) -> JSON {
        var members: [JSONMember] = []
        if wanted.contains("browser") { members.append(JSONMember("Browser", browser)) }
        if wanted.contains("os") { members.append(JSONMember("OperatingSystem", system)) }
        if wanted.contains("device") { members.append(JSONMember("Device", device)) }
        return .object(members)
    }

    /// More particular marks first: Edge calls itself Chrome, and Chrome Safari.
    private static let browsers = [
        ("Edg/", "Edge"), ("Edge/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"),
        ("Vivaldi/", "Vivaldi"),
        ("CriOS/", "Chrome Mobile iOS"), ("FxiOS/", "Firefox iOS"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"),
        ("MSIE ", "IE"),
        ("Version/", "Safari"), ("curl/", "curl"), ("Wget/", "Wget"), ("python-requests/", "Python Requests"),
        ("okhttp/", "okhttp"),
    ]

    private var browser: JSON {
        for (mark, family) in Self.browsers {
            guard let place = text.firstRange(mark) else { continue }
            if mark == "Version/", text.firstRange("Safari/") == nil { continue }
            let numbers = version(text[text.index(place, offsetBy: mark.count)...], separator: ".")
            let mobile = family == "Chrome" && text.firstRange(" Mobile ") != nil ? "Chrome Mobile" : family
            return Self.parts(mobile, numbers)
        }
        return Self.parts("Other", [])
    }

    private var system: JSON {
        if let place = text.firstRange("Windows NT ") {
            let number = text[text.index(place, offsetBy: 11)...].prefix { $0.isNumber || $0 == "." }
            let names = ["10.0": "10", "6.3": "8.1", "6.2": "8", "6.1": "7", "6.0": "Vista", "5.1": "XP"]
            return Self.parts("Windows", [names[String(number)] ?? String(number)])
        }
        for (mark, family, separator) in [
            ("Android ", "Android", "."), ("iPhone OS ", "iOS", "_"), ("CPU OS ", "iOS", "_"),
            ("Mac OS X ", "Mac OS X", "_"),
            ("CrOS ", "Chrome OS", "."), ("Tizen ", "Tizen", "."),
        ] {
            guard let place = text.firstRange(mark) else { continue }
            return Self.parts(family, version(text[text.index(place, offsetBy: mark.count)...], separator: separator))
        }
        return Self.parts(text.firstRange("Linux") == nil ? "Other" : "Linux", [])
    }

    private var device: JSON {
        for (mark, family, brand) in [
            ("iPhone", "iPhone", "Apple"), ("iPad", "iPad", "Apple"), ("Macintosh", "Mac", "Apple"),
            ("SM-", "Samsung", "Samsung"),
            ("Pixel", "Pixel", "Google"),
        ] where text.firstRange(mark) != nil {
            return .object([
                JSONMember("Family", .string(family)), JSONMember("Brand", .string(brand)),
                JSONMember("Model", .string(family)),
            ])
        }
        return .object([
            JSONMember("Family", .string("Other")), JSONMember("Brand", .string("")), JSONMember("Model", .string("")),
        ])
    }

    private func version(_ text: Substring, separator: Character) -> [String] {
        let number = text.prefix { $0.isNumber || $0 == separator }
        return number.split(separator: separator).map(String.init)
    }

    private func version(_ text: Substring, separator: String) -> [String] {
        version(text, separator: separator.first ?? ".")
    }

    private static func parts(_ family: String, _ numbers: [String]) -> JSON {
        let names = ["MajorVersion", "MinorVersion", "Patch"]
        let versions = names.enumerated().map { JSONMember($1, .string($0 < numbers.count ? numbers[$0] : "")) }
        return .object([JSONMember("Family", .string(family))] + versions)
    }
}
