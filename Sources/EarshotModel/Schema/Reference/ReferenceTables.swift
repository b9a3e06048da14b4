extension Tables {
    /// Tables of Sentinel's that rules name beside those of a home. A stored table of the same name wins.
    public static let reference: [ReferenceTable] =
        ReferenceTable.asim + ReferenceTable.threatIntelligence + ReferenceTable.windows + ReferenceTable.identity
        + ReferenceTable.network + ReferenceTable.alerts + ReferenceTable.devices + ReferenceTable.deviceDetails
        + ReferenceTable.mail + ReferenceTable.azure + ReferenceTable.azureFirewall + ReferenceTable.otherClouds
        + ReferenceTable.workspace

    /// By name.
    public static let referenceByName: [String: ReferenceTable] = Dictionary(
        reference.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}
