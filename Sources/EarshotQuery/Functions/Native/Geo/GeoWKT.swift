/// Well-known text (OGC 06-103r4) to GeoJSON: `POLYGON ((0 0, 2 0, 2 2, 0 0))`.
struct GeoWKT {
    private var words: [Substring]
    private var at = 0

    /// nil when the text is no shape.
    static func shape(_ text: String) -> JSON? {
        var reader = GeoWKT(text)
        guard let shape = reader.shape(depth: 0), reader.at == reader.words.count else { return nil }
        return shape
    }

    private init(_ text: String) {
        words = []
        var start: String.Index?
        for index in text.indices {
            let character = text[index]
            let isMark = "(),".contains(character)
            if isMark || character.isWhitespace {
                if let begin = start { words.append(text[begin..<index]) }
                start = nil
                if isMark { words.append(text[index...index]) }
            } else if start == nil {
                start = index
            }
        }
        if let begin = start { words.append(text[begin...]) }
    }

    private mutating func take(_ word: String) -> Bool {
        guard at < words.count, words[at] == word else { return false }
        at += 1
        return true
    }

    private mutating func shape(depth: Int) -> JSON? {
        guard at < words.count, depth < 20 else { return nil }
        let word = words[at].uppercased()
        at += 1
        switch word {
        case "POINT": return list { $0.place() }.flatMap { $0.count == 1 ? GeoText.shape("Point", $0[0]) : nil }
        case "LINESTRING": return places().map { GeoText.shape("LineString", $0) }
        case "POLYGON": return rings().map { GeoText.shape("Polygon", $0) }
        case "MULTIPOINT": return list { $0.bracketedPlace() }.map { GeoText.shape("MultiPoint", .array($0)) }
        case "MULTILINESTRING": return rings().map { GeoText.shape("MultiLineString", $0) }
        case "MULTIPOLYGON": return list { $0.rings() }.map { GeoText.shape("MultiPolygon", .array($0)) }
        case "GEOMETRYCOLLECTION": return list { $0.shape(depth: depth + 1) }.map { GeoText.collection($0) }
        default: return nil
        }
    }

    private mutating func list(_ element: (inout GeoWKT) -> JSON?) -> [JSON]? {
        guard take("(") else { return nil }
        var result: [JSON] = []
        repeat {
            guard let next = element(&self) else { return nil }
            result.append(next)
        } while take(",")
        return take(")") ? result : nil
    }

    private mutating func places() -> JSON? { list { $0.place() }.map { .array($0) } }

    private mutating func rings() -> JSON? { list { $0.places() }.map { .array($0) } }

    /// `(1 1)` and, in old texts, `1 1`.
    private mutating func bracketedPlace() -> JSON? {
        guard take("(") else { return place() }
        guard let place = place(), take(")") else { return nil }
        return place
    }

    private mutating func place() -> JSON? {
        var numbers: [JSON] = []
        while at < words.count, let value = Double(words[at]), value.isFinite {
            numbers.append(Int64(words[at]).map(JSON.integer) ?? .number(value))
            at += 1
        }
        return 2...4 ~= numbers.count ? .array(Array(numbers.prefix(2))) : nil
    }
}
