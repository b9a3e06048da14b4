import EarshotQuery
import Testing

/// The examples of the reference run as they stand.
struct OperatorExampleTests {
    @Test(arguments: OperatorReference.all.map { [$0.name, $0.example] })
    func exampleRuns(row: [String]) async throws {
        let result = try await Answers.result(row[1])
        #expect(!result.columns.isEmpty || !result.further.isEmpty, "\(row[0])")
    }
}
