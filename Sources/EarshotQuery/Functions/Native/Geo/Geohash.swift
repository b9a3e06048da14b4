/// Geohashes: base-32 digits of interleaved longitude and latitude bits.
enum Geohash {
    private static let alphabet = Array("0123456789bcdefghjkmnpqrstuvwxyz")

    static func encode(_ point: Sphere.Point, _ length: Int) -> String {
        var (x, y) = ((-180.0, 180.0), (-90.0, 90.0))
        var result = ""
        var isLongitude = true
        for _ in 0..<length {
            var digit = 0
            for _ in 0..<5 {
                digit <<= 1
                if isLongitude { digit |= halve(&x, point.longitude) } else { digit |= halve(&y, point.latitude) }
                isLongitude.toggle()
            }
            result.append(alphabet[digit])
        }
        return result
    }

    private static func halve(_ range: inout (Double, Double), _ value: Double) -> Int {
        let middle = (range.0 + range.1) / 2
        if value >= middle {
            range.0 = middle
            return 1
        }
        range.1 = middle
        return 0
    }

    /// West, south, east, north; nil when the text is no geohash.
    static func decode(_ text: String) -> (Double, Double, Double, Double)? {
        guard 1...18 ~= text.count else { return nil }
        var (x, y) = ((-180.0, 180.0), (-90.0, 90.0))
        var isLongitude = true
        for character in text.lowercased() {
            guard let digit = alphabet.firstIndex(of: character) else { return nil }
            for bit in stride(from: 4, through: 0, by: -1) {
                let up = digit >> bit & 1 == 1
                if isLongitude { half(&x, up) } else { half(&y, up) }
                isLongitude.toggle()
            }
        }
        return (x.0, y.0, x.1, y.1)
    }

    /// The eight rectangles around one; nil when the text is no geohash. Beyond the poles there is nothing.
    static func neighbors(_ hash: String) -> [String]? {
        guard let (west, south, east, north) = decode(hash) else { return nil }
        let steps: [(Double, Double)] = [(-1, -1), (-1, 1), (1, -1), (0, 1), (-1, 0), (1, 1), (1, 0), (0, -1)]
        return steps.compactMap { dx, dy in
            var x = (west + east) / 2 + dx * (east - west)
            if x > 180 { x -= 360 }
            if x < -180 { x += 360 }
            let point = Sphere.Point(x, (south + north) / 2 + dy * (north - south))
            return point.map { encode($0, hash.count) }
        }
    }

    private static func half(_ range: inout (Double, Double), _ up: Bool) {
        let middle = (range.0 + range.1) / 2
        if up { range.0 = middle } else { range.1 = middle }
    }
}
