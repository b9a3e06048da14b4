import EarshotModel
import Testing

@testable import EarshotParsing

/// The language of shapes: what fits, what is taken, and that what others choose forges nothing.
struct ShapeTests {
    private static let login = ShapeTable([
        Shape(
            "Failed <LogonMethod> for <TargetUsername*> from <SrcIpAddr> port <SrcPortNumber>{ <.Protocol>}",
            .logonFailed("Other")),
        Shape("<Src> says <EventMessage+>{ (<.Note>)}", Meaning(.auditEvent)),
        Shape("<DvcInterface>: STA <SrcMacAddr> <Operation=associated|authenticated>", Meaning(.auditEvent)),
        Shape("literal \\<x> and \\{y\\}", .message),
        Shape("count <.Count#> of <.Name>", Meaning(.auditEvent)),
    ])

    private func read(_ text: String) -> (row: EventRow, meaning: Meaning?) {
        var matcher = ShapeMatcher(Self.login)
        var row = EventRow()
        let bytes = Array(text.utf8)
        let meaning = matcher.read(bytes.span, 0, bytes.count, into: &row)
        row.close()
        return (row, meaning)
    }

    private func text(_ row: EventRow, _ field: EventField) -> String? {
        row.value(field).map { String(decoding: row.text[$0.text], as: UTF8.self) }
    }

    @Test func takesValues() {
        let (row, meaning) = read("Failed password for root from 192.0.2.7 port 22 ssh2")
        #expect(meaning?.table == .authentication)
        #expect(text(row, .targetUsername) == "root")
        #expect(row.address(.srcIpAddr)?.description == "192.0.2.7")
        #expect(row.number(.srcPortNumber) == 22)
        #expect(row.is(.eventResult, "Failure"))
        #expect(String(decoding: row.extra, as: UTF8.self) == #"{"Protocol":"ssh2"}"#)
    }

    @Test func whatMayBeMissingMayBeMissing() {
        let (row, _) = read("Failed password for root from 2001:db8::7 port 22")
        #expect(row.address(.srcIpAddr)?.description == "2001:db8::7")
        #expect(row.extra.isEmpty)
    }

    /// A user who calls himself like the rest of the sentence stays a user.
    @Test func longestTextIsAnchoredFromTheRight() {
        let (row, _) = read("Failed none for x from 192.0.2.1 port 1 ssh2 from 192.0.2.9 port 99 ssh2")
        #expect(row.address(.srcIpAddr)?.description == "192.0.2.9")
        #expect(text(row, .targetUsername) == "x from 192.0.2.1 port 1 ssh2")
    }

    @Test func anEmptyNameIsNoName() {
        let (row, meaning) = read("Failed none for  from 192.0.2.1 port 1")
        #expect(meaning != nil)
        #expect(!row.has(.targetUsername))
    }

    @Test(arguments: [
        "Failed password for root from nowhere port 22", "Failed password for root from 192.0.2.7 port 22 ssh2 more",
        "Failed", "", "Failed password for root from 192.0.2.999 port 22",
    ]) func fitsWholeMessagesOnly(_ message: String) {
        #expect(read(message).meaning == nil)
    }

    @Test func hostsAreAddressesOrNames() {
        #expect(read("192.0.2.1 says hello").row.address(.srcIpAddr) != nil)
        let (row, _) = read("nas.lan says hello there (now)")
        #expect(text(row, .srcHostname) == "nas.lan")
        #expect(text(row, .eventMessage) == "hello there")
    }

    @Test func wordsToChooseFrom() {
        let (row, _) = read("wlan0: STA 02:00:5e:10:00:01 associated")
        #expect(text(row, .dvcInterface) == "wlan0")
        #expect(text(row, .operation) == "associated")
        #expect(read("wlan0: STA 02:00:5e:10:00:01 gone").meaning == nil)
    }

    @Test func escapedCharactersAreText() {
        #expect(read("literal <x> and {y}").meaning != nil)
    }

    @Test func textThatIsNotWellFormedIsFound() {
        #expect(ShapePieces([Shape("{open", .message)]).broken == ["{open"])
        #expect(ShapePieces([Shape("<NoSuchField>", .message)]).broken == ["<NoSuchField>"])
        #expect(ShapePieces([Shape("a}", .message)]).broken == ["a}"])
    }

    /// A line made to be tried in many ways costs a bounded number of steps.
    @Test func stepsAreBounded() {
        let text = "Failed a for " + String(repeating: " from 1", count: 20_000)
        #expect(read(text).meaning == nil)
    }
}
