/// Where a cell lies and what it looks like.
extension H3Cell {
    typealias Vector = Sphere.Vector

    /// A place that may be beyond its face, brought to the face where it is.
    private struct Position {
        var face: Int
        var at: H3Lattice

        enum Result { case same, edge, other }

        /// The same place on the lattice of a face beside this one.
        func seen(from other: Int, _ unit: Int) -> H3Lattice? {
            for side in [H3Faces.Side.ij, .ki, .jk] {
                let crossing = H3Faces.crossing(face, side)
                guard crossing.face == other else { continue }
                var place = at
                for _ in 0..<crossing.turns { place = place.turnedLeft }
                return place + crossing.shift * unit
            }
            return nil
        }

        /// `resolution`: an even one. `corners`: the lattice is three times as fine.
        mutating func settle(_ resolution: Int, afterFourth: Bool = false, corners: Bool = false) -> Result {
            var unit = corners ? 3 : 1
            for _ in 0..<(resolution / 2) { unit *= 7 }
            let limit = 2 * unit
            if corners, at.sum == limit { return .edge }
            guard at.sum > limit else { return .same }
            let side: H3Faces.Side = at.k > 0 ? at.j > 0 ? .jk : .ki : .ij
            if side == .ki, afterFourth {
                // A pentagon lacks a sixth, over which this place steps.
                let corner = H3Lattice(limit, 0, 0)
                at = (at - corner).turnedRight + corner
            }
            let crossing = H3Faces.crossing(face, side)
            face = crossing.face
            for _ in 0..<crossing.turns { at = at.turnedLeft }
            at = at + crossing.shift * unit
            return corners && at.sum == limit ? .edge : .other
        }
    }

    /// The center on the lattice of the base cell's face, before it is brought to its own face.
    private var unsettled: (face: Int, at: H3Lattice, staysHome: Bool)? {
        let digits = isOnPentagon && leading == 5 ? Self.right(self.digits) : self.digits
        guard let home = H3BaseCells.home(base) else { return nil }
        var at = home.at
        for (index, digit) in digits.enumerated() {
            at = at.finer(odd: index % 2 == 0) + H3Lattice.steps[digit]
        }
        return (home.face, at, !isOnPentagon && (resolution == 0 || home.at.sum == 0))
    }

    private func settled(_ face: Int, _ at: H3Lattice) -> Position {
        var position = Position(face: face, at: at)
        // Odd resolutions go one finer, where the lattice lies along the faces' sides.
        let isOdd = resolution % 2 == 1
        let even = isOdd ? resolution + 1 : resolution
        if isOdd { position.at = position.at.finer(odd: false) }
        guard position.settle(even, afterFourth: isOnPentagon && leadingShown == 4) != .same else {
            return Position(face: face, at: at)
        }
        if isOnPentagon {
            for _ in 0..<5 where position.settle(even) == .same { break }
        }
        if isOdd { position.at = position.at.coarser(odd: false) }
        return position
    }

    /// The leading digit as the lattice sees it.
    private var leadingShown: Int { isOnPentagon && leading == 5 ? Self.right(digits).first { $0 != 0 } ?? 0 : leading }

    private var position: Position? {
        guard let start = unsettled else { return nil }
        return start.staysHome ? Position(face: start.face, at: start.at) : settled(start.face, start.at)
    }

    var center: Vector? { position.map { H3Faces.vector($0.face, $0.at, resolution, corners: false) } }

