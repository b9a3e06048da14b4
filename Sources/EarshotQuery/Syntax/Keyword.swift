/// Words that cannot stand for a column unless bracketed. Established by asking Microsoft's parser about every keyword.
enum Keyword {
    /// Not even as a new name: `extend long = 1` is an error.
    static let neverDeclared: Set<String> = split(
        """
        __contextual_datatable __crossCluster __crossDB __executeAndCache __id __isFuzzy __noWithSource __packedColumn \
        __projectAway __sourceColumnIndex and anomalychart areachart asc bagexpansion barchart between bin_legacy boolean \
        byte cachingpolicy callout cancel card char columnchart contains_cs containscs cycles dataexport datascope date \
        datetime decimal decodeblocks desc double dynamic encodingpolicy endswith endswith_cs expandoutput \
        extent_tags_retention external_data first flags float force_remote harddelete hardretention has_all has_any has_cs \
        hasprefix hasprefix_cs hassuffix hassuffix_cs hotcache int int16 int32 int64 int8 isfuzzy journal kind ladderchart \
        last like likecs linechart long missing nooptimization notcontains notcontainscs notlike notlikecs or others \
        pathformat piechart pivotchart project queries query_results real relaxed restricted_view_access \
        row_level_security rowstore rowstore_references rowstore_sealinfo rowstorepolicy rowstores scatterchart seal seals \
        shards simple softdelete softretention stackedareachart startswith startswith_cs statistics \
        storedqueryresultcontainers string tablepurge time timechart timeline timepivot timespan treemap uint uint16 uint32 \
        uint64 uint8 ulong union uniqueid unrestrictedviewers views with_itemindex with_match_id with_source \
        with_step_name withsource writeaheadlog
        """)

    /// Not as a reference to a column, though as a new name.
    static let neverReferenced: Set<String> = neverDeclared.subtracting(["kind", "with_source", "withsource"]).union(
        split(
            """
            accumulate as by contains datatable earliest externaldata find has in invoke latest materialize mdm of print \
            sample search set sql title to toscalar totable verbose viewers where
            """))

    private static func split(_ words: String) -> Set<String> { Set(words.split(separator: " ").map(String.init)) }
}
