import EarshotModel

/// What one compilation accumulates: column numbers, table scans, shared subqueries. Lives as long as the compilation.
final class Context {
    let catalog: FunctionCatalog
    let tables: [String: TableSchema]
    /// Tables of Sentinel's without a store of their own.
    let references: [String: ReferenceTable]
    /// What the person who asked should know about the answer.
    private(set) var remarks: [String] = []
    let watchlists: (any Watchlists)?
    /// What `externaldata` may read; nil: nothing.
    let external: (any ExternalData)?
    private(set) var externals: [ExternalTable.Source] = []
    /// Set when a query asks for a list, which may be another one the next time.
    var readsWatchlists = false
    /// Set when a query reads a list that does not exist.
    var lacksWatchlist = false
    /// The query's text, and the columns that it may have because it does not mean anything without them.
    var text: [UInt8] = []
    var assumed = AssumedColumns()
    /// Why the query may not be run although it means something.
    var refusal: QueryError?
    let options: QueryOptions
    /// What is counted ahead and may be used.
    let coverage: RollupCoverage
    /// Set by the emission when an aggregation would be answered from rollups if they covered its time.
    var couldUseRollups = false
    private(set) var scans: [TableScan] = []
    private var owners: [ColumnID: Owner] = [:]
    private var twins: [ColumnID: [String: ColumnID]] = [:]
    private var nextID = 1
    /// Subqueries used more than once, in order of creation: a later one may use an earlier one.
    var shared: [Shared] = []
    /// Nodes bound so far; functions and views are bound anew at every use, which this limits.
    private var work = 0
    static let maximumWork = 200_000

    struct Shared {
        let plan: Plan
        let order: [OrderKey]
        let materialized: Bool
        var required: Set<ColumnID> = []
        var isUsed = false
    }

    /// Tables that earlier questions to the data were answered with, and the question that is open now.
    var answers: [QueryResult] = []
    var question: Relation?
    let settings: QuerySettings

    /// All values of dynamic columns that the query itself spells out.
    var literalBags: [ColumnID: [String]] = [:]
    /// Set by the emission when a subquery turns out to use a column of the row around it.
    var hasForeignColumn = false

    /// Computed columns of tables as bound for a scan: by the scan's first column and the column's name.
    private var computed: [ColumnID: [String: SQL]] = [:]
    /// Binds a computed column on first use; the binder sets it.
    var bindComputed: ((Column, TableScan) -> SQL?)?

    /// What each aggregate is, by the number of its column: its SQL says it only to the engine.
    var calls: [ColumnID: AggregateCall] = [:]
    /// Columns that are values of a chosen row.
    var picks: [ColumnID: RowPick] = [:]
    /// What the SQL of some expressions means, for the planner.
    var meanings = Meanings()

    enum Owner {
        case column(TableScan, Column)
        /// A stored value behind a column: the code of a coded column, the seconds of an instant.
        case physical(TableScan, Physical)
        /// A column of a rollup.
        case measure(TableScan, SQL)

        var scan: TableScan {
            switch self {
            case .column(let scan, _), .physical(let scan, _), .measure(let scan, _): scan
            }
        }
    }

    init(
        catalog: FunctionCatalog, tables: [String: TableSchema], references: [String: ReferenceTable] = [:],
        watchlists: (any Watchlists)? = nil, external: (any ExternalData)? = nil, options: QueryOptions,
        settings: QuerySettings = QuerySettings(), coverage: RollupCoverage = .none
    ) {
        self.catalog = catalog
        self.settings = settings
        self.tables = tables
        self.references = references
        self.watchlists = watchlists
        self.external = external
        self.options = options
        self.coverage = coverage
    }

    func remark(_ text: String) {
        if !remarks.contains(text) { remarks.append(text) }
    }

    /// The table of what is said there; what is said twice is fetched once.
    func external(_ source: ExternalTable.Source) -> ExternalTable {
        if let known = externals.firstIndex(of: source) { return ExternalTable(source, number: known) }
        externals.append(source)
        return ExternalTable(source, number: externals.count - 1)
    }

    func newID() -> ColumnID {
        defer { nextID += 1 }
        return nextID
    }

    func spend(_ amount: Int, _ span: Span) throws(QueryError) {
        work += amount
        if work > Self.maximumWork {
            throw .tooComplex("The query expands to too many operations.", span)
        }
    }

    func scan(_ table: TableSchema) -> TableScan {
        let scan = TableScan(table: table, number: scans.count, first: nextID)
        nextID += table.columns.count
        for (index, column) in table.columns.enumerated() { owners[scan.first + index] = .column(scan, column) }
        scans.append(scan)
        return scan
    }

    func computed(_ column: Column, of scan: TableScan) -> SQL? {
        if let known = computed[scan.first]?[column.name] { return known }
        guard let sql = bindComputed?(column, scan) else { return nil }
        computed[scan.first, default: [:]][column.name] = sql
        return sql
    }

    /// The columns of a scan as they are seen; an alias has the number of what it stands for.
    func columns(of scan: TableScan) -> [BoundColumn] {
        scan.table.columns.enumerated().map { index, column in
            BoundColumn(name: column.name, id: scan.first + target(index, in: scan.table), type: column.type)
        }
    }

    private func target(_ index: Int, in table: TableSchema) -> Int {
        var index = index
        for _ in 0..<4 {
            guard case .alias(let name) = table.columns[index].origin,
                let next = table.columns.firstIndex(where: { $0.name == name })
            else { break }
            index = next
        }
        return index
    }

    func owner(of id: ColumnID) -> Owner? { owners[id] }

    func scan(of id: ColumnID) -> TableScan? { owners[id]?.scan }

    /// The number of a stored value of a scan's row, made on first use.
    func twin(in scan: TableScan, _ physical: Physical) -> ColumnID {
        twin("\(physical)", .physical(scan, physical))
    }

    /// The number of a value that a scan gives besides its columns. The same name stands for the same value.
    func twin(_ name: String, _ owner: Owner) -> ColumnID {
        let scan = owner.scan
        if let known = twins[scan.first]?[name] { return known }
        let twin = newID()
        owners[twin] = owner
        twins[scan.first, default: [:]][name] = twin
        return twin
    }
}
