import EarshotModel
import Testing

struct EventFieldTests {
    /// A case and its row stand at the same place, or every field after them has the wrong name.
    @Test(arguments: EventField.allCases) func caseAndNameAgree(_ field: EventField) {
        #expect("\(field)".lowercased() == field.name.lowercased())
        #expect(EventField(named: field.name) == field)
        #expect(field.info.summary.hasSuffix("."))
    }
}
