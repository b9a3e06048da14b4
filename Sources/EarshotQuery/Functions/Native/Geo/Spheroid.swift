/// The spheroid of WGS 84, for distances that a sphere misses by up to half a percent.
enum Spheroid {
    private static let equator = 6_378_137.0
    private static let flattening = 1 / 298.257_223_563

    /// Metres, by Vincenty's inverse formula (Survey Review 176, 1975); nil for places nearly opposite each other, where it
    /// does not converge.
    static func distance(_ p: Sphere.Point, _ q: Sphere.Point) -> Double? {
        let (f, pole) = (flattening, equator * (1 - flattening))
        func reduced(_ latitude: Double) -> Double { Libm.arcTangent((1 - f) * Libm.tangent(latitude * .pi / 180)) }
        let (u, v) = (reduced(p.latitude), reduced(q.latitude))
        let (su, cu, sv, cv) = (Libm.sine(u), Libm.cosine(u), Libm.sine(v), Libm.cosine(v))
        let apart = (q.longitude - p.longitude) * .pi / 180
        var lambda = apart
        for _ in 0..<200 {
            let (sl, cl) = (Libm.sine(lambda), Libm.cosine(lambda))
            let (east, north) = (cv * sl, cu * sv - su * cv * cl)
            let sine = (east * east + north * north).squareRoot()
            guard sine > 0 else { return 0 }
            let cosine = su * sv + cu * cv * cl
            let sigma = Libm.angle(y: sine, x: cosine)
            let alpha = cu * cv * sl / sine
            let square = 1 - alpha * alpha
            let middle = square > 1e-15 ? cosine - 2 * su * sv / square : 0
            let c = f / 16 * square * (4 + f * (4 - 3 * square))
            let inner = middle + c * cosine * (2 * middle * middle - 1)
            let next = apart + (1 - c) * f * alpha * (sigma + c * sine * inner)
            if (next - lambda).magnitude < 1e-12 {
                return arc(sigma, sine, cosine, middle, square * (equator * equator / (pole * pole) - 1)) * pole
            }
            lambda = next
        }
        return nil
    }

    private static func arc(
        _ sigma: Double, _ sine: Double, _ cosine: Double, _ middle: Double, _ square: Double
    ) -> Double {
        let a = 1 + square / 16384 * (4096 + square * (-768 + square * (320 - 175 * square)))
        let b = square / 1024 * (256 + square * (-128 + square * (74 - 47 * square)))
        let double = 2 * middle * middle - 1
        let third = b / 6 * middle * (4 * sine * sine - 3) * (4 * middle * middle - 3)
        return a * (sigma - b * sine * (middle + b / 4 * (cosine * double - third)))
    }
}
