import AllianceNames
import Credentials
import MergedView
import NodeAPI
import Peering
import Replication
import Roster
import SQLiteStore
import TransparencyLog

/// How this node stands with the others, read from the record as `/metrics` and `peer status` read it.
struct ExchangeReading {
    private let node: OpenedNode

    init(_ node: OpenedNode) { self.node = node }

    /// Where the certificate's file cannot be read, which `/readyz` tells, the end is of the one that the node was
    /// opened with.
    /// - Throws: `SQLiteStoreError`.
    func health() throws -> ExchangeHealth {
        let roster = node.roster
        let contacts = try LogContact.all(in: node)
        let statuses = Dictionary(
            try node.logs.peerStatuses().map { ($0.peer, $0) }
        ) { first, _ in first }
        let forked = Set(
            try node.forkedOpenLogs().map(\.member))
        let withholding = Set(
            try node.logs.withholdings().filter { $0.endedAt == nil }.map(\.peer))
        let held = try node.logs.states().reduce(into: [MemberID: UInt64]()) { held, state in
            held[state.origin.member, default: 0] += state.size
        }
        func standing(_ member: Member) -> ExchangeHealth.Standing {
            var standing = ExchangeHealth.Standing(
                member: member.id, name: member.name,
                roles: member.currentRoles.map(\.rawValue))
            let logs = contacts.filter { $0.origin.member == member.id }
            standing.entriesHeld = held[member.id] ?? 0
            standing.lastHeard = logs.flatMap { [$0.lastGrowth, $0.lastContact] }
                .compactMap { $0 }.max()
            standing.isStale = logs.contains(where: \.isStale)
            standing.hasConflictingRecords = forked.contains(member.id)
            standing.keepsBack = withholding.contains(member.id)
            standing.certificateExpiresAt =
                node.certificatesSeen.end(of: member.id)?.millisecondsSince1970
            if let status = statuses[member.id] {
                standing.entriesBehind = status.entriesBehind
                standing.registerVersion = status.rosterVersion
                standing.lastHeard = standing.lastHeard ?? status.lastSuccessAt
                if let refusal = status.lastRefusal, refusal.at > status.lastSuccessAt ?? 0 {
                    standing.lastRefusal = refusal
                }
            }
            return standing
        }
        let members = roster.activeMembers.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
        var own = standing(
            roster.member(node.member)
                ?? Member(
                    id: node.member, name: node.member.rawValue,
                    tenure: Tenure(from: UTCTimestamp(secondsSince1970: 0))))
        own.registerVersion = roster.version
        let certificate = (try? node.home.certs.tlsIdentity()) ?? node.identity
        own.certificateExpiresAt = certificate.notAfter.millisecondsSince1970
        let progress = try node.view.textIndexProgress()
        return ExchangeHealth(
            alliance: node.alliance, own: own,
            peers: members.filter { $0.id != node.member }.map(standing),
            logs: contacts.count, staleLogs: contacts.count { $0.isStale },
            contradictedLogs: try node.standingClaims().map(\.origin.description),
            registerVersion: roster.version,
            registerExpiresAt: roster.roster.expiresAt.millisecondsSince1970,
            certificateExpiresAt: certificate.notAfter.millisecondsSince1970,
            entriesMerged: progress.merged, textLag: progress.lag, time: node.clock.now())
    }
}
