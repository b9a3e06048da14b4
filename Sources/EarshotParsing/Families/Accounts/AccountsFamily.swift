internal import EarshotModel

/// Programs that change who may sign in: useradd, usermod, groupadd, passwd, chage and their like.
struct AccountsFamily: ShapeFamily {
    static let name = "accounts"
    static let vendor = "Linux"
    static let product = "shadow"
    static let clues: [Clue] = [
        .program("useradd"), .program("userdel"), .program("usermod"), .program("groupadd"), .program("groupdel"),
        .program("groupmod"), .program("passwd"), .program("chage"), .program("chfn"), .program("chsh"),
        .program("gpasswd"), .program("adduser"), .program("chpasswd"), .program("newusers"),
    ]

    var shapes = ShapeMatcher(AccountsShapes.table)

    init(configuration: ParserConfiguration) {}

    static func finish(_ line: Span<UInt8>, _ header: SyslogHeader, _ row: inout EventRow) {
        row.set(.actingAppName, line, header.programStart, header.programEnd)
    }
}

/// Source: shadow-utils.
enum AccountsShapes {
    private static let user = Meaning.audit("User added", type: "Create", object: "User")
    private static let group = Meaning.audit("Group added", type: "Create", object: "Group")

    static let table = ShapeTable([
        Shape(
            """
            new user: name=<TargetUsername+>, UID=<TargetUserId>, GID=<.Gid>, home=<.Home+>, shell=<.Shell>{, \
            from=<.Tty+>}
            """,
            user),
        Shape("failed adding user '<TargetUsername*>', exit code: <.Code#>", user.with(.eventResult, "Failure")),
        Shape("failed adding user '<TargetUsername*>'<.Details*>", user.with(.eventResult, "Failure")),
        Shape("new group: name=<Object+>, GID=<.Gid>", group),
        Shape("group added to <.File>: name=<Object+>{, GID=<.Gid>}", group),
        Shape("delete user '<TargetUsername*>'", .audit("User deleted", type: "Delete", object: "User")),
        Shape("removed group '<Object+>'<.Details*>", .audit("Group deleted", type: "Delete", object: "Group")),
        Shape("group '<Object+>' removed<.Details*>", .audit("Group deleted", type: "Delete", object: "Group")),
        Shape(
            """
            add '<TargetUsername+>' to <=shadow group|group> '<Object+>'
            """,
            .audit("Member added", type: "Set", object: "Group")),
        Shape(
            """
            delete '<TargetUsername+>' from <=shadow group|group> '<Object+>'
            """,
            .audit("Member removed", type: "Set", object: "Group")),
        Shape(
            """
            change user '<TargetUsername+>' <Object+> from '<OldValue+>' to '<NewValue+>'
            """,
            .audit("User changed", type: "Set", object: "User")),
        Shape("change user '<TargetUsername+>' <Object*>", .audit("User changed", type: "Set", object: "User")),
        Shape("lock user '<TargetUsername+>' password", .audit("User locked", type: "Disable", object: "User")),
        Shape("unlock user '<TargetUsername+>' password", .audit("User unlocked", type: "Enable", object: "User")),
        Shape(
            """
            password for '<TargetUsername+>' changed by '<ActorUsername+>'
            """,
            .audit("Password changed", type: "Set", object: "User")),
        Shape("password changed for <TargetUsername*>", .audit("Password changed", type: "Set", object: "User")),
        Shape("changed password expiry for <TargetUsername*>", .audit("User changed", type: "Set", object: "User")),
        Shape("changed user '<TargetUsername+>' <.Details*>", .audit("User changed", type: "Set", object: "User")),
        Shape(
            """
            user <ActorUsername+> added by root to group <Object*>
            """,
            .audit("Member added", type: "Set", object: "Group")),
    ])
}
