import Testing

@testable import EarshotQuery

@Suite struct EnvironmentTests {
    /// Names live as long as their compilation: what they stand for must not keep them.
    @Test func surroundingsDoNotHoldThemselves() throws {
        weak var seen: Environment?
        do {
            let environment = Environment(parent: nil)
            seen = environment
            let script = try Parser.parse("let f = (x: long) { x }; let T = Events | count; T")
            for statement in script.statements {
                switch statement {
                case .letFunction(let name, let function, _): environment.define(name, .function(function, environment))
                case .letValue(let name, let value, _):
                    guard case .query(let query) = value.kind else { continue }
                    environment.define(name, .table(query, environment))
                default: break
                }
            }
            guard case .table(_, let home) = environment.lookup("T"), case .function = environment.lookup("f") else {
                Issue.record("not found")
                return
            }
            #expect(home === environment)
        }
        #expect(seen == nil)
    }
}
