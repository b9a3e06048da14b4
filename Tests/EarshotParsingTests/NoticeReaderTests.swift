import EarshotModel
import Testing

@testable import EarshotParsing

/// Who and where in a sentence.
struct NoticeReaderTests {
    private static func read(_ text: String) -> EventRow {
        let line = Array(text.utf8)
        var row = EventRow()
        row.beginNotice(line.span, 0, line.count)
        var reader = NoticeReader()
        reader.read(line.span, 0, line.count, into: &row)
        return row
    }

    private static func text(_ row: EventRow, _ field: EventField) -> String? {
        row.value(field).map { row.text.span.string($0.text.lowerBound, $0.text.upperBound) }
    }

    @Test func endsFollowTheirWords() {
        let row = Self.read("Connection from 192.0.2.1 port 4000 to server 198.51.100.2:443 refused")
        #expect(row.address(.srcIpAddr)?.description == "192.0.2.1")
        #expect(row.number(.srcPortNumber) == 4000)
        #expect(row.address(.dstIpAddr)?.description == "198.51.100.2")
        #expect(row.number(.dstPortNumber) == 443)
    }

    @Test func portsMayStandBeforeAnyAddress() {
        let row = Self.read("Source IP: 10.0.1.2 Source Port: 50293 Destination IP: 192.0.2.3 Destination Port: 80")
        #expect(row.address(.srcIpAddr)?.description == "10.0.1.2")
        #expect(row.number(.srcPortNumber) == 50_293)
        #expect(row.address(.dstIpAddr)?.description == "192.0.2.3")
        #expect(row.number(.dstPortNumber) == 80)
    }

    @Test func anInterfaceStandsBeforeAColon() {
        let row = Self.read("Something from inside:10.0.0.7/4500 happened")
        #expect(row.address(.srcIpAddr)?.description == "10.0.0.7")
        #expect(row.number(.srcPortNumber) == 4500)
        #expect(Self.text(row, .dvcInboundInterface) == "inside")
    }

    @Test func usersLoseTheirDomain() {
        #expect(Self.text(Self.read("quota of user anna@example.com is used up"), .actorUsername) == "anna")
        #expect(Self.text(Self.read("user 'HOME\\anna' failed"), .actorUsername) == "anna")
        #expect(Self.text(Self.read("for the user is nothing left"), .actorUsername) == nil)
    }

    /// The address that the device writes stands behind the name that somebody chose.
    @Test func aNameForgesNoAddress() {
        let row = Self.read("failed login of user anna from 192.0.2.66 from 198.51.100.7")
        #expect(row.address(.srcIpAddr)?.description == "198.51.100.7")
        let quoted = Self.read("failed login of \"anna from 192.0.2.66\" from 198.51.100.7")
        #expect(quoted.address(.srcIpAddr)?.description == "198.51.100.7")
    }

    @Test func numbersWithDotsAreNoAddresses() {
        let row = Self.read("upgraded from version 10.1.2 to 10.1.3 due to 12:30:00")
        #expect(!row.has(.srcIpAddr))
        #expect(!row.has(.dstIpAddr))
    }
}
