import EarshotModel

/// Values as JSON, as Kusto puts them into a `dynamic`.
enum JSONText {
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 32:
                let hex = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    static func text(of value: KustoValue) -> String {
        switch value {
        case .null(let type): type == .string ? "\"\"" : "null"
        case .bool(let flag): flag ? "true" : "false"
        case .int(let number): String(number)
        case .long(let number): String(number)
        case .real(let number):
            number.isFinite ? "\(number)" : quoted(number.isNaN ? "NaN" : number > 0 ? "Infinity" : "-Infinity")
        case .decimal(let text): text
        case .string(let text): quoted(text)
        case .datetime(let ticks): quoted(DatetimeText.text(ticks))
        case .timespan(let ticks): String(ticks)
        case .dynamic(let json): json
        case .guid(let text): quoted(text)
        }
    }
}

/// `2024-05-31T13:45:00.0000000Z`.
enum DatetimeText {
    static func text(_ ticks: Int64) -> String {
        let (seconds, fraction) = Ticks.unixSeconds(ticks)
        let day = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
        let date = CivilDate(daysSince1970: day)
        let second = seconds - day * 86_400
        return "\(pad(date.year, 4))-\(pad(date.month, 2))-\(pad(date.day, 2))T"
            + "\(pad(Int(second / 3600), 2)):\(pad(Int(second / 60 % 60), 2)):\(pad(Int(second % 60), 2))"
            + ".\(pad(Int(fraction), 7))Z"
    }

    private static func pad(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
