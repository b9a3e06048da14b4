/// All cells of one level that meet a shape.
struct S2Covering {
    typealias Vector = Sphere.Vector

    static let maximumCells = 65_536

    let edges: [(from: Vector, to: Vector)]
    /// nil for lines, which have no inside.
    let region: SphereRegion?
    /// Radians around the shape that count as part of it.
    let radius: Double

    /// nil when there would be more than 65 536.
    func cells(_ level: Int) -> [S2Cell]? {
        guard !needsMore(level) else { return nil }
        var result: [S2Cell] = []
        for face in 0..<6 {
            let root = S2Cell(id: UInt64(face) << 61 | 1 << 60)
            guard collect(root, level, edges, &result) else { return nil }
        }
        return result
    }

    /// Whether even the largest cells of the level, as many as there may be, are too small for the area or the length. Of
    /// S2's projection no cell of a level is larger, nor is its diagonal longer, than this.
    private func needsMore(_ level: Int) -> Bool {
        let side = Double(sign: .plus, exponent: -level, significand: 1)
        let allowed = Double(Self.maximumCells) * 2.438_654_594_434_021
        if let region, region.area > allowed * side * side { return true }
        return region == nil && edges.reduce(0) { $0 + $1.from.angle(to: $1.to) } > allowed * side
    }

    private func collect(
        _ cell: S2Cell, _ level: Int, _ near: [(from: Vector, to: Vector)], _ result: inout [S2Cell]
    ) -> Bool {
        let loop = SphereLoop(cell.corners)
        let center = cell.center
        let reach = (loop.vertices.map { $0.angle(to: center) }.max() ?? 0) + radius
        // Only edges near the cell can meet it or what is inside it.
        let close = near.filter { Sphere.distance(center, $0.from, $0.to) <= reach + 1e-12 }
        if close.isEmpty {
            guard let region, region.contains(center) else { return true }
        } else if !meets(loop, close) {
            return true
        }
        if cell.level == level {
            result.append(cell)
            return result.count <= Self.maximumCells
        }
        for child in cell.children where !collect(child, level, close, &result) { return false }
        return true
    }

    private func meets(_ cell: SphereLoop, _ close: [(from: Vector, to: Vector)]) -> Bool {
        if let region, cell.vertices.contains(where: region.contains) { return true }
        for edge in close {
            if cell.surrounds(edge.from) || cell.surrounds(edge.to) { return true }
            for side in cell.edges {
                if !SphereOverlay.common(edge.from, edge.to, side.from, side.to).isEmpty { return true }
                guard radius > 0 else { continue }
                let gaps = [
                    Sphere.distance(edge.from, side.from, side.to), Sphere.distance(edge.to, side.from, side.to),
                    Sphere.distance(side.from, edge.from, edge.to), Sphere.distance(side.to, edge.from, edge.to),
                ]
                if gaps.contains(where: { $0 <= radius }) { return true }
            }
        }
        return false
    }
}
