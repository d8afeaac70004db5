import AllianceNames
import Casework
import JSON
import MergedView
import SignIn
import Statements

/// Cases and what is in them, for programs.
enum CaseJSON {
    static let idPattern = "^[0-9a-f]{32}$"
    static let states = ["open", "closed"]

    /// Nil for what is no state.
    static func isClosed(_ state: String) -> Bool? {
        states.contains(state) ? state == "closed" : nil
    }

    static func folder(_ folder: Case) -> JSONValue { .members(head(folder)) }

    private static func head(_ folder: Case) -> [(String, JSONValue?)] {
        [
            ("id", .string(folder.id.description)), ("title", .string(folder.title)),
            ("state", .string(folder.closedAt == nil ? "open" : "closed")),
            ("owner", .string(folder.owner.rawValue)),
            ("team", .array(folder.team.map { .string($0.rawValue) })),
            ("createdAt", IndicatorJSON.time(folder.createdAt)),
            ("changedAt", IndicatorJSON.time(folder.changedAt)),
            ("closedAt", folder.closedAt.map(IndicatorJSON.time)),
            ("revision", .integer(folder.revision)),
        ]
    }

    /// All that is in it, in the order in which it happened.
    static func sheet(_ sheet: CaseSheet) -> JSONValue {
        let items = sheet.items.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
        // As on the console: who compared is shown to those who take part.
        let comparisons = sheet.optIn == nil ? [] : sheet.comparisons
        return .members(
            head(sheet.folder) + [
                (
                    "items",
                    .array(
                        items.map { item($0, of: sheet.folder.id, known: sheet.known[$0.id]) })
                ), ("contact", sheet.optIn.map(optIn)),
                ("matches", .array(sheet.matches.map(match))),
                ("comparisons", .array(comparisons.map(comparison))),
            ])
    }

    /// - Parameter known: what members say of an identifier now.
    static func item(
        _ item: CaseItem, of folder: CaseworkID, known: IndicatorState? = nil
    ) -> JSONValue {
        guard case .object(var members) = item.body.json else { return .null }
        members["id"] = .string(item.id.description)
        members["at"] = IndicatorJSON.time(item.at)
        members["addedAt"] = IndicatorJSON.time(item.addedAt)
        members["addedBy"] = .string(item.addedBy.rawValue)
        members["doneAt"] = item.doneAt.map(IndicatorJSON.time)
        members["doneBy"] = item.doneBy.map { .string($0.rawValue) }
        switch item.body {
        case .identifier(let indicator, _):
            members["href"] = RESTPath.indicator(indicator).map { .string($0) }
            members["known"] = known.map { state in
                .object([
                    "status": .string(state.status.rawValue),
                    "members": IndicatorJSON.names(state.asserting),
                ])
            }
        case .task(_, _, let due): members["due"] = due.map(IndicatorJSON.time)
        case .file:
            members["href"] = .string(
                "\(RESTRoutes.root)\(RESTRoutes.casesPath)/\(folder)/files/\(item.id)")
        case .note, .person, .event, .link: break
        }
        return .object(members)
    }

    private static func optIn(_ optIn: ContactOptIn) -> JSONValue {
        .members([
            ("contact", .string(optIn.contact)), ("by", .string(optIn.by.rawValue)),
            ("at", IndicatorJSON.time(optIn.at)),
        ])
    }

    private static func match(_ match: ContactMatch) -> JSONValue {
        .members([
            ("identifier", IndicatorJSON.identifier(match.indicator)),
            ("member", .string(match.member.rawValue)),
            ("contact", match.contact.isEmpty ? nil : .string(match.contact)),
            ("at", IndicatorJSON.time(match.at)),
        ])
    }

    private static func comparison(_ one: CaseSheet.Comparison) -> JSONValue {
        .members([
            ("member", .string(one.member.rawValue)), ("at", IndicatorJSON.time(one.at)),
            ("asking", .bool(one.isAsking)),
        ])
    }
}
