import EarshotModel
import Testing

@testable import EarshotQuery

/// Columns are named as Kusto names them. Each expectation was checked with Microsoft's own binder.
@Suite struct NamingTests {
    @Test(arguments: [
        ("print a = 1, 2, now()", "a:long print_1:long print_2:datetime"),
        ("Events | project Port, Port + 1, Bytes = 2", "Port:int Column1:long Bytes:long"),
        ("Events | project Port + 1, Column1 = 2", "Column1:long Column11:long"),
        (
            "Events | project tostring(Port), strlen(Message), tolower(Message)",
            "Port:string strlen_Message:long Column1:string"
        ),
        ("Events | project More.a.b, More['x y'], More[0].q", "More_a_b:dynamic More_x y:dynamic More_0_q:dynamic"),
        (
            "Events | summarize count(), sum(Bytes), dcount(SrcIp), round(avg(Bytes), 2) by bin(Time, 1h)",
            "Time:datetime count_:long sum_Bytes:long dcount_SrcIp:long avg_Bytes:real"
        ),
        ("Events | summarize arg_max(Bytes, *) by Port | project-keep Bytes, Port", "Port:int Bytes:long"),
        ("Events | summarize arg_max(Bytes + 1, SrcIp)", "max_:long SrcIp:string"),
        ("Events | summarize arg_max(Bytes, Port), arg_min(Bytes, Port)", "Bytes:long Port:int Bytes1:long Port1:int"),
        ("Events | summarize percentiles(Bytes, 5, 99.9)", "percentile_Bytes_5:long percentile_Bytes_99_9:long"),
        (
            "Events | summarize make_list(Port), make_set(Port), take_any(Port)",
            "list_Port:dynamic set_Port:dynamic Port:int"
        ),
        ("Events | summarize sum(Bytes) / count()", "Column1:long"),
        ("Events | summarize by Port, tolower(SrcIp)", "Port:int Column1:string"),
        ("Events | distinct Port, Bytes + 1, bin(Port, 10)", "Port:int Column1:long Port1:long"),
        ("Events | count", "Count:long"),
        ("range i from 1 to 3 step 1", "i:long"),
        (
            "datatable(a: string, b: string)[] | join (datatable(a: string, c: int)[]) on a",
            "a:string b:string a1:string c:int"
        ),
        ("datatable(a: string, v: long)[] | lookup (datatable(a: string, v: long)[]) on a", "a:string v:long v1:long"),
        (
            "datatable(a: long)[] | union withsource=T (datatable(a: string, b: long)[])",
            "T:string a_long:long a_string:string b:long"
        ),
        ("datatable(a: long, b: dynamic)[] | mv-expand with_itemindex=i b to typeof(string)", "a:long b:string i:long"),
        ("datatable(a: long)[] | getschema", "ColumnName:string ColumnOrdinal:long DataType:string ColumnType:string"),
        ("datatable(a: long)[] | extend a = 'x', c = a", "a:string c:long"),
        (
            "datatable(a: int, b: long, c: real)[] | project x = a + a, y = a / 2, z = a * c, w = -a",
            "x:long y:long z:real w:long"
        ),
        (
            "datatable(t: datetime, d: timespan)[] | project t - t, t + d, d / d, d * 2",
            "Column1:timespan Column2:datetime Column3:real Column4:timespan"
        ),
    ])
    func columns(query: String, expected: String) throws {
        let columns = try TestTables.compile(query).columns
        #expect(columns.map { "\($0.name):\($0.type.rawValue)" }.joined(separator: " ") == expected)
    }
}
