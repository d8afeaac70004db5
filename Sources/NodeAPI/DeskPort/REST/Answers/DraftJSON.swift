import AllianceNames
import Casework
import JSON
import MergedView
import SignIn
import Statements
import TransparencyLog

/// Drafts, for the programs of those who may see them.
enum DraftJSON {
    static func path(of draft: CaseworkID) -> String {
        "\(RESTRoutes.root)\(RESTRoutes.draftsPath)/\(draft)"
    }

    static func list(_ list: ListPage<Draft, CasePlace>) -> JSONValue {
        .members([
            ("drafts", .array(list.items.map(draft))), ("complete", .bool(list.next == nil)),
            ("next", list.next.map { .string($0.description) }),
        ])
    }

    static func draft(_ draft: Draft) -> JSONValue { .members(head(draft)) }

    static func begun(_ draft: Draft, _ list: DraftList) -> JSONValue {
        .members([
            ("draft", self.draft(draft)),
            (
                "refused",
                .array(
                    list.refused.map {
                        .members([
                            ("line", .integer(UInt64($0.line))), ("refused", .string($0.keyword)),
                            ("detail", .string($0.detail)),
                        ])
                    })
            ),
        ])
    }

    /// As who works on it, or decides on it, has to see it.
    ///
    /// - Parameters:
    ///   - steps: that who asks may take.
    ///   - publishers: who could publish it in this member's place.
    ///   - names: of members, for people.
    static func sheet(
        _ sheet: DraftSheet, may steps: Set<DraftStep>, _ publishers: [MemberID],
        names: [MemberID: String]
    ) -> JSONValue {
        let rows = sheet.rows.enumerated().map { row($0.element, $0.offset + 1) }
        let readers = sheet.audience.readers.map { member -> JSONValue in
            .members([
                ("member", .string(member.rawValue)),
                ("name", .string(names[member] ?? member.rawValue)),
            ])
        }
        let more: [(String, JSONValue?)] = [
            ("readers", .array(readers)),
            ("secondLookNeeded", .bool(sheet.draft.stage.isOpen && sheet.needsSecondLook)),
            ("forAnotherMember", .bool(sheet.isForAnother)),
            ("may", .array(steps.map(\.rawValue).sorted().map { .string($0) })),
            ("publishers", IndicatorJSON.names(publishers)), ("rows", .array(rows)),
        ]
        return .members(head(sheet.draft) + more)
    }

    private static func head(_ draft: Draft) -> [(String, JSONValue?)] {
        [
            ("id", .string(draft.id.description)), ("href", .string(path(of: draft.id))),
            ("author", .string(draft.author.rawValue)),
            ("channel", .string(draft.channel.rawValue)), ("title", .string(draft.title)),
            ("stage", .string(draft.stage.rawValue)), ("revision", .integer(draft.revision)),
            ("rowCount", .integer(UInt64(draft.rowCount))),
            ("createdAt", IndicatorJSON.time(draft.createdAt)),
            ("changedAt", IndicatorJSON.time(draft.changedAt)),
            ("returned", draft.remark.map(remark)), ("published", published(draft)),
            ("withdrawn", draft.withdrawal.map(withdrawal)),
        ]
    }

    private static func remark(_ remark: Draft.Remark) -> JSONValue {
        .members([("by", .string(remark.by.rawValue)), ("remark", .string(remark.text))])
    }

    /// Its entries stand one behind the other from the first on.
    private static func published(_ draft: Draft) -> JSONValue? {
        guard let entries = draft.entries else { return nil }
        return .members([
            ("by", (draft.publishedBy?.rawValue).map { .string($0) }),
            ("at", draft.publishedAt.map(IndicatorJSON.time)),
            ("log", .string(entries.log.description)), ("first", .integer(entries.first)),
        ])
    }

    private static func withdrawal(_ withdrawal: Draft.Withdrawal) -> JSONValue {
        .members([
            ("by", .string(withdrawal.by.rawValue)), ("at", IndicatorJSON.time(withdrawal.at)),
        ])
    }

    /// - Parameter number: its place, from 1.
    private static func row(_ row: DraftSheet.Row, _ number: Int) -> JSONValue {
        let report = row.report
        let said: [(String, JSONValue?)] = [
            ("row", .integer(UInt64(number))), ("type", .string(report.indicator.type.name)),
            ("value", .string(report.indicator.value)),
            ("href", RESTPath.indicator(report.indicator).map { .string($0) }),
            ("basis", .string(report.basis.name)),
            ("confidence", .integer(UInt64(report.confidence))),
            ("tlp", .string(report.tlp.name)),
            ("marks", .array(report.marks.map { .string($0) })),
            ("marketplace", report.marketplace.map { .string($0) }),
            ("firstSeen", report.firstSeen.map(IndicatorJSON.time)),
            ("lastSeen", report.lastSeen.map(IndicatorJSON.time)),
            ("validUntil", report.validUntil.map(IndicatorJSON.time)),
            ("naturalPerson", report.naturalPerson.map { .bool($0) }),
            ("legalBasis", report.legalBasis.map { .string($0) }),
            ("note", report.note.map { .string($0) }),
        ]
        let attributes = report.attributes.map { attribute -> JSONValue in
            .members([
                ("name", .string(attribute.name)), ("value", .string(attribute.value)),
            ])
        }
        let around: [(String, JSONValue?)] = [
            ("attributes", .array(attributes)),
            ("known", row.known.map { IndicatorJSON.summary($0, []) }),
            ("warnings", .array(row.warnings.map(warning))),
        ]
        return .members(said + around)
    }

    private static func warning(_ warning: DraftWarning) -> JSONValue {
        let (word, words, member): (String, String?, MemberID?) =
            switch warning {
            case .own(let text): ("own", text, nil)
            case .ofMember(let member): ("member", nil, member)
            case .readsOtherwise(let other): ("reads-otherwise", other, nil)
            case .twice: ("twice", nil, nil)
            case .inAnotherDraft: ("in-another-draft", nil, nil)
            case .reportedAlready: ("reported-already", nil, nil)
            case .objectedTo: ("objected-to", nil, nil)
            case .entrusted(let member): ("entrusted", nil, member)
            }
        return .members([
            ("warning", .string(word)), ("words", words.map { .string($0) }),
            ("member", (member?.rawValue).map { .string($0) }),
        ])
    }

    /// All words of `warning`.
    static let warnings = [
        "own", "member", "reads-otherwise", "twice", "in-another-draft", "reported-already",
        "objected-to", "entrusted",
    ]
}
