// The C library's mathematics, the only thing here that is not Swift's own.
#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Functions of one or two reals under names of our own, so that the platform's module is imported in this file only.
enum Libm {
    static let sine: @Sendable (Double) -> Double = { sin($0) }
    static let cosine: @Sendable (Double) -> Double = { cos($0) }
    static let tangent: @Sendable (Double) -> Double = { tan($0) }
    static let arcSine: @Sendable (Double) -> Double = { asin($0) }
    static let arcCosine: @Sendable (Double) -> Double = { acos($0) }
    static let arcTangent: @Sendable (Double) -> Double = { atan($0) }
    static let exponential: @Sendable (Double) -> Double = { exp($0) }
    static let logarithm: @Sendable (Double) -> Double = { log($0) }
    static let errorFunction: @Sendable (Double) -> Double = { erf($0) }

    static func power(_ x: Double, _ y: Double) -> Double { pow(x, y) }
    static func angle(y: Double, x: Double) -> Double { atan2(y, x) }

    static func logGamma(_ x: Double) -> Double {
        var sign: Int32 = 0
        return lgamma_r(x, &sign)
    }
}
