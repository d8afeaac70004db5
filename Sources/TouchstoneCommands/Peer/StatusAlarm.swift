import AllianceNames
package import AllianceNode
import MergedView
import Replication
import Roster
import SQLiteStore

/// What a person has to look at, at the head of `peer status`.
package struct StatusAlarm: Encodable, Equatable {
    /// `register-forked`, `own-log-contradicted`, `member-suspended`, `witness-put-back`, what keeps this member from
    /// cosigning (`WitnessMarksError.keyword`), `withholding` or `log-stale`.
    package let keyword: String
    /// Whom it is about; nil where it is the authority.
    package let member: String?
    package let origin: String?
    package let since: String?
    package let text: String

    /// That the record was put back is told for so long, in milliseconds.
    private static let putBackToldFor: UInt64 = 7 * 86_400_000

    /// Those that are there now: what stops this node first, then suspended members, then who keeps back, then stale
    /// logs.
    static func all(of node: OpenedNode, _ contacts: [LogContact]) throws -> [StatusAlarm] {
        try stopping(node) + suspended(node) + ofWitness(node) + withheld(node)
            + contacts.filter(\.isStale).map(stale)
    }

    /// What stops this node, or an own log of it.
    package static func stopping(_ node: OpenedNode) throws -> [StatusAlarm] {
        try (node.registerFork.map { [registerForked($0)] } ?? [])
            + node.standingClaims().map(contradicted)
    }

    private static func registerForked(_ fork: RosterFork) -> StatusAlarm {
        StatusAlarm(
            keyword: "register-forked", member: nil, origin: nil, since: nil,
            text:
                "\(fork): no further register is taken up until the members have agreed which counts ('touchstone alliance conflict' shows both, 'touchstone alliance follow' goes by one)"
        )
    }

    /// Of a claim that stands: nothing is signed meanwhile.
    private static func contradicted(_ claim: OwnLogClaim) -> StatusAlarm {
        StatusAlarm(
            keyword: "own-log-contradicted", member: claim.claimedBy.rawValue,
            origin: claim.origin.description, since: MomentText.print(claim.at),
            text:
                "\(claim.claimedBy) contradicts \(claim.origin): nothing is signed in it until you have looked at it with 'touchstone log claims'"
        )
    }

    /// What keeps this member from cosigning, and that its record was put back.
    package static func ofWitness(_ node: OpenedNode) throws -> [StatusAlarm] {
        let standing = try node.witnessRecords.standing()
        let stopped = standing.errors.map { error in
            StatusAlarm(
                keyword: error.keyword, member: node.member.rawValue,
                origin: error.origin?.description, since: nil, text: error.description)
        }
        let now = node.clock.now()
        guard let found = standing.putBack, now < found.at || now - found.at < putBackToldFor
        else { return stopped }
        let logs = Plural.text(found.logs, "log")
        return stopped + [
            StatusAlarm(
                keyword: "witness-put-back", member: node.member.rawValue, origin: nil,
                since: MomentText.print(found.at),
                text:
                    "at \(MomentText.print(found.at)) the record of this folder was an old copy: of \(logs) it knew less than this member has cosigned, which was taken from the witness marks; find out who put it back, and what else in it is old"
            )
        ]
    }

    private static func suspended(_ node: OpenedNode) throws -> [StatusAlarm] {
        let roster = node.roster
        let pieces = try node.logs.evidence(after: 0, limit: .max).map(\.record)
        return try node.forkedOpenLogs().map { origin in
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
