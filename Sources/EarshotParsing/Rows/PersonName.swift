internal import EarshotModel

/// Names of people as directories write them.
enum PersonName {
    /// `DOMAIN\name` and `name@domain`: name and domain apart. Of several `@` the first counts: behind the domain some
    /// write the server that vouched.
    static func split(_ span: Span<UInt8>, _ range: Range<Int>) -> (name: Range<Int>, domain: Range<Int>) {
        if let slash = span.position(of: Byte.backslash, range.lowerBound, range.upperBound), slash > range.lowerBound,
            slash + 1 < range.upperBound
        {
            // Some write the separator twice.
            let name = span[slash + 1] == Byte.backslash && slash + 2 < range.upperBound ? slash + 2 : slash + 1
            return (name..<range.upperBound, range.lowerBound..<slash)
        }
        if let at = span.position(of: 64, range.lowerBound, range.upperBound), at > range.lowerBound,
            at + 1 < range.upperBound
        {
            return (range.lowerBound..<at, at + 1..<range.upperBound)
        }
        return (range, range.upperBound..<range.upperBound)
    }
}
