import EarshotModel
import EarshotQuery
import Foundation
import Testing

@testable import EarshotDetect

struct RuleFileTests {
    /// The form of Sentinel's scheduled rules, invented content.
    static let sentinel = """
        id: 11111111-2222-3333-4444-555555555555
        name: Example of a scheduled rule
        description: |
          'Somebody did something
          somewhere.'
        severity: Medium
        status: Available
        requiredDataConnectors:
          - connectorId: Syslog
            dataTypes:
              - Syslog
        queryFrequency: PT1H
        queryPeriod: P1D
        triggerOperator: gt
        triggerThreshold: 2
        tactics:
          - CredentialAccess
        relevantTechniques:
          - T1110
        tags:
          - Schema: ASIM
        query: |
          Syslog | where SyslogMessage has 'x'
        entityMappings:
          - entityType: IP
            fieldMappings:
              - identifier: Address
                columnName: SrcIpAddr
        suppressionDuration: PT5H
        suppressionEnabled: false
        version: 1.0.4
        kind: Scheduled
        """

    private func load(_ text: String) throws -> Rule {
        let folder = FileManager.default.temporaryDirectory.appending(path: "rules-\(UUID())").path()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try text.write(toFile: folder + "/example.yaml", atomically: true, encoding: .utf8)
        return try RuleLibrary.rule(at: folder + "/example.yaml")
    }

    @Test func sentinelsLoadAsTheyAre() throws {
        let rule = try load(Self.sentinel)
        #expect(rule.id == "11111111-2222-3333-4444-555555555555")
        #expect(rule.description == "Somebody did something somewhere.")
        #expect(rule.frequency == 3600 && rule.period == 86_400)
        #expect(rule.trigger == .above(2))
        #expect(!rule.isPerRow)
        #expect(rule.needs == ["Syslog"])
        #expect(rule.entities == [.init(type: "IP", identifier: "Address", column: "SrcIpAddr")])
    }

    @Test func whatIsWrongIsNamed() {
        func reason(_ text: String) -> String {
            do { _ = try load(text) } catch let error as RuleError { return error.reason } catch {}
            return ""
        }
        #expect(reason("name: x").hasPrefix("It has no query."))
        #expect(reason("query: print 1") == "\"name\" is missing.")
        #expect(
            reason("name: x\nquery: print 1\nqueryFrequency: often")
                == "queryFrequency is \"often\". Write a span such as 5m, 1h, 14d or PT1H.")
        #expect(reason("name: x\nquery: print 1\nqueryFrequency: 5s") == "queryFrequency is below a minute.")
        #expect(reason("name: x\nquery: print 1\ntriggerOperator: most").contains("Use gt, lt, eq or ne."))
        #expect(!reason("name: [").isEmpty)
        #expect(reason("name: x\nquery: print 1\nseverity: Huge").contains("severity"))
    }

    @Test func spans() {
        #expect(SpanText.seconds("90s") == 90)
        #expect(SpanText.seconds("14d") == 1_209_600)
        #expect(SpanText.seconds("PT1H30M") == 5400)
        #expect(SpanText.seconds("P1DT12H") == 129_600)
        for bad in ["", "h", "1", "1y", "-5m", "P", "PT", "P1H", "99999999999d"] {
            #expect(SpanText.seconds(bad) == nil || bad == "P" || bad == "PT", "\(bad)")
        }
    }
}
