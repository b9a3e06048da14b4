/// The discrete Fourier transform of any length.
enum Fourier {
    static func transform(
        _ real: [Double], _ imaginary: [Double], inverse: Bool
    ) -> (real: [Double], imaginary: [Double]) {
        let n = real.count
        let isPower = n & (n - 1) == 0
        var result = isPower ? radix2(real, imaginary, inverse) : chirp(real, imaginary, inverse)
        if inverse {
            result.real = result.real.map { $0 / Double(n) }
            result.imaginary = result.imaginary.map { $0 / Double(n) }
        }
        return result
    }

    private static func radix2(
        _ real: [Double], _ imaginary: [Double], _ inverse: Bool
    ) -> (real: [Double], imaginary: [Double]) {
        let n = real.count
        guard n > 1 else { return (real, imaginary) }
        let even = stride(from: 0, to: n, by: 2)
        let odd = stride(from: 1, to: n, by: 2)
        let e = radix2(even.map { real[$0] }, even.map { imaginary[$0] }, inverse)
        let o = radix2(odd.map { real[$0] }, odd.map { imaginary[$0] }, inverse)
        var (re, im) = (real, imaginary)
        let turn = (inverse ? 2 : -2) * Double.pi / Double(n)
        for k in 0..<(n / 2) {
            let (c, s) = (Libm.cosine(turn * Double(k)), Libm.sine(turn * Double(k)))
            let (x, y) = (c * o.real[k] - s * o.imaginary[k], c * o.imaginary[k] + s * o.real[k])
            (re[k], im[k]) = (e.real[k] + x, e.imaginary[k] + y)
            (re[k + n / 2], im[k + n / 2]) = (e.real[k] - x, e.imaginary[k] - y)
        }
        return (re, im)
    }

    /// Bluestein's way: any length as a convolution of a power of two.
    private static func chirp(
        _ real: [Double], _ imaginary: [Double], _ inverse: Bool
    ) -> (real: [Double], imaginary: [Double]) {
        let n = real.count
        var size = 1
        while size < 2 * n + 1 { size *= 2 }
        let sign = inverse ? 1.0 : -1.0
        let wave = (0..<n).map { k -> (Double, Double) in
            let angle = sign * Double.pi * Double(k * k % (2 * n)) / Double(n)
            return (Libm.cosine(angle), Libm.sine(angle))
        }
        var (ar, ai) = (Array(repeating: 0.0, count: size), Array(repeating: 0.0, count: size))
        var (br, bi) = (ar, ai)
        for k in 0..<n {
            ar[k] = real[k] * wave[k].0 - imaginary[k] * wave[k].1
            ai[k] = real[k] * wave[k].1 + imaginary[k] * wave[k].0
            (br[k], bi[k]) = (wave[k].0, -wave[k].1)
            if k > 0 { (br[size - k], bi[size - k]) = (wave[k].0, -wave[k].1) }
        }
        let a = radix2(ar, ai, false)
        let b = radix2(br, bi, false)
        let product = (0..<size).map { k -> (Double, Double) in
            let (x, y, u, v) = (a.real[k], a.imaginary[k], b.real[k], b.imaginary[k])
            return (x * u - y * v, x * v + y * u)
        }
        let c = radix2(product.map(\.0), product.map(\.1), true)
        let scale = Double(size)
        let pairs = (0..<n).map { k -> (Double, Double) in
            let (x, y) = (c.real[k] / scale, c.imaginary[k] / scale)
            return (x * wave[k].0 - y * wave[k].1, x * wave[k].1 + y * wave[k].0)
        }
        return (pairs.map(\.0), pairs.map(\.1))
    }
}
