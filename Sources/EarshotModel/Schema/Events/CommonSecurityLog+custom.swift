/// The columns of CEF's custom keys, whose meaning each device gives with a label beside them: `cs1`, `cs1Label`.
extension TableSchema {
    /// Source: Microsoft Learn, "CEF and CommonSecurityLog field mapping".
    static let customColumns: [Column] =
        custom("DeviceCustomString", "cs", 6) + custom("DeviceCustomNumber", "cn", 3, .int)
        + custom("DeviceCustomFloatingPoint", "cfp", 4, .real) + custom("DeviceCustomIPv6Address", "c6a", 4)
        + custom("DeviceCustomDate", "deviceCustomDate", 2) + custom("FlexString", "flexString", 2)
        + custom("FlexNumber", "flexNumber", 2, .int)

    private static func custom(
        _ name: String, _ key: String, _ count: Int, _ type: KustoType = .string
    ) -> [Column] {
        (1...count).flatMap { number in
            [
                EventColumns.additional(
                    "\(name)\(number)", "The CEF key \(key)\(number), or empty.", key: "\(key)\(number)", type: type),
                EventColumns.additional(
                    "\(name)\(number)Label", "What \(name)\(number) means.", key: "\(key)\(number)Label"),
            ]
        }
    }
}
