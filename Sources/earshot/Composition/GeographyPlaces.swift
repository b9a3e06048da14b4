import EarshotModel
import EarshotPipeline
import EarshotQuery
import Glibc

/// The geography files as the query language asks for them.
struct GeographyPlaces: AddressPlaces {
    let geography: Geography

    func place(of address: String) -> AddressPlace? {
        guard let address = IPAddress(address) else { return nil }
        let known = geography.place(of: address)
        var place = AddressPlace()
        place.country = geography.countryName(of: address)
        place.state = known.region
        place.city = known.city
        place.latitude = known.latitude
        place.longitude = known.longitude
        return place == AddressPlace() ? nil : place
    }
}

extension Settings {
    var geography: Geography {
        Geography(cityPath: existingPath("geo.city"), networkPath: existingPath("geo.network"))
    }

    /// What queries know of places; says on standard error which named file cannot be used.
    func places() -> GeographyPlaces {
        let geography = geography
        for problem in geography.problems { complain(problem) }
        return GeographyPlaces(geography: geography)
    }

    /// The default files may be absent without a complaint; a file that somebody named may not.
    private func existingPath(_ key: String) -> String? {
        let path = path(key)
        if path.isEmpty || path == "none" { return nil }
        return values[key]?.origin == "default" && access(path, F_OK) != 0 ? nil : path
    }
}
