/// A picture under the map's points. Data only: the browser fetches tiles itself, and only from the provider its user
/// picked (see `ContentSecurityPolicy`). Earshot asks no provider for anything.
struct Basemap: Sendable, Hashable, Encodable {
    /// In the page's address: `?basemap=osm`.
    let id: String
    let name: String
    /// To be shown on the map: the providers' terms ask for it.
    let attribution: String
    /// With `{z}`, `{x}`, `{y}`, and `{key}`, `{session}` where needed; nil: nothing is fetched.
    private(set) var tileUrl: String?
    let tileSize: Int
    let maximumZoom: Int
    /// The user's own key takes the place of `{key}`.
    let needsKey: Bool
    /// The key is configured on the server and already in `tileUrl`.
    private(set) var hasKey = false
    /// The only host that the browser may ask.
    let host: String?
    /// A call that comes before the first tile; its answer's `answerField` takes the place of `{session}`.
    private(set) var session: Session?

    struct Session: Sendable, Hashable, Encodable {
        let method: String
        var url: String
        /// Sent as JSON.
        let body: [String: String]
        let answerField: String
    }

    /// The same with the household's own key filled in.
    func holding(key: String?) -> Basemap {
        guard let key, needsKey else { return self }
        var basemap = self
        basemap.tileUrl = tileUrl?.replacing("{key}", with: key)
        basemap.session?.url = session?.url.replacing("{key}", with: key) ?? ""
        basemap.hasKey = true
        return basemap
    }
}

extension Basemap {
    static let all = [offline, openStreetMap, mapbox, google]

    static func named(_ id: String) -> Basemap? { all.first { $0.id == id } }

    private static let offline = Basemap(
        id: "offline", name: "Offline", attribution: "Natural Earth", tileUrl: nil, tileSize: 0, maximumZoom: 0,
        needsKey: false, host: nil)

    /// Terms: https://operations.osmfoundation.org/policies/tiles/ (they ask for a `Referer`).
    private static let openStreetMap = Basemap(
        id: "osm", name: "OpenStreetMap", attribution: "© OpenStreetMap contributors",
        tileUrl: "https://tile.openstreetmap.org/{z}/{x}/{y}.png", tileSize: 256, maximumZoom: 19, needsKey: false,
        host: "tile.openstreetmap.org")

    /// Source: Mapbox Static Tiles API.
    private static let mapbox = Basemap(
        id: "mapbox", name: "Mapbox", attribution: "© Mapbox © OpenStreetMap",
        tileUrl: "https://api.mapbox.com/styles/v1/mapbox/dark-v11/tiles/512/{z}/{x}/{y}?access_token={key}",
        tileSize: 512, maximumZoom: 22, needsKey: true, host: "api.mapbox.com")

    /// Source: Google Map Tiles API, 2D tiles.
    private static let google = Basemap(
        id: "google", name: "Google", attribution: "© Google",
        tileUrl: "https://tile.googleapis.com/v1/2dtiles/{z}/{x}/{y}?session={session}&key={key}", tileSize: 256,
        maximumZoom: 22, needsKey: true, host: "tile.googleapis.com",
        session: Session(
            method: "POST", url: "https://tile.googleapis.com/v1/createSession?key={key}",
            body: ["mapType": "roadmap", "language": "en", "region": "US"], answerField: "session"))
}
