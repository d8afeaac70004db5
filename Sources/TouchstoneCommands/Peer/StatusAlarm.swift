import AllianceNames
import AllianceNode
import MergedView
import Replication
import Roster
import SQLiteStore

/// What a person has to look at, at the head of `peer status`.
struct StatusAlarm: Encodable {
    /// `member-suspended`, `withholding` or `log-stale`.
    let keyword: String
    let member: String
    let origin: String?
    let since: String?
    let text: String

    /// Those that are there now: suspended members first, then who keeps back, then stale logs.
    static func all(of node: OpenedNode, _ contacts: [LogContact]) throws -> [StatusAlarm] {
        try suspended(node) + withheld(node) + contacts.filter(\.isStale).map(stale)
    }

    private static func suspended(_ node: OpenedNode) throws -> [StatusAlarm] {
        let roster = node.roster
        let pieces = try node.logs.evidence(after: 0, limit: .max).map(\.record)
        return try node.logs.forkedLogs().filter { roster.scope(of: $0) == .open }.map { origin in
            let proof = pieces.first { $0.kind == .fork && $0.origin == origin }
            let finding = try node.logs.state(of: origin)?.frozen
            let name = roster.member(origin.member)?.name ?? origin.member.rawValue
            return StatusAlarm(
                keyword: "member-suspended", member: origin.member.rawValue,
                origin: origin.description,
                since: (proof?.keptAt ?? finding?.foundAt).map(MomentText.print),
                text:
                    "\(name) signed conflicting records of log \(origin): suspended, nothing it says counts until the member register ends that log"
                    + (proof == nil
                        ? "; the proof for others is still to be completed"
                        : "; 'touchstone evidence show \(origin)' has the proof"))
        }
    }

    private static func withheld(_ node: OpenedNode) throws -> [StatusAlarm] {
        try node.logs.withholdings().filter { $0.endedAt == nil }.map { finding in
            let size = Plural.text(finding.shownSize, "entry", "entries")
            return StatusAlarm(
                keyword: "withholding", member: finding.peer.rawValue,
                origin: finding.origin.description, since: MomentText.print(finding.since),
                text:
                    "\(finding.peer) shows \(size) of log \(finding.origin), while \(finding.shownBy) shows \(finding.checkpoint.size) since \(MomentText.print(finding.since)): it keeps back what was reported"
            )
        }
    }

    private static func stale(_ contact: LogContact) -> StatusAlarm {
        let last = max(contact.lastGrowth ?? 0, contact.lastContact ?? 0)
        return StatusAlarm(
            keyword: "log-stale", member: contact.origin.member.rawValue,
            origin: contact.origin.description, since: MomentText.print(last),
            text: "nothing was heard of log \(contact.origin) since \(MomentText.print(last))")
    }
}

/// Numbers for whoever watches many nodes.
struct StatusCounters: Encodable {
    /// Logs whose authors signed two histories, ended since or not.
    let forkedLogs: Int
    let evidenceHeld: Int
    /// Found, and going on now.
    let withholdings: Int
    let withholdingsOngoing: Int
    let staleLogs: Int

    init(_ logs: SQLiteLogStore, stale: Int) throws {
        let withheld = try logs.withholdings()
        forkedLogs = try logs.forkedLogs().count
        evidenceHeld = try logs.evidence(after: 0, limit: .max).count
        withholdings = withheld.count
        withholdingsOngoing = withheld.count { $0.endedAt == nil }
        staleLogs = stale
    }
}