    /// The corners, counterclockwise. Where an edge of an odd resolution crosses a side of the icosahedron it bends.
    var corners: [Vector] {
        guard let position else { return [] }
        let isOdd = resolution % 2 == 1
        let even = isOdd ? resolution + 1 : resolution
        var middle = position.at.withCorners
        if isOdd { middle = middle.finer(odd: false) }
        let steps: [(Int, Int, Int)] =
            isOdd
            ? [(5, 4, 0), (1, 5, 0), (0, 5, 4), (0, 1, 5), (4, 0, 5), (5, 0, 1)]
            : [(2, 1, 0), (1, 2, 0), (0, 2, 1), (0, 1, 2), (1, 0, 2), (2, 0, 1)]
        var result: [Vector] = []
        var places: [(flat: Vector, position: Position, found: Position.Result)] = []
        for step in steps.prefix(isPentagon ? 5 : 6) {
            var corner = Position(face: position.face, at: middle + H3Lattice(step.0, step.1, step.2))
            let flat = H3Faces.vector(corner.face, corner.at, even, corners: true)
            var found = corner.settle(even, corners: true)
            // Corners of pentagons may have to cross two sides.
            for _ in 0..<5 where isPentagon && found == .other { found = corner.settle(even, corners: true) }
            places.append((flat, corner, found))
        }
        for (index, place) in places.enumerated() {
            let here = H3Faces.vector(place.position.face, place.position.at, even, corners: true)
            result.append(here)
            let next = places[(index + 1) % places.count]
            guard isOdd, next.position.face != place.position.face, place.found != .edge, next.found != .edge else {
                continue
            }
            if isPentagon {
                // Every edge of a pentagon bends; it is straight on the plane of the corner before.
                let unit = 3 * (0..<(even / 2)).reduce(1) { result, _ in result * 7 }
                if let flat = next.position.seen(from: place.position.face, unit),
                    let bend = Self.bend(
                        here, H3Faces.vector(place.position.face, flat, even, corners: true), place.position.face,
                        next.position.face)
                {
                    result.append(bend)
                }
                continue
            }
            // The edge is straight on the plane of the center's face, as far as the side to the other face.
            let other = place.position.face == position.face ? next.position.face : place.position.face
            if let bend = Self.bend(place.flat, next.flat, position.face, other) { result.append(bend) }
        }
        return result
    }

    /// Where an edge meets the side between two faces.
    private static func bend(_ a: Vector, _ b: Vector, _ face: Int, _ other: Int) -> Vector? {
        let origin = H3Lattice(0, 0, 0)
        let centers = [face, other].map { H3Faces.vector($0, origin, 0, corners: false) }
        // The side is where both faces' centers are equally far.
        let normal = centers[0] - centers[1]
        let (p, q) = (Vector.dot(a, normal), Vector.dot(b, normal))
        guard p * q < 0, p.magnitude > 1e-12, q.magnitude > 1e-12 else { return nil }
        return (a * (q / (q - p)) + b * (p / (p - q))).unit
    }

    // MARK: neighbours

    /// The cells around this one counterclockwise, beginning where the first two axes of its base cell point.
    var neighbors: [H3Cell] {
        guard let center else { return [] }
        var ring: [H3Cell] = []
        let corners = corners
        for (a, b) in zip(corners, corners.dropFirst() + corners.prefix(1)) {
            let middle = (a + b).unit
            let beyond = (middle * 2 - center).unit
            if let cell = H3Cell(containing: beyond, resolution), cell != self, !ring.contains(cell) {
                ring.append(cell)
            }
        }
        guard let first = firstNeighbor, let place = ring.firstIndex(of: first) else { return ring }
        return Array(ring[place...] + ring[..<place])
    }

    private var firstNeighbor: H3Cell? {
        guard let start = unsettled else { return nil }
        let moved = settled(start.face, start.at + H3Lattice(1, 1, 0))
        return H3Cell(moved.face, moved.at, resolution)
    }

    /// Rings of cells around this one, from itself outwards; each runs counterclockwise.
    func rings(_ distance: Int) -> [[H3Cell]] {
        var result: [[H3Cell]] = [[self]]
        var seen: Set<H3Cell> = [self]
        /// Where in the ring before each of its cells stands.
        var last: [H3Cell: Int] = [:]
        for step in 0..<distance {
            var ring: [H3Cell] = []
            // The neighbours of a cell seen from the one before it, so that the ring goes on where it left off.
            for cell in result[step] {
                var around = cell.neighbors
                let known = around.indices.filter { last[around[$0]] != nil }
                if let place = known.max(by: { last[around[$0], default: 0] < last[around[$1], default: 0] }) {
                    around = Array(around[place...] + around[..<place])
                }
                for next in around where seen.insert(next).inserted { ring.append(next) }
            }
            last = Dictionary(result[step].enumerated().map { ($1, $0) }) { first, _ in first }
            result.append(ring)
        }
        return result
    }
}
