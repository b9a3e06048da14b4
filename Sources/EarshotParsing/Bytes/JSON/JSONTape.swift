/// A JSON object of a line as a flat list of its values in the order in which they stand. Reused from line to line.
///
///     {"a":{"b":1},"c":"x"}   // nodes: a (object), a.b (number), c (string)
///
/// Nothing is copied or decoded. Damage ends the reading: what stands before it is there, the rest is `unread`.
/// Source: RFC 8259.
struct JSONTape: Sendable {
    /// Deeper objects are taken as one opaque value.
    static let maximumDepth = 32
    /// More values than any log line has; what follows is unread.
    static let maximumNodes = 4096

    private(set) var hashes: [UInt64] = []
    private(set) var nodes: [JSONNode] = []
    /// The object is there to its closing brace.
    private(set) var isWhole = false
    /// What was not read: behind a damage, or behind the object.
    private(set) var unread = 0..<0

    private struct Frame {
        var node: Int
        var hash: UInt64
        var isObject: Bool
        var isClean = true
        /// A member may follow: it is the first, or a comma stands before it.
        var isOpen = true
        var hasMembers = false
    }
    private var stack: [Frame] = []

    var count: Int { nodes.count }
    /// How many objects and arrays are open.
    var depth: Int { stack.count }

    /// Reads the object at `from`. False: there is none.
    mutating func read(_ span: Span<UInt8>, _ from: Int, _ to: Int) -> Bool {
        nodes.removeAll(keepingCapacity: true)
        hashes.removeAll(keepingCapacity: true)
        stack.removeAll(keepingCapacity: true)
        guard from >= 0, from < to, to <= span.count, span[from] == 123 else { return false }
        stack.append(Frame(node: -1, hash: JSONPath.root.hash, isObject: true))
        var index = from &+ 1
        while let frame = stack.last {
            index = span.skipBlanks(index, to)
            guard index < to else { break }
            let byte = span[index]
            if byte == Byte.comma {
                index &+= 1
                if frame.isOpen { stack[stack.count &- 1].isClean = false }
                stack[stack.count &- 1].isOpen = true
            } else if byte == (frame.isObject ? 125 : Byte.rightBracket) {
                index &+= 1
                if frame.isOpen, frame.hasMembers { stack[stack.count &- 1].isClean = false }
                close(index)
            } else {
                guard nodes.count < Self.maximumNodes, readMember(span, &index, to, frame) else { break }
            }
        }
        isWhole = stack.isEmpty
        unread = span.skipBlanks(index, to)..<to
        while !stack.isEmpty { abandon(index) }
        return true
    }

    /// A key, if there must be one, and its value. False: damage; `index` is where the member begins.
    @inline(__always)
    private mutating func readMember(_ span: Span<UInt8>, _ index: inout Int, _ to: Int, _ frame: Frame) -> Bool {
        var node = JSONNode()
        var hash = frame.hash
        var position = index
        if frame.isObject {
            guard readKey(span, &position, to, &node, &hash, isRoot: frame.node < 0) else { return false }
        }
        guard position < to, readValue(span, &position, to, &node) else { return false }
        let last = stack.count &- 1
        // A comma is missing: read on, but not to be copied.
        if !frame.isOpen { stack[last].isClean = false }
        stack[last].isOpen = false
        stack[last].hasMembers = true
        if node.isContainer, node.next == 0 {
            stack.append(Frame(node: nodes.count, hash: hash, isObject: node.kind == .object))
        } else {
            node.next = Int32(truncatingIfNeeded: nodes.count &+ 1)
        }
        if !node.isClean || !node.isKeyClean { stack[stack.count &- 1].isClean = false }
        nodes.append(node)
        hashes.append(hash)
        index = position
        return true
    }

    @inline(__always)
    private func readKey(
        _ span: Span<UInt8>, _ index: inout Int, _ to: Int, _ node: inout JSONNode, _ hash: inout UInt64, isRoot: Bool
    ) -> Bool {
        guard span[index] == Byte.quote else { return false }
        var position = index &+ 1
        node.keyStart = Int32(truncatingIfNeeded: position)
        var value = isRoot ? hash : JSONPath.step(hash, Byte.dot)
        while position < to {
            let byte = span[position]
            if byte == Byte.quote { break }
            if byte < 32 { node.isKeyClean = false }
            if byte == Byte.backslash {
                node.isKeyClean = false
                position &+= 1
            }
            value = JSONPath.step(value, byte)
            position &+= 1
        }
        guard position < to else { return false }
        node.keyEnd = Int32(truncatingIfNeeded: position)
        hash = value
        position = span.skipBlanks(position &+ 1, to)
        guard position < to, span[position] == Byte.colon else { return false }
        index = span.skipBlanks(position &+ 1, to)
        return true
    }

    /// Ends the innermost object or array behind `position`.
    private mutating func close(_ position: Int) {
        guard let frame = stack.popLast(), frame.node >= 0 else { return }
        nodes[frame.node].end = Int32(truncatingIfNeeded: position)
        nodes[frame.node].next = Int32(truncatingIfNeeded: nodes.count)
        if !frame.isClean {
            nodes[frame.node].isClean = false
            if let last = stack.indices.last { stack[last].isClean = false }
        }
    }

    private mutating func abandon(_ position: Int) {
        stack[stack.count - 1].isClean = false
        close(position)
    }
}

/// Documents that are made, not read: columns of a line, an event in XML.
extension JSONTape {
    mutating func clear() {
        nodes.removeAll(keepingCapacity: true)
        hashes.removeAll(keepingCapacity: true)
        unread = 0..<0
        isWhole = true
    }

    /// Adds a text of the line at the place with that hash; `key` is where the line has its name.
    mutating func append(_ range: Range<Int>, hash: UInt64, key: Range<Int> = 0..<0) {
        var node = JSONNode()
        node.kind = range.isEmpty ? .null : .string
        // Bytes of a line are not JSON's.
        node.isClean = false
        (node.start, node.end) = (Int32(clamping: range.lowerBound), Int32(clamping: range.upperBound))
        (node.keyStart, node.keyEnd) = (Int32(clamping: key.lowerBound), Int32(clamping: key.upperBound))
        node.next = Int32(clamping: nodes.count + 1)
        nodes.append(node)
        hashes.append(hash)
    }
}
