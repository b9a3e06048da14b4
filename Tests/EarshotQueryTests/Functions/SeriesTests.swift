import Testing

@testable import EarshotQuery

struct SeriesTests {
    @Test func transformsOfAnyLengthComeBack() {
        for count in [1, 2, 3, 5, 8, 12, 97, 128] {
            let real = (0..<count).map { Double($0 * 7 % 11) - 3 }
            let none = Array(repeating: 0.0, count: count)
            let there = Fourier.transform(real, none, inverse: false)
            let back = Fourier.transform(there.real, there.imaginary, inverse: true)
            #expect(zip(real, back.real).allSatisfy { ($0 - $1).magnitude < 1e-9 }, "\(count)")
            #expect((there.real[0] - real.reduce(0, +)).magnitude < 1e-9)
        }
    }

    @Test func aSeasonIsFoundAndAnotherIsNot() {
        let y = (0..<240).map { Libm.sine(2 * .pi * Double($0) / 24) + ($0 % 24 == 3 ? 0.5 : 0) }
        let periods = Periods(y)
        #expect(periods.detected(2...60, 1).first?.0 == 24)
        #expect(periods.score(24) > 0.9)
        #expect(periods.score(17) == 0)
    }

    @Test func aPolynomialIsFoundAgain() throws {
        let x = (0..<20).map(Double.init)
        let fit = try #require(SeriesFit.polynomial(x, x.map { 2 * $0 * $0 - 3 * $0 + 1 }, 2))
        let found = try #require(Series(fit[1])?.whole)
        #expect(zip(found, [2, -3, 1]).allSatisfy { ($0 - $1).magnitude < 1e-8 })
    }

    @Test func twoLinesBreakWhereTheSeriesDoes() {
        let y = (0..<10).map(Double.init) + (0..<10).map { 20 - Double($0) }
        #expect(SeriesFit.twoLines(y)[1] == .integer(10))
    }
}
