extension FieldInfo {
    static let process: [FieldInfo] = [
        .init("TargetProcessName", .text, "The process it is about."),
        .init("TargetProcessId", .number, "Number of the process it is about."),
        .init("TargetProcessCommandLine", .text, "Command line of the process it is about."),
        .init("TargetProcessGuid", .text, "Identifier of the process it is about."),
        .init("TargetProcessCurrentDirectory", .text, "Working directory of the process it is about."),
        .init("TargetProcessMD5", .text, "MD5 of the program."),
        .init("TargetProcessSHA1", .text, "SHA-1 of the program."),
        .init("TargetProcessSHA256", .text, "SHA-256 of the program."),
        .init("TargetProcessIMPHASH", .text, "Hash of the program's imports."),
        .init("TargetProcessIntegrityLevel", .label, "Integrity level of the process it is about."),
        .init("ParentProcessName", .text, "The process that started the one that did it."),
        .init("ParentProcessId", .number, "Number of that process."),
        .init("ParentProcessCommandLine", .text, "Command line of that process."),
        .init("ParentProcessGuid", .text, "Identifier of that process."),
    ]
}
