import Testing

@testable import EarshotQuery

/// Geometry on the sphere, against facts that follow from geometry itself and against cells that the reference
/// implementations of S2 and H3 give.
struct GeoTests {
    private func square(_ x: Double, _ y: Double, _ size: Double) throws -> SphereRegion {
        let corners = [(x, y), (x + size, y), (x + size, y + size), (x, y + size)]
        return try #require(SphereRegion([corners.compactMap { Sphere.Point($0.0, $0.1) }]))
    }

    @Test func areaOfUnionIsSumWithoutTheCommonPart() throws {
        let (a, b) = (try square(0, 0, 2), try square(1, 1, 2))
        let union = try #require(a.combined(with: b, .union))
        let common = try #require(a.combined(with: b, .intersection))
        #expect(abs(union.area + common.area - a.area - b.area) < 1e-12)
        #expect(union.shells.count == 1 && union.shells[0].vertices.count == 8)
    }

    @Test func squaresBesideEachOtherBecomeOne() throws {
        let union = try #require(try square(0, 0, 1).combined(with: try square(1, 0, 1), .union))
        #expect(union.shells.count == 1 && union.holes.isEmpty)
        #expect(try square(0, 0, 1).combined(with: try square(1, 0, 1), .intersection)?.isEmpty == true)
    }

    /// An area in common, and a corner that touches elsewhere.
    @Test func touchingBesideAnArea() throws {
        let left = try #require(SphereRegion.union([try square(0, 0, 2)]))
        let right = try #require(SphereRegion.union([try square(1, 1, 2), try square(-1, -1, 1)]))
        let common = try #require(left.combined(with: right, .intersection))
        let touch = left.touch(right, beside: common)
        #expect(touch.lines.isEmpty && touch.points.count == 1)
        let corner = try #require(Sphere.Point(0, 0)).vector
        #expect((touch.points[0] - corner).length < 1e-12)
        #expect(GeoText.parts(points: touch.points, lines: [], area: common)["type"] == .string("GeometryCollection"))
    }

    @Test func aRingOfSquaresKeepsItsHole() throws {
        var parts: [SphereRegion] = []
        for x in 0..<3 {
            for y in 0..<3 where x != 1 || y != 1 { parts.append(try square(Double(x), Double(y), 1)) }
        }
        let union = try #require(SphereRegion.union(parts))
        #expect(union.shells.count == 1 && union.holes.count == 1)
        let middle = try #require(Sphere.Point(1.5, 1.5)).vector
        #expect(!union.contains(middle))
        #expect(union.contains(try #require(Sphere.Point(0.5, 1.5)).vector))
    }

    @Test func ringsWhoseEdgesCrossAreNoArea() {
        let bow = [(0.0, 0.0), (1, 1), (1, 0), (0, 1)].compactMap { Sphere.Point($0.0, $0.1) }
        #expect(SphereRegion([bow]) == nil)
    }

    @Test(arguments: [
        (8.68, 50.1, 7, "871faeaa9ffffff", "47bd0c1"), (151.2, -33.87, 10, "8abe0e35dd37fff", "6b12ae39c"),
        (10.536, 64.7, 4, "8408001ffffffff", "460d2c"), (0, 0, 0, "8075fffffffffff", "1004"),
        (40, -89.9, 9, "89f2938a943ffff", "b00006b3"), (-122.3, 39.1, 15, "8f283312e0e5262", "8083792e2e5"),
    ])
    func cellsAreThoseOfTheStandards(_ x: Double, _ y: Double, _ level: Int, _ h3: String, _ s2: String) throws {
        let place = try #require(Sphere.Point(x, y)).vector
        #expect(H3Cell(containing: place, level)?.token == h3)
        #expect(S2Cell(containing: place).parent(level + 5).token == s2)
    }

    @Test func cellsContainTheirCentersAndTouchTheirNeighbors() throws {
        for index in 0..<400 {
            let x = Double(index * 97 % 360) - 180
            let y = Double(index * 31 % 178) - 89
            let place = try #require(Sphere.Point(x, y)).vector
            let cell = try #require(H3Cell(containing: place, index % 12))
            let center = try #require(cell.center)
            #expect(H3Cell(containing: center, index % 12) == cell)
            #expect(H3Cell(token: cell.token) == cell)
            #expect(cell.neighbors.count == (cell.isPentagon ? 5 : 6))
            #expect(cell.neighbors.allSatisfy { $0.neighbors.contains(cell) })
            let square = S2Cell(containing: place).parent(index % 30)
            #expect(S2Cell(token: square.token) == square)
            #expect(S2Cell(containing: square.center).parent(square.level) == square)
        }
    }

    @Test func aPentagonHasFiveNeighbors() throws {
        let pentagon = try #require(H3Cell(token: "831c00fffffffff"))
        let expected = ["831c02fffffffff", "831c03fffffffff", "831c04fffffffff", "831c05fffffffff", "831c06fffffffff"]
        #expect(pentagon.isPentagon && pentagon.neighbors.map(\.token).sorted() == expected)
        // Each of its edges bends where two faces of the icosahedron meet.
        #expect(pentagon.corners.count == 10)
    }

    @Test func coveringLeavesNothingOut() throws {
        let region = try square(8, 50, 0.5)
        let covering = S2Covering(edges: region.loops.flatMap(\.edges), region: region, radius: 0)
        let cells = Set(try #require(covering.cells(11)))
        for step in 0...100 {
            let place = try #require(Sphere.Point(8 + Double(step) / 200, 50 + Double(step * 37 % 101) / 202)).vector
            #expect(cells.contains(S2Cell(containing: place).parent(11)))
        }
    }

    @Test func textThatIsNoShapeIsRefused() {
        for text in ["", "POINT", "POINT (1)", "POLYGON (0 0, 1 1)", "LINESTRING (1 1, 2 2", "POINT (1 1) x"] {
            #expect(GeoWKT.shape(text) == nil, "\(text)")
        }
    }
}
