import EarshotModel

/// Points over an axis. One series is drawn with the eight dots of a braille character, several with a mark each.
struct Plot {
    private static let height = 14
    private static let marks = Array("●○▲△■□◆◇✚✖")
    private let data: ChartData
    private let columns: Int
    private let x: ClosedRange<Double>
    private let y: ClosedRange<Double>
    private static let margin = 9

    init(_ data: ChartData, width: Int) {
        self.data = data
        columns = width - Self.margin - 2
        let points = data.series.flatMap(\.points)
        x = Self.range(points.map(\.x))
        // From zero, so that a small change does not look like a large one.
        y = Self.range(points.map(\.y) + [0])
    }

    private static func range(_ values: [Double]) -> ClosedRange<Double> {
        let low = values.min() ?? 0
        let high = values.max() ?? 1
        return low == high ? low - 1...high + 1 : low...high
    }

    var text: String {
        let rows = data.series.count > 1 ? marked() : dotted()
        var lines: [String] = []
        for (index, row) in rows.enumerated() {
            let share = 1 - Double(index) / Double(Self.height - 1)
            let hasNumber = index == 0 || index == Self.height - 1 || index == Self.height / 2
            let number = hasNumber ? ChartNumber.text(y.lowerBound + share * (y.upperBound - y.lowerBound)) : ""
            lines.append("\(Self.right(number, Self.margin)) ┤\(String(row))")
        }
        lines.append(String(repeating: " ", count: Self.margin) + " └" + String(repeating: "─", count: columns))
        lines.append(String(repeating: " ", count: Self.margin + 2) + axis)
        if data.series.count > 1 {
            for (index, series) in data.series.prefix(Self.marks.count).enumerated() {
                lines.append("  \(Self.marks[index]) \(series.name)")
            }
            let left = data.series.count - Self.marks.count
            if left > 0 { lines.append("  … and \(left) more that are not drawn") }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var axis: String {
        let left = label(x.lowerBound)
        let right = label(x.upperBound)
        let space = columns - left.count - right.count
        return space > 0 ? left + String(repeating: " ", count: space) + right : left
    }

    private func label(_ value: Double) -> String {
        if data.isTime { return String(KustoValue.datetime(Int64(value)).text.prefix(16)).replacing("T", with: " ") }
        return data.label(at: value) ?? ChartNumber.text(value)
    }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    // MARK: Drawing

    private func place(_ point: (x: Double, y: Double), _ width: Int, _ height: Int) -> (column: Int, row: Int) {
        let across = Self.share(of: point.x, in: x)
        let up = Self.share(of: point.y, in: y)
        return (Int((across * Double(width - 1)).rounded()), Int(((1 - up) * Double(height - 1)).rounded()))
    }

    /// 0…1; the ends of a range can be so far apart that their distance is no number.
    private static func share(of value: Double, in range: ClosedRange<Double>) -> Double {
        let share = (value / 2 - range.lowerBound / 2) / (range.upperBound / 2 - range.lowerBound / 2)
        return share.isFinite ? min(max(share, 0), 1) : 0
    }

    private func marked() -> [[Character]] {
        var cells = Array(repeating: [Character](repeating: " ", count: columns), count: Self.height)
        for (series, mark) in zip(data.series, Self.marks) {
            for point in series.points {
                let place = place(point, columns, Self.height)
                cells[place.row][place.column] = mark
            }
        }
        return cells
    }

    private func dotted() -> [[Character]] {
        var dots = Array(repeating: [UInt8](repeating: 0, count: columns), count: Self.height)
        let points = (data.series.first?.points ?? []).sorted { $0.x < $1.x }
        let places = points.map { place($0, columns * 2, Self.height * 4) }
        for (index, place) in places.enumerated() {
            let next = index + 1 < places.count ? places[index + 1] : place
            for step in Self.line(from: place, to: next) {
                dots[step.row / 4][step.column / 2] |= Self.dot(step.column % 2, step.row % 4)
            }
        }
        return dots.map { row in row.map { Character(Unicode.Scalar(0x2800 + UInt32($0)) ?? " ") } }
    }

    /// The bit of a dot in a braille character (Unicode, "Braille Patterns").
    private static func dot(_ column: Int, _ row: Int) -> UInt8 {
        let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]
        return bits[column][row]
    }

    private static func line(
        from start: (column: Int, row: Int), to end: (column: Int, row: Int)
    ) -> [(column: Int, row: Int)] {
        let steps = max(abs(end.column - start.column), abs(end.row - start.row))
        guard steps > 0 else { return [start] }
        return (0...steps).map { step in
            let share = Double(step) / Double(steps)
            return (
                start.column + Int((share * Double(end.column - start.column)).rounded()),
                start.row + Int((share * Double(end.row - start.row)).rounded())
            )
        }
    }
}
