import EarshotModel
import EarshotQuery

/// What `render` asked for, as Kusto tells it to its clients.
enum KustoVisualization {
    /// The member of a property of `render`; its names are all lower case in the language.
    private static let members: [(property: String, member: String)] = [
        ("title", "Title"), ("xcolumn", "XColumn"), ("series", "Series"), ("ycolumns", "YColumns"),
        ("anomalycolumns", "AnomalyColumns"), ("xtitle", "XTitle"), ("ytitle", "YTitle"), ("xaxis", "XAxis"),
        ("yaxis", "YAxis"), ("legend", "Legend"), ("ysplit", "YSplit"), ("kind", "Kind"),
    ]

    static func json(_ visualization: Visualization?, names: (String) -> String = { $0 }) -> String {
        let kind = visualization?.kind
        let properties = visualization?.properties ?? [:]
        var values: [String: JSONValue] = [names("Visualization"): kind.map(JSONValue.string) ?? .null]
        for (property, member) in members {
            values[names(member)] = properties[property].map(JSONValue.string) ?? .null
        }
        values[names("Accumulate")] = .bool(properties["accumulate"]?.lowercased() == "true")
        values[names("IsQuerySorted")] = .bool(false)
        for (property, member) in [("ymin", "Ymin"), ("ymax", "Ymax"), ("xmin", "Xmin"), ("xmax", "Xmax")] {
            let number = properties[property].flatMap(Double.init)
            values[names(member)] = number.map(JSONValue.real) ?? (property.hasPrefix("y") ? .string("NaN") : .null)
        }
        return JSONValue.object(values).text
    }
}
