/// The formats of `format_datetime()` and `format_timespan()`: runs of a letter stand for a part, the rest for itself.
enum TimeFormat {
    static func datetime(_ ticks: Int64, _ format: String) -> String {
        let civil = CivilTime(ticks: ticks)
        return expand(format) { letter, width in
            switch letter {
            case "y": year(civil.year, width)
            case "M": month(civil.month, width)
            case "d": day(civil, width)
            case "H": TextTools.padded(civil.hour, min(width, 2))
            case "h": TextTools.padded((civil.hour + 11) % 12 + 1, min(width, 2))
            case "m": TextTools.padded(civil.minute, min(width, 2))
            case "s": TextTools.padded(civil.second, min(width, 2))
            case "f", "F": fraction(civil.fraction, width, trimmed: letter == "F")
            case "t": String((civil.hour < 12 ? "AM" : "PM").prefix(min(width, 2)))
            default: nil
            }
        }
    }

    static func timespan(_ ticks: Int64, _ format: String) -> String {
        let magnitude = ticks.magnitude
        let seconds = Int(magnitude / 10_000_000 % 86_400)
        let text = expand(format) { letter, width in
            switch letter {
            case "d": TextTools.padded(magnitude / 864_000_000_000, width)
            case "H", "h": TextTools.padded(seconds / 3600, min(width, 2))
            case "m": TextTools.padded(seconds / 60 % 60, min(width, 2))
            case "s": TextTools.padded(seconds % 60, min(width, 2))
            case "f", "F": fraction(Int(magnitude % 10_000_000), width, trimmed: letter == "F")
            default: nil
            }
        }
        return ticks < 0 ? "-" + text : text
    }

    private static func expand(_ format: String, part: (Character, Int) -> String?) -> String {
        var result = ""
        var rest = Substring(format)
        while let letter = rest.first {
            let run = rest.prefix { $0 == letter }
            result += part(letter, run.count) ?? String(run)
            rest = rest.dropFirst(run.count)
        }
        return result
    }

    private static func year(_ year: Int, _ width: Int) -> String {
        width <= 2 ? TextTools.padded(year % 100, width) : TextTools.padded(year, width)
    }

    private static func month(_ month: Int, _ width: Int) -> String {
        let names = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November",
            "December",
        ]
        return width <= 2
            ? TextTools.padded(month, width) : width == 3 ? String(names[month - 1].prefix(3)) : names[month - 1]
    }

    private static func day(_ civil: CivilTime, _ width: Int) -> String {
        let names = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
        let name = names[civil.weekday]
        return width <= 2 ? TextTools.padded(civil.day, width) : width == 3 ? String(name.prefix(3)) : name
    }

    private static func fraction(_ ticks: Int, _ width: Int, trimmed: Bool) -> String {
        var digits = TextTools.padded(ticks, 7).prefix(width)
        while trimmed, digits.last == "0" { digits = digits.dropLast() }
        return String(digits)
    }
}
