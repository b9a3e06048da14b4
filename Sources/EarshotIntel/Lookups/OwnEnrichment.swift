import EarshotModel
import Foundation

/// An enrichment of the user's own: an HTTP endpoint or a local command that gets `{"ip": …}` or `{"domain": …}` and answers
/// a JSON object. Its members become fields; `score` (0 to 100), `category`, `name` and `summary` become a verdict.
struct OwnEnrichment: LookupService {
    let description: ServiceDescription
    var id: String { description.id }
    var title: String { description.id }
    let halfLifeDays = 7.0
    var perMinute: Int { description.perMinute ?? 120 }
    var perDay: Int { description.perDay ?? 100_000 }

    private static let maximumBytes = 1 << 20

    func handles(_ value: IntelValue) -> Bool {
        if case .hash = value { return false }
        return true
    }

    func ask(_ value: IntelValue, now: Int64) async throws -> LookupAnswer {
        let kind = if case .domain = value { "domain" } else { "ip" }
        let question = "{\"\(kind)\":\(KustoValue.string(value.text).json)}"
        let data = try await description.url == nil ? run(question) : post(question)
        guard let object = JSONDocument.object(data) else {
            throw LookupRefusal(kind: .trouble, description: "\(id) did not answer a JSON object.")
        }
        var answer = LookupAnswer(json: String(decoding: data, as: UTF8.self))
        answer.score = integer(object["score"]).map { UInt8(clamping: min(100, max(0, $0))) }
        answer.category = String(JSONDocument.text(object["category"]).prefix(64))
        answer.name = String(JSONDocument.text(object["name"]).prefix(128))
        answer.summary = String(JSONDocument.text(object["summary"]).prefix(256))
        return answer
    }

    private func post(_ question: String) async throws -> Data {
        do {
            let answer = try await WebClient(timeout: Double(description.timeoutSeconds)).send(
                description.url ?? "", method: "POST", headers: ["Content-Type": "application/json"], body: question,
                allowPrivate: description.allowPrivate, maximumBytes: Self.maximumBytes)
            guard answer.status == 200, !answer.isCut else {
                throw LookupRefusal(kind: .trouble, description: "\(id) answered \(answer.status).")
            }
            return answer.body
        } catch let error as FetchError {
            throw LookupRefusal(kind: .trouble, description: "\(id): \(error)")
        }
    }

    /// The command gets the question as its input. It is ended when its time is up.
    private func run(_ question: String) async throws -> Data {
        guard let program = description.command.first else {
            throw LookupRefusal(kind: .key, description: "\(id) has neither a url nor a command.")
        }
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = Array(description.command.dropFirst())
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch {
            throw LookupRefusal(
                kind: .key, description: "\(id): \(program) cannot be run: \(error.localizedDescription)")
        }
        let identifier = process.processIdentifier
        let limit = Task {
            try await Task.sleep(for: .seconds(description.timeoutSeconds))
            kill(identifier, SIGKILL)
        }
        defer { limit.cancel() }
        // A program that ends without reading must not end us: writing to it then fails with EPIPE.
        try? input.fileHandleForWriting.write(contentsOf: Data(question.utf8))
        try? input.fileHandleForWriting.close()
        let handle = output.fileHandleForReading
        let data: Data = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(returning: (try? handle.read(upToCount: Self.maximumBytes)) ?? Data())
            }
        }
        kill(identifier, SIGKILL)
        process.waitUntilExit()
        guard !data.isEmpty else {
            throw LookupRefusal(
                kind: .trouble,
                description: "\(id): \(program) answered nothing within \(description.timeoutSeconds) s.")
        }
        return data
    }
}
