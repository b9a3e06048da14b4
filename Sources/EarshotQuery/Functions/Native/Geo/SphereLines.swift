/// Lines on the sphere.
enum SphereLines {
    typealias Vector = Sphere.Vector

    static func edges(_ lines: [[Vector]]) -> [(from: Vector, to: Vector)] {
        lines.flatMap { line in zip(line, line.dropFirst()).map { ($0, $1) } }
    }

    /// Lines out of pieces, in the order of the input, each as long as it can be.
    static func assembled(_ pieces: [SphereOverlay.Piece], _ nodes: [Vector]) -> [[Vector]] {
        var seen: Set<[Int]> = []
        let distinct = pieces.filter {
            seen.insert([min($0.from, $0.to), max($0.from, $0.to)]).inserted
        }
        var outgoing: [Int: [Int]] = [:]
        var balance: [Int: Int] = [:]
        for (index, piece) in distinct.enumerated() {
            outgoing[piece.from, default: []].append(index)
            balance[piece.from, default: 0] += 1
            balance[piece.to, default: 0] -= 1
        }
        var used = Array(repeating: false, count: distinct.count)
        var lines: [[Vector]] = []
        // Ends of lines first, rings after them.
        for start in distinct.indices.filter({ balance[distinct[$0].from, default: 0] > 0 }) + Array(distinct.indices)
        where !used[start] {
            var line = [nodes[distinct[start].from]]
            var next: Int? = start
            while let piece = next {
                used[piece] = true
                line.append(nodes[distinct[piece].to])
                next = outgoing[distinct[piece].to]?.first { !used[$0] }
            }
            lines.append(line)
        }
        return lines
    }

    /// Pieces and places that two sets of lines have in common.
    static func intersection(_ a: [[Vector]], _ b: [[Vector]]) -> (lines: [[Vector]], points: [Vector])? {
        guard let overlay = SphereOverlay(edges(a), edges(b)) else { return nil }
        let theirs = Set(overlay.second.flatMap { [[$0.from, $0.to], [$0.to, $0.from]] })
        let shared = overlay.first.filter { theirs.contains([$0.from, $0.to]) }
        let onLines = Set(shared.flatMap { [$0.from, $0.to] })
        let places = Set(overlay.first.flatMap { [$0.from, $0.to] })
            .intersection(overlay.second.flatMap { [$0.from, $0.to] }).subtracting(onLines)
        return (assembled(shared, overlay.nodes), places.sorted().map { overlay.nodes[$0] })
    }

    /// The parts of lines inside an area, and places where they only touch it.
    static func intersection(_ lines: [[Vector]], _ region: SphereRegion) -> (lines: [[Vector]], points: [Vector])? {
        guard let overlay = SphereOverlay(edges(lines), region.loops.flatMap(\.edges)) else { return nil }
        let border = Set(overlay.second.flatMap { [[$0.from, $0.to], [$0.to, $0.from]] })
        let inside = overlay.first.filter {
            border.contains([$0.from, $0.to]) || region.contains(overlay.middle($0))
        }
        let onLines = Set(inside.flatMap { [$0.from, $0.to] })
        let places = Set(overlay.first.flatMap { [$0.from, $0.to] })
            .intersection(overlay.second.map(\.from)).subtracting(onLines)
        return (assembled(inside, overlay.nodes), places.sorted().map { overlay.nodes[$0] })
    }

    static func union(_ lines: [[Vector]]) -> [[Vector]]? {
        let all = edges(lines)
        guard let overlay = SphereOverlay(all, all) else { return nil }
        return assembled(overlay.first, overlay.nodes)
    }

    static func length(_ lines: [[Vector]]) -> Double { edges(lines).reduce(0) { $0 + $1.from.angle(to: $1.to) } }

    /// Weighted by length: an arc's weight lies towards its middle.
    static func centroid(_ lines: [[Vector]]) -> Vector {
        edges(lines).reduce(Vector(0, 0, 0)) { sum, edge in
            sum + (edge.from + edge.to).unit * (2 * Libm.sine(edge.from.angle(to: edge.to) / 2))
        }.unit
    }

    static func nearest(_ x: Vector, _ edges: [(from: Vector, to: Vector)]) -> Vector? {
        let near = edges.map { Sphere.nearest(x, $0.from, $0.to) }
        return near.min { $0.angle(to: x) < $1.angle(to: x) }
    }

    /// The part of the way, 0…1, at which a line comes nearest to a place.
    static func locate(_ x: Vector, on line: [Vector]) -> Double {
        let total = length([line])
        guard total > 0 else { return 0 }
        var best = (distance: Double.infinity, way: 0.0)
        var way = 0.0
        for edge in edges([line]) {
            let place = Sphere.nearest(x, edge.from, edge.to)
            let distance = place.angle(to: x)
            if distance < best.distance { best = (distance, way + edge.from.angle(to: place)) }
            way += edge.from.angle(to: edge.to)
        }
        return min(1, best.way / total)
    }

    static func place(at part: Double, on line: [Vector]) -> Vector {
        var rest = length([line]) * part
        for edge in edges([line]) {
            let length = edge.from.angle(to: edge.to)
            if rest < length { return edge.from.toward(edge.to, rest / length) }
            rest -= length
        }
        return line[line.count - 1]
    }
}
