import EarshotModel
import Testing

struct TicksTests {
    @Test func epochIsWhereKustoPutsIt() {
        #expect(Ticks.from(unixSeconds: 0) == 621_355_968_000_000_000)
        #expect(Ticks.from(unixSeconds: 253_402_300_799, fraction: 9_999_999) == Ticks.max)
        #expect(Ticks.from(unixSeconds: 253_402_300_800) == nil)
        #expect(Ticks.from(unixSeconds: -62_135_596_800) == 0)
        #expect(Ticks.from(unixSeconds: -62_135_596_801) == nil)
    }

    @Test(arguments: [0, 1, -1, 10_000_000, -10_000_000, 17_000_000_005, -17_000_000_005] as [Int64])
    func splitsAndJoins(_ offset: Int64) {
        let ticks = Ticks.unixEpoch + offset
        let (seconds, fraction) = Ticks.unixSeconds(ticks)
        #expect((0..<10_000_000).contains(fraction))
        #expect(Ticks.from(unixSeconds: seconds, fraction: fraction) == ticks)
    }
}

struct CivilDateTests {
    @Test func everyDayOfFourCenturiesGoesThereAndBack() {
        for day in stride(from: Int64(-719_162), through: 146_097, by: 1) {
            let date = CivilDate(daysSince1970: day)
            #expect(date.exists)
            #expect(date.daysSince1970 == day)
        }
    }

    @Test(arguments: [
        (2023, 2, 29, false), (2024, 2, 29, true), (1900, 2, 29, false), (2000, 2, 29, true), (2024, 4, 31, false),
    ])
    func knowsWhichDaysExist(_ year: Int, _ month: Int, _ day: Int, _ exists: Bool) {
        #expect(CivilDate(year: year, month: month, day: day).exists == exists)
    }
}

struct MACAddressTests {
    @Test func textAndKind() {
        let card = MACAddress("04:42:1a:cd:5a:00")
        #expect(card?.description == "04:42:1a:cd:5a:00")
        #expect(card?.isRandomized == false)
        #expect(card?.oui == 0x04421a)
        #expect(MACAddress("ae-39-1a-67-9e-8f")?.isRandomized == true)
        #expect(MACAddress("ff:ff:ff:ff:ff:ff")?.isGroup == true)
        #expect(MACAddress("ff:ff:ff:ff:ff:ff")?.isRandomized == false)
    }

    @Test(arguments: ["", "04:42:1a:cd:5a", "04:42:1a:cd:5a:00:11", "gg:42:1a:cd:5a:00", "444:42:1a:cd:5a:00"])
    func refuses(_ text: String) {
        #expect(MACAddress(text) == nil)
    }
}

struct LabelTableTests {
    @Test func numbersStayAndGrow() {
        var table = LabelTable()
        let numbers = (0..<5000).map { table.intern("label \($0)") }
        #expect(Set(numbers).count == 5000)
        #expect((0..<5000).allSatisfy { table.intern("label \($0)") == numbers[$0] })
        #expect(table[numbers[4321]] == "label 4321")
        #expect(table.intern("") == 0)
        #expect(table[0].isEmpty)
        #expect(table[99_999].isEmpty)
    }

    @Test func isBounded() {
        var table = LabelTable(capacity: 10)
        for number in 0..<50 { _ = table.intern("\(number)") }
        #expect(table.count == 10)
        #expect(table.overflow == 40)
        #expect(table.intern("3") == 4)
    }
}

struct SchemaTests {
    @Test(arguments: Tables.all.map(\.name))
    func everyColumnRestsOnSomethingStored(_ name: String) throws {
        let table = try #require(Tables.all.first { $0.name == name })
        let stored = Set(table.stored.map(\.name))
        #expect(Set(table.columns.map(\.name)).count == table.columns.count)
        for column in table.columns {
            for needed in column.origin.storedColumns {
                #expect(stored.contains(needed), "\(column.name) needs \(needed)")
            }
            for other in column.origin.otherColumns { #expect(table.column(named: other) != nil, "\(column.name)") }
            #expect(!column.summary.isEmpty)
        }
    }

    @Test func lookupsFindTheirFields() {
        let dimensions = Dictionary(uniqueKeysWithValues: Tables.dimensions.map { ($0.name, $0.columns.map(\.name)) })
        let devices = TableSchema.assetEntity.stored.map(\.name)
        for table in Tables.all {
            for case .lookup(let lookup, let field) in table.columns.map(\.origin) {
                let fields = lookup.table == "devices" ? devices : dimensions[lookup.table]
                #expect(fields?.contains(field) == true, "\(lookup.table).\(field)")
            }
        }
    }
}

extension Origin {
    fileprivate var storedColumns: [String] {
        switch self {
        case .stored(let physical), .coded(let physical, _), .bit(let physical, _): physical.columns
        case .instant(let seconds, let fraction): [seconds] + (fraction.map { [$0] } ?? [])
        case .lookup(let lookup, _): lookup.key.columns
        case .bag(let fields, let rest): fields.map(\.column) + (rest.map { [$0] } ?? [])
        case .constant, .alias, .computed: []
        }
    }

    fileprivate var otherColumns: [String] {
        if case .alias(let name) = self { [name] } else { [] }
    }
}

extension Physical {
    fileprivate var columns: [String] {
        switch self {
        case .column(let name): [name]
        case .choice(let column, _, let then, let otherwise): [column, then, otherwise]
        }
    }
}
