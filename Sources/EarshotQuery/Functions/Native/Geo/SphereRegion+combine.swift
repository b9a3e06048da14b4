/// Union and intersection of areas, after the rules of closed polygons.
extension SphereRegion {
    enum Operation { case union, intersection }

    func combined(with other: SphereRegion, _ operation: Operation) -> SphereRegion? {
        if isEmpty { return operation == .union ? other : .empty }
        if other.isEmpty { return operation == .union ? self : .empty }
        guard let overlay = SphereOverlay(loops.flatMap(\.edges), other.loops.flatMap(\.edges)) else { return nil }
        let keepsInside = operation == .intersection
        let mine = Set(overlay.first.map { [$0.from, $0.to] })
        let theirs = Set(overlay.second.map { [$0.from, $0.to] })
        var kept: [SphereOverlay.Piece] = []
        for piece in overlay.first where !theirs.contains([piece.to, piece.from]) {
            if theirs.contains([piece.from, piece.to]) || other.contains(overlay.middle(piece)) == keepsInside {
                kept.append(piece)
            }
        }
        for piece in overlay.second
        where !mine.contains([piece.to, piece.from]) && !mine.contains([piece.from, piece.to])
            && contains(overlay.middle(piece)) == keepsInside
        {
            kept.append(piece)
        }
        return Self.assembled(kept, overlay.nodes)
    }

    /// What two areas share where they only touch, beside the area they have in `common`: pieces of edges, and places.
    func touch(_ other: SphereRegion, beside common: SphereRegion = .empty) -> (lines: [[Vector]], points: [Vector]) {
        guard let overlay = SphereOverlay(loops.flatMap(\.edges), other.loops.flatMap(\.edges)) else { return ([], []) }
        let theirs = Set(overlay.second.map { [$0.from, $0.to] })
        let shared = overlay.first.filter { theirs.contains([$0.to, $0.from]) }
        let lines = SphereLines.assembled(shared, overlay.nodes)
        let onLines = Set(shared.flatMap { [$0.from, $0.to] })
        let places = Set(overlay.first.map(\.from)).intersection(overlay.second.map(\.from)).subtracting(onLines)
        let corners = common.loops.flatMap(\.vertices)
        let points = places.sorted().map { overlay.nodes[$0] }.filter { place in
            !corners.contains { ($0 - place).length < SphereOverlay.tolerance }
        }
        return (lines, points)
    }

    /// Loops out of directed pieces. Each begins after its piece of the highest input edge, as S2's builder does.
    private static func assembled(_ pieces: [SphereOverlay.Piece], _ nodes: [Vector]) -> SphereRegion {
        var outgoing: [Int: [Int]] = [:]
        for (index, piece) in pieces.enumerated() { outgoing[piece.from, default: []].append(index) }
        var used = Array(repeating: false, count: pieces.count)
        var loops: [[Int]] = []
        for start in pieces.indices where !used[start] {
            var path: [Int] = []
            var next: Int? = start
            while let piece = next {
                used[piece] = true
                path.append(piece)
                // Back at a place of the path: what lies between is a loop of its own.
                if let place = path.firstIndex(where: { pieces[$0].from == pieces[piece].to }) {
                    loops.append(Array(path[place...]))
                    path.removeSubrange(place...)
                }
                let candidates = (outgoing[pieces[piece].to] ?? []).filter { !used[$0] }
                if path.isEmpty, pieces[piece].to == pieces[start].from { break }
                next = candidates.min {
                    bend(pieces[piece], pieces[$0], nodes) < bend(pieces[piece], pieces[$1], nodes)
                }
            }
        }
        let ordered = loops.filter { $0.count > 2 }.map { canonical($0, pieces) }
            .sorted { pieces[$0[0]].input < pieces[$1[0]].input }
            .map { SphereLoop($0.map { nodes[pieces[$0].from] }) }
        return SphereRegion(shells: ordered.filter { $0.turn > 0 }, holes: ordered.filter { $0.turn < 0 })
    }

    /// The angle clockwise from the way back to the way on.
    private static func bend(_ arriving: SphereOverlay.Piece, _ leaving: SphereOverlay.Piece, _ nodes: [Vector])
        -> Double
    {
        let x = nodes[arriving.to]
        let (back, on) = (Vector.cross(x, nodes[arriving.from]), Vector.cross(x, nodes[leaving.to]))
        let angle = Libm.angle(y: -Vector.dot(Vector.cross(back, on), x), x: Vector.dot(back, on))
        return angle <= 0 ? angle + 2 * .pi : angle
    }

    private static func canonical(_ loop: [Int], _ pieces: [SphereOverlay.Piece]) -> [Int] {
        let highest = loop.map { pieces[$0].input }.max() ?? 0
        let isHighest = loop.map { pieces[$0].input == highest }
        // The last of a run of pieces of that edge.
        let end = loop.indices.first { isHighest[$0] && !isHighest[($0 + 1) % loop.count] } ?? loop.count - 1
        return Array(loop[(end + 1)...] + loop[...end])
    }

    /// The union of many, the smallest first, so that no large result is taken up again and again. As in S2 a union counts
    /// as large as its parts together, which decides in which order loops and their places come out.
    static func union(_ regions: [SphereRegion]) -> SphereRegion? {
        var queue = regions.map { (size: $0.loops.reduce(0) { $0 + $1.vertices.count }, region: $0) }
        while queue.count > 1 {
            let order = queue.indices.sorted { (queue[$0].size, $0) < (queue[$1].size, $1) }
            let (a, b) = (queue[order[0]], queue[order[1]])
            guard let merged = a.region.combined(with: b.region, .union) else { return nil }
            queue = queue.indices.filter { $0 != order[0] && $0 != order[1] }.map { queue[$0] }
            queue.append((a.size + b.size, merged))
        }
        return queue.first?.region ?? .empty
    }
}
