/// The family that took the last line of each stream: it is asked first.
struct StreamFamilies {
    private var families: [Int32: Int] = [:]
    /// Lines come by the thousand from the same stream.
    private var latest: (stream: Int32, family: Int) = (0, 0)
    /// More streams than that are not remembered, which only costs time.
    private static let maximum = 4096

    /// 0, the first family, when nothing is known.
    subscript(stream: Int32) -> Int {
        @inline(__always) get { stream == latest.stream ? latest.family : families[stream] ?? 0 }
        @inline(__always) set {
            if latest == (stream, newValue) { return }
            note(stream, newValue)
        }
    }

    private mutating func note(_ stream: Int32, _ family: Int) {
        latest = (stream, family)
        if families.count < Self.maximum || families[stream] != nil { families[stream] = family }
    }
}
