import EarshotModel

/// Questions whose answers are still to come, and aliases on the way: for name servers that log line by line.
struct PendingQuestions {
    private struct Key: Hashable {
        var source: Int32
        var name: Int32
    }
    private struct Question {
        var devices: [Int32]
        var seconds: Int64
    }
    /// The name that was asked, for the lines after an alias.
    private struct Chain {
        var name: Int32
        var devices: [Int32]
        var seconds: Int64
    }

    private var questions: [Key: Question] = [:]
    private var chains: [Int32: Chain] = [:]

    /// Seconds an answer may take.
    private static let patience: Int64 = 10
    private static let maximum = 20_000

    mutating func ask(_ name: Int32, _ device: Int32, _ source: Int32, at seconds: Int64) {
        if questions.count >= Self.maximum {
            questions = questions.filter { $0.value.seconds >= seconds - Self.patience }
            if questions.count >= Self.maximum { questions.removeAll(keepingCapacity: true) }
        }
        let key = Key(source: source, name: name)
        var question = questions[key] ?? Question(devices: [], seconds: seconds)
        if abs(seconds - question.seconds) > Self.patience { question.devices = [] }
        question.seconds = seconds
        if !question.devices.contains(device), question.devices.count < 16 { question.devices.append(device) }
        questions[key] = question
    }

    /// Who asked, and for what, when a line answers `name`. `isAlias`: the answer is another name, whose answer follows.
    mutating func asked(
        _ name: Int32, by device: Int32, _ source: Int32, at seconds: Int64, isAlias: Bool
    ) -> (name: Int32, devices: [Int32]) {
        var result = (name: name, devices: device == 0 ? [] : [device])
        if let question = questions[Key(source: source, name: name)],
            abs(seconds - question.seconds) <= Self.patience
        {
            if device == 0 { result.devices = question.devices }
        } else if let chain = chains[source], abs(seconds - chain.seconds) <= 2,
            device == 0 || chain.devices.contains(device)
        {
            result.name = chain.name
            if device == 0 { result.devices = chain.devices }
        }
        if isAlias { chains[source] = Chain(name: result.name, devices: result.devices, seconds: seconds) }
        return result
    }
}

/// The answers of a record: addresses, and whether there are other names among them.
struct AnswerText {
    var addresses: [IPAddress] = []

    /// Reads words between blanks, commas and semicolons; what is no address is an alias or a text.
    static func read(_ text: borrowing [UInt8], _ range: Range<Int>) -> AnswerText {
        var answers = AnswerText()
        var start = range.lowerBound
        for index in range.lowerBound...range.upperBound {
            guard index == range.upperBound || isSeparator(text[index]) else { continue }
            if index - start >= 2, answers.addresses.count < 64,
                let address = IPAddress(utf8: text.span, from: start, to: index)
            {
                answers.addresses.append(address)
            }
            start = index + 1
        }
        return answers
    }

    private static func isSeparator(_ byte: UInt8) -> Bool { byte <= 32 || byte == 44 || byte == 59 }
}
