package import AllianceNames
package import JSON
import SignIn
package import Statements

/// What of a case is handed to an authority or a lawyer: what was found, without who in this house is to do
/// what. Of the alliance's records it names this member's own reports only, by their place in the log, and
/// those only that their marking lets go outside; what others said is theirs to pass on.
package struct Referral: Sendable {
    package static let format = "touchstone-referral"
    package static let version: UInt64 = 1

    package struct OwnReport: Hashable, Sendable {
        package let log: LogOrigin
        package let index: UInt64
        package let marking: TLP

        package init(log: LogOrigin, index: UInt64, marking: TLP) {
            self.log = log
            self.index = index
            self.marking = marking
        }
    }

    package let member: String
    package let folder: Case
    /// In the order of the timeline.
    package let items: [CaseItem]
    package let ownReports: [Indicator: [OwnReport]]
    /// Milliseconds since 1970.
    package let at: UInt64

    /// - Parameter items: all of the case; tasks are left out.
    package init(
        member: String, folder: Case, items: [CaseItem],
        ownReports: [Indicator: [OwnReport]], at: UInt64
    ) {
        self.member = member
        self.folder = folder
        self.items = items.filter { $0.body.kind != .task }
            .sorted { ($0.at, $0.id) < ($1.at, $1.id) }
        self.ownReports = ownReports
        self.at = at
    }

    /// The same with what had been added by a time, the oldest items of it.
    package func asOf(_ time: UInt64, itemsMax: Int) -> Referral {
        let kept = Set(
            items.filter { $0.addedAt <= time }.sorted { ($0.addedAt, $0.id) < ($1.addedAt, $1.id) }
                .prefix(itemsMax).map(\.id))
        return Referral(
            member: member, folder: folder, items: items.filter { kept.contains($0.id) },
            ownReports: ownReports, at: at)
    }

    /// - Parameter time: writes a time, ms since 1970.
    package func json(_ time: (UInt64) -> String) -> JSONValue {
        .object([
            "format": .string(Self.format), "version": .integer(Self.version),
            "member": .string(member), "made": .string(time(at)),
            "case": .object([
                "id": .string(folder.id.description), "title": .string(folder.title),
                "begun": .string(time(folder.createdAt)),
            ]),
            "items": .array(items.map { item(of: $0, time) }),
        ])
    }

    private func item(of item: CaseItem, _ time: (UInt64) -> String) -> JSONValue {
        guard case .object(var members) = item.body.json else { return .null }
        members["added"] = .string(time(item.addedAt))
        switch item.body {
        case .event(let at, _): members["at"] = .string(time(at))
        case .identifier(let indicator, _):
            members["reported"] = .array(
                (ownReports[indicator] ?? []).map { report in
                    .object([
                        "log": .string(report.log.description),
                        "entry": .integer(report.index), "tlp": .string(report.marking.name),
                    ])
                })
        default: break
        }
        return .object(members)
    }
}
