import EarshotModel
import EarshotQuery
import Testing

/// Values that depend on more than their arguments, and the names of what the query leaves unnamed.
struct ValueTests {
    /// One value for the whole query, where a plain `let` gives another in each row.
    @Test func toscalarIsComputedOnce() async throws {
        let rows = "range i from 1 to 3 step 1 | project a = once, b = again | summarize dcount(a), dcount(b)"
        for function in ["new_guid()", "rand()", "tostring(new_guid())"] {
            let query = "let once = toscalar(\(function)); let again = \(function); \(rows)"
            #expect(try await Answers.text(query) == "dcount_a dcount_b | 1 3", "\(function)")
        }
        #expect(try await Answers.text("print toscalar(1 + 2), toscalar(print 4)") == "print_0 print_1 | 3 4")
    }

    @Test func everyColumnAsArguments() async throws {
        let table = "datatable(i: int, l: long, s: string)[1, 2, 'abc', 3, 4, '']"
        #expect(
            try await Answers.text("\(table) | project pack_array(*), n = pack_array(s, *)")
                == #"Column1 n | [1,2,"abc"] ["abc",1,2,"abc"] | [3,4,""] ["",3,4,""]"#)
        #expect(
            try await Answers.text("\(table) | summarize sum(estimate_data_size(*)), max(estimate_data_size(s))")
                == "sum_ max_ | 27 3")
        await #expect(throws: QueryError.self) { try await Answers.text("\(table) | project strcat(*)") }
    }

    @Test func binAutoKeepsTheName() async throws {
        let query = """
            set query_bin_auto_size = 10; set query_bin_auto_at = 3;
            range n from 1 to 20 step 1 | summarize count() by bin_auto(n) | order by n asc
            """
        #expect(try await Answers.text(query) == "n count_ | -7 2 | 3 10 | 13 8")
    }

    @Test func covarianceBearsBothNames() async throws {
        let rows = "range x from 1 to 4 step 1 | extend y = 2 * x, even = x % 2 == 0"
        #expect(
            try await Answers.text(
                "\(rows) | summarize covariance(x, y), covariancep(x, y), covarianceif(x, y, even), covariancepif(y, x, even)"
            ) == "covariance_x_y covariancep_x_y covarianceif_x_y covariancepif_y_x | 3.3333333333333335 2.5 4.0 2.0")
    }
}
