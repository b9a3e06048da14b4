internal import EarshotModel

/// What is to be remembered of an exporter beyond a restart, as lines of text: its templates with their age, its
/// sampling rates and the names of its interfaces.
///
///     clock 1790000000 4711
///     template 256 0 17900000000000000 01000003000800040…
///     rate - 100
///
/// Names of applications are not kept: there are thousands, and exporters repeat them.
extension FlowExporter {
    /// More than the templates of any exporter take; bytes.
    private static let maximumMemory = 32_768
    private static let maximumInterfaces = 256

    /// Empty: there is nothing that data would need.
    func memory(at now: Int64) -> String {
        let kept = rememberedTemplates(at: now)
        guard !kept.isEmpty || !rememberedRates.isEmpty else { return "" }
        var text = "clock \(boot) \(sequence.map(String.init) ?? "-")\n"
        if systemStart != 0 { text += "start \(systemStart)\n" }
        for line in rememberedRates + kept + rememberedInterfaces
        where text.utf8.count + line.utf8.count < Self.maximumMemory {
            text += line + "\n"
        }
        return text
    }

    private var rememberedRates: [String] {
        let known = rates.sorted { $0.key < $1.key }.prefix(64).map { "rate \($0.key) \($0.value)" }
        return lastRate > 0 ? ["rate - \(lastRate)"] + known : known
    }

    /// The ones that were repeated last come first: they are in use.
    private func rememberedTemplates(at now: Int64) -> [String] {
        definitions(at: now).map { number, template, defined in
            "template \(number) \(template.isOptions ? 1 : 0) \(defined) \(Self.hex(template.definition))"
        }
    }

    private var rememberedInterfaces: [String] {
        interfaces.sorted { $0.key < $1.key }.prefix(Self.maximumInterfaces).map { "interface \($0) \(Self.hex($1))" }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static func bytes(_ hex: Substring) -> [UInt8]? {
        let digits = Array(hex.utf8)
        guard digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Character(Unicode.Scalar(digits[index])).hexDigitValue,
                let low = Character(Unicode.Scalar(digits[index + 1])).hexDigitValue
            else { return nil }
            bytes.append(UInt8(high << 4 | low))
        }
        return bytes
    }

    // MARK: Back again

    /// Reads what `memory` wrote; what is not understood, or too old, is left out. nil: nothing is left.
    init?(memory: String, isIPFIX: Bool, at now: Int64) {
        self.init()
        for line in memory.split(separator: "\n") {
            let words = line.split(separator: " ")
            switch (words.first, words.count) {
            case ("clock", 3):
                boot = Int64(words[1]) ?? 0
                sequence = UInt32(words[2])
            case ("start", 2): systemStart = Int64(words[1]) ?? 0
            case ("rate", 3): note(rate: Double(words[2]) ?? 0, sampler: UInt64(words[1]))
            case ("interface", 3):
                if let number = UInt32(words[1]), let name = Self.bytes(words[2]) {
                    note(interface: number, name: name)
                }
            case ("template", 5): restoreTemplate(words, isIPFIX, now)
            default: break
            }
        }
        // What was read is what is kept already.
        isChanged = false
        guard hasTemplates else { return nil }
    }

    private mutating func restoreTemplate(_ words: [Substring], _ isIPFIX: Bool, _ now: Int64) {
        guard let number = UInt16(words[1]), let defined = Int64(words[3]), let definition = Self.bytes(words[4]),
            now - defined <= Self.lifetime, defined - now <= Self.lifetime
        else { return }
        let isOptions = words[2] == "1"
        var reader = TemplateReader(
            definition.span, 0, definition.count, isIPFIX: isIPFIX, isOptions: isOptions)
        guard case .template(number, let template)? = reader.next() else { return }
        _ = learn(number, template, at: defined)
    }

    /// Whether the exporter that speaks now is the one that was remembered. After it began anew (RFC 7011 §8: templates are
    /// gone then), the same number may stand for other fields.
    func isContinued(boot now: Int64, sequence next: UInt32) -> Bool {
        if boot != 0, now != 0 {
            // The counter of milliseconds wraps; a minute is more than clocks are corrected by.
            let distance = Int32(truncatingIfNeeded: (now - boot) / 10_000)
            return distance.magnitude < 60_000
        }
        guard let sequence else { return true }
        // Datagrams may overtake each other, by no more than that.
        return Int32(bitPattern: next &- sequence) > -1_000
    }
}
