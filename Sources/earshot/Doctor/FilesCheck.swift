import EarshotPipeline
import Glibc

/// Files that are fetched and not made: geography and the parts of the page.
struct FilesCheck {
    /// DB-IP and MaxMind bring a new edition every month; after three, places have moved.
    private static let oldAfterDays = 92

    let settings: Settings

    var remarks: [Remark] { geography + [page] }

    private var geography: [Remark] {
        let files = settings.geography
        var remarks = files.problems.map {
            Remark.broken("geography", $0, remedy: "Fetch the file again (Scripts/bootstrap.sh), or correct geo.* .")
        }
        if files.editions.isEmpty, remarks.isEmpty {
            return [
                .attention(
                    "geography", "there are no MMDB files: no countries, no map",
                    remedy: "Run Scripts/bootstrap.sh, or name files with geo.city and geo.network.")
            ]
        }
        for edition in files.editions { remarks.append(Self.remark(edition)) }
        return remarks
    }

    private static func remark(_ edition: GeographyEdition) -> Remark {
        let days = max(0, (Int(time(nil)) - edition.builtAt) / 86_400)
        let text = "\(edition.type), \(days) days old"
        return days > oldAfterDays
            ? .attention("geography", text, remedy: "Fetch this month's edition from its maker.")
            : .fine("geography", text)
    }

    private var page: Remark {
        let folder = Settings.expand("${EARSHOT_PREFIX}/share/earshot/web/vendor")
        return access(folder, R_OK) == 0
            ? .fine("page", folder)
            : .broken(
                "page", "its parts are not in \(folder)",
                remedy: "Run Scripts/bootstrap.sh; EARSHOT_PREFIX says where it puts things.")
    }
}
