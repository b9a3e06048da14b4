import EarshotModel

/// What `graph-mark-components` does to a graph.
enum GraphNatives {
    static let all: [NativeFunction] = [
        // Keys of the nodes, pairs of keys for the edges, whether the way back counts: a number for each node.
        NativeFunction("kql_graph_components", [.string, .string, .bool], .string) { a in
            let names = (JSON(parsing: a[0].text)?.elements ?? []).map(\.text)
            var numbers: [String: Int] = [:]
            for (index, name) in names.enumerated() { numbers[name] = index }
            let edges = (JSON(parsing: a[1].text)?.elements ?? []).compactMap { pair -> (Int, Int)? in
                guard let ends = pair.elements, ends.count == 2, let from = numbers[ends[0].text],
                    let to = numbers[ends[1].text]
                else { return nil }
                return (from, to)
            }
            let components = a[2].truth == true ? strong(names.count, edges) : weak(names.count, edges)
            return .string(JSON.array(components.map { .integer(Int64($0)) }).json)
        }
    ]

    /// Numbers in the order in which the sets first appear.
    private static func renumbered(_ sets: [Int]) -> [Int] {
        var numbers: [Int: Int] = [:]
        return sets.map { set in
            if let known = numbers[set] { return known }
            numbers[set] = numbers.count
            return numbers.count - 1
        }
    }

    static func weak(_ count: Int, _ edges: [(Int, Int)]) -> [Int] {
        var parents = Array(0..<count)
        func root(_ node: Int) -> Int {
            var node = node
            while parents[node] != node {
                parents[node] = parents[parents[node]]
                node = parents[node]
            }
            return node
        }
        for (from, to) in edges {
            let (a, b) = (root(from), root(to))
            if a != b { parents[max(a, b)] = min(a, b) }
        }
        return renumbered((0..<count).map(root))
    }

    /// Kosaraju's two passes, without recursion: a chain of nodes may be long.
    static func strong(_ count: Int, _ edges: [(Int, Int)]) -> [Int] {
        var forward = [[Int]](repeating: [], count: count)
        var backward = forward
        for (from, to) in edges {
            forward[from].append(to)
            backward[to].append(from)
        }
        var finished: [Int] = []
        var seen = [Bool](repeating: false, count: count)
        for start in 0..<count where !seen[start] {
            seen[start] = true
            var stack = [(node: start, next: 0)]
            while let (node, next) = stack.last {
                if next < forward[node].count {
                    stack[stack.count - 1].next += 1
                    let other = forward[node][next]
                    if !seen[other] {
                        seen[other] = true
                        stack.append((other, 0))
                    }
                } else {
                    finished.append(node)
                    stack.removeLast()
                }
            }
        }
        var sets = [Int](repeating: -1, count: count)
        for start in finished.reversed() where sets[start] < 0 {
            sets[start] = start
            var stack = [start]
            while let node = stack.popLast() {
                for other in backward[node] where sets[other] < 0 {
                    sets[other] = start
                    stack.append(other)
                }
            }
        }
        return renumbered(sets)
    }
}
