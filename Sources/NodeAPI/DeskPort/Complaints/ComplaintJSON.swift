import AllianceNames
import CRDT
package import Complaints
package import JSON
import MergedView
import Statements
import TransparencyLog

/// Complaints for programs: in lists, in the queue, and what is wrong with one before it is sent. Times that are
/// not there are of what is not confirmed yet.
package enum ComplaintJSON {
    // MARK: Lists

    static func page(_ page: ComplaintPage) -> JSONValue {
        .members([
            ("complaints", .array(page.complaints.map(summary))),
            ("next", page.next.map { .string($0.text) }),
        ])
    }

    package static func summary(_ complaint: ComplaintSummary) -> JSONValue {
        let stages = complaint.stages.filter { $0.value > 0 }.sorted {
            $0.key.rawValue < $1.key.rawValue
        }
        return .members([
            ("id", id(complaint.id)), ("channel", channel(complaint.id)),
            ("complainant", complainant(complaint.complainant)),
            ("onBehalfOf", complaint.onBehalfOf.map { .string($0) }),
            ("right", .string(complaint.right)), ("ground", .string(complaint.ground.name)),
            ("filedAt", time(complaint.filedAt)), ("listings", count(complaint.listings)),
            (
                "stages",
                .array(
                    stages.map {
                        .members([
                            ("stage", .string($0.key.rawValue)), ("listings", count($0.value)),
                        ])
                    })
            ),
            ("due", complaint.due.map(moment)), ("mends", complaint.mends.map(id)),
            ("mendedBy", complaint.mendedBy.map(id)),
            ("refusal", complaint.refusal.map(refusal)),
        ])
    }

    package static func item(_ item: ReviewItem) -> JSONValue {
        .members([
            ("complaint", id(item.complaint)), ("place", count(item.place)),
            ("listing", IndicatorJSON.identifier(item.listing)),
            ("kind", .string(item.kind.rawValue)), ("stage", .string(item.stage.rawValue)),
            ("reason", item.reason.map { .string($0.rawValue) }),
            ("ground", .string(item.ground.name)), ("urgency", .string(item.band.jsonName)),
            ("harm", count(item.harm)), ("due", item.due.map(moment)),
            ("seller", item.seller.map(IndicatorJSON.identifier)),
        ])
    }

    // MARK: Checks

    package static func failures(_ failures: [FilingFailure]) -> JSONValue {
        .array(
            failures.map { failure in
                .members([
                    ("code", .string(failure.code)), ("places", .array(failure.places.map(count))),
                    ("problem", .string(failure.problem)), ("mend", .string(failure.mend)),
                ])
            })
    }

    // MARK: What was signed

    /// The first entry, by its name, its place and its proof; then what else is said of it.
    static func signed(
        _ entries: SignedEntries, and more: [(String, JSONValue?)] = []
    ) -> JSONValue {
        let first = EntryReference(origin: entries.log, index: entries.indexes.lowerBound)
        return .members(
            [
                ("id", id(first)), ("entry", entry(first)),
                ("leafHash", .string(entries.leafHash.hex)),
                ("treeSize", .integer(entries.treeSize)),
            ] + more)
    }

    // MARK: Words that all of them have

    static func id(_ entry: EntryReference) -> JSONValue { .string(entry.pathName) }

    /// Where it stands, and where its proof is.
    static func entry(_ entry: EntryReference) -> JSONValue {
        IndicatorJSON.entry(StatementDot(log: entry.origin, index: entry.index))
    }

    static func channel(_ entry: EntryReference) -> JSONValue {
        .string(entry.origin.channel.rawValue)
    }

    static func count(_ count: Int) -> JSONValue { .number(String(count)) }

    static func moment(_ milliseconds: UInt64) -> JSONValue { IndicatorJSON.time(milliseconds) }

    static func time(_ time: EventTime) -> JSONValue? { time.milliseconds.map(moment) }

    static func text(_ text: String) -> JSONValue? { text.isEmpty ? nil : .string(text) }

    static func refusal(_ refusal: TransitionRefusal) -> JSONValue {
        .members([
            ("code", .string(refusal.keyword)), ("detail", .string(refusal.description)),
        ])
    }

    static func complainant(_ complainant: Complainant) -> JSONValue {
        let (kind, member, account): (String, MemberID, String?) =
            switch complainant {
            case .member(let member): ("member", member, nil)
            case .hosted(let account, let platform): ("account", platform, account)
            case .screening(let platform): ("screening", platform, nil)
            }
        return .members([
            ("kind", .string(kind)), ("member", .string(member.rawValue)),
            ("account", account.map { .string($0) }),
        ])
    }
}

extension ReviewUrgency.Band {
    static let jsonNames = ["escalated", "warned", "in-time"]

    package var jsonName: String {
        switch self {
        case .escalated: "escalated"
        case .warned: "warned"
        case .inTime: "in-time"
        }
    }
}

extension ComplaintCursor {
    static let pattern: String =
        "^(0|[1-9][0-9]{0,13}|pending)~" + EntryReference.pathPattern.dropFirst()

    package var text: String {
        (filedAt.milliseconds.map { String($0) } ?? "pending") + "~" + id.pathName
    }

    /// Nil for what `text` never gives.
    package init?(parsing text: String) {
        let sides = text.split(separator: "~", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.count == 2, let id = EntryReference(pathName: String(sides[1])) else {
            return nil
        }
        if sides[0] == "pending" {
            self.init(filedAt: .pending, id: id)
        } else {
            guard let time = UInt64(sides[0]), String(time) == sides[0],
                time <= StatementLimits.timeMillisecondsMax
            else { return nil }
            self.init(filedAt: .witnessed(time), id: id)
        }
    }
}
