import EarshotModel

/// Where an address is, in words and degrees.
public struct AddressPlace: Sendable, Hashable {
    /// The country's English name.
    public var country: String?
    public var state: String?
    public var city: String?
    public var latitude: Double?
    public var longitude: Double?

    public init() {}
}

/// Knows where public addresses are. The compiler has no such knowledge of its own: whoever opens the database hands it in
/// with `FunctionCatalog.with(places:)`; without it `geo_info_from_ip_address()` is null.
public protocol AddressPlaces: Sendable {
    /// nil when nothing is known, for example of a home address or when the text is no address.
    func place(of address: String) -> AddressPlace?
}

extension FunctionCatalog {
    static let placeFunctionName = "kql_geo_info"

    /// The same functions, of which `geo_info_from_ip_address()` answers from `places`.
    public func with(places: any AddressPlaces) -> FunctionCatalog {
        var copy = self
        copy.nativeFunctions = nativeFunctions.map {
            $0.name == Self.placeFunctionName ? Self.placeFunction(places) : $0
        }
        return copy
    }

    static func placeFunction(_ places: (any AddressPlaces)?) -> NativeFunction {
        NativeFunction(placeFunctionName, [.string], .dynamic) { a in
            guard let place = places?.place(of: a[0].text) else { return .null(.dynamic) }
            var members: [JSONMember] = []
            for (key, text) in [("country", place.country), ("state", place.state), ("city", place.city)] {
                if let text { members.append(JSONMember(key, .string(text))) }
            }
            for (key, number) in [("latitude", place.latitude), ("longitude", place.longitude)] {
                if let number { members.append(JSONMember(key, .real(number))) }
            }
            return .dynamic(of: .object(members))
        }
    }
}
