import AllianceNames
import AllianceNode
package import ArgumentParser
import Replication
import Roster
import SQLiteStore
import TransparencyLog

package struct PeerStatus: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "status",
        abstract:
            "How it goes with each member: how far behind, last success, last refusal and why.",
        discussion: """
            Before the table stand alarms: two member registers in the place of one, own logs that \
            somebody contradicts, members with conflicting records, what keeps this member from \
            cosigning as a witness, a record that was put back, peers \
            that keep back what others show, logs that nothing was heard of for longer than the member \
            register allows.

            A node that takes no connections brings its logs to others: of each of those it says how many \
            entries are still to be brought.

            It is what the running node has noted; a node that does not run learns nothing new.

            Example: touchstone peer status
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() throws {
        let node = try home.open(isMerged: false)
        let output = try output(of: node)
        switch format.format {
        case .json: try Output.write(json: output)
        case .table:
            for alarm in output.alarms { Output.write("ALARM: \(Table.visible(alarm.text))") }
            // Only a node that takes no connections brings its logs itself.
            let brings = output.peers.contains { $0.push != nil }
            var titles = ["member", "name", "entries to come"]
            if brings { titles.append("entries to bring") }
            titles += ["fresh", "cosigned", "last success", "register", "last refusal"]
            var table = Table(titles)
            for peer in output.peers {
                var cells: [String] = [peer.member, peer.name, "\(peer.lag)"]
                if brings { cells.append(peer.push.map { "\($0.entriesWaiting)" } ?? "") }
                cells.append(peer.freshness)
                cells.append(
                    peer.witness.map { "\($0.cosigned) of \($0.logs) own logs" } ?? "")
                // Whoever takes no connections, or is not among those drawn, is heard of through others.
                cells.append(
                    peer.lastSuccess ?? (peer.lastAttempt == nil ? "not asked" : "never"))
                cells.append(peer.rosterVersion.map { "\($0)" } ?? "")
                cells.append(peer.lastRefusal.map { "\($0.at): \($0.reason)" } ?? "")
                table.append(cells)
            }
            Output.write(table.isEmpty ? PeerList.alone(by: node.roster) : table.text)
        }
    }

    /// The members of the register and whoever else was asked before, by name.
    private func output(of node: OpenedNode) throws -> PeerStatusOutput {
        let roster = node.roster
        let statuses = Dictionary(
            try node.logs.peerStatuses().map { ($0.peer, $0) }
        ) { first, _ in first }
        let members = Set(roster.activeMembers.map(\.id)).union(statuses.keys)
            .subtracting([node.member])
        let logs = try LogContact.all(in: node)
        let claims = try node.logs.ownLogClaims()
        return PeerStatusOutput(
            alarms: try StatusAlarm.all(of: node, logs), logs: logs.map(PeerStatusOutput.Log.init),
            withholdings: try node.logs.withholdings().map(WithholdingOutput.init),
            counters: try StatusCounters(node.logs, stale: logs.count { $0.isStale }),
            peers: try members.sorted().map { id in
                let freshness = try node.freshness(of: id)
                let status = statuses[id]
                return PeerStatusOutput.Peer(
                    member: id.rawValue, name: roster.member(id)?.name ?? "",
                    endpoint: roster.endpoint(of: id)?.description,
                    active: roster.isActive(id), lag: status?.entriesBehind ?? 0,
                    lastAttempt: status?.lastAttemptAt.map(MomentText.print),
                    lastSuccess: status?.lastSuccessAt.map(MomentText.print),
                    lastRefusal: status?.lastRefusal.map {
                        .init(
                            at: MomentText.print($0.at), keyword: $0.keyword, reason: $0.reason)
                    },
                    rosterVersion: status?.rosterVersion,
                    freshAt: freshness.time.map { MomentText.print($0 * 1_000) },
                    stale: freshness.isStale,
                    witness: try PeerStatusOutput.Witness(id, of: node),
                    push: try PeerStatusOutput.Push(to: id, of: node))
            },
            claims: claims.map { PeerStatusOutput.Claim($0, by: roster) })
    }
}

struct PeerStatusOutput: VersionedOutput {
    struct Refusal: Encodable {
        let at: String
        let keyword: String
        let reason: String
    }
    /// A witness of this member's own logs.
    struct Witness: Encodable {
        let logs: Int
        /// Own logs whose newest checkpoint it cosigned.
        let cosigned: Int
        let lastCosigned: String?
    }
    /// What somebody says of an own log that is not so here.
    struct Claim: Encodable {
        let origin: String
        let member: String
        /// `ahead` or `differs`.
        let kind: String
        let size: UInt64
        let at: String
        let setAside: Bool
        /// Nothing is signed in the log any more, and nobody has to look at what is said of it.
        let logEnded: Bool

        init(_ claim: OwnLogClaim, by roster: VerifiedRoster) {
            origin = claim.origin.description
            member = claim.claimedBy.rawValue
            kind = claim.kind.rawValue
            size = claim.size
            at = MomentText.print(claim.at)
            setAside = claim.isSetAside
            logEnded = !claim.isSetAside && !claim.stands(by: roster)
        }
    }
    struct Peer: Encodable {
        let member: String
        let name: String
        let endpoint: String?
        let active: Bool
        /// Entries that it has shown and that are not held yet.
        let lag: UInt64
        let lastAttempt: String?
        let lastSuccess: String?
        let lastRefusal: Refusal?
        /// The newest version of the member register that it has shown.
        let rosterVersion: UInt64?
        /// When it last cosigned its own checkpoints, as far as they arrived here.
        let freshAt: String?
        /// That is longer ago than the member register allows.
        let stale: Bool
        let witness: Witness?
        /// Absent unless this node takes no connections and brings its logs there.
        let push: Push?

        /// For people.
        var freshness: String {
            stale ? "stale, \(freshAt ?? "never")" : freshAt ?? "nothing signed"
        }
    }
    struct Log: Encodable {
        let origin: String
        /// When anybody has shown a larger checkpoint of it last; absent before the first.
        let lastGrowth: String?
        /// When its author's own node has answered last; absent where it was never asked.
        let lastContact: String?
        /// Nothing was heard of it for longer than the member register allows.
        let stale: Bool

        init(_ contact: LogContact) {
            origin = contact.origin.description
            lastGrowth = contact.lastGrowth.map(MomentText.print)
            lastContact = contact.lastContact.map(MomentText.print)
            stale = contact.isStale
        }
    }
    let version = 1
    let alarms: [StatusAlarm]
    let logs: [Log]
    /// Found since this folder was made, ended or not.
    let withholdings: [WithholdingOutput]
    let counters: StatusCounters
    let peers: [Peer]
    let claims: [Claim]
}

extension PeerStatusOutput.Witness {
    /// Nil for a member that is no witness.
    init?(_ member: MemberID, of node: OpenedNode) throws {
        let roster = node.roster
        let own = roster.logs.filter { $0.origin.member == node.member && $0.scope == .open }
        var (logs, cosigned, last): (Int, Int, UInt64?) = (0, 0, nil)
        for log in own {
            guard let served = try node.logs.state(of: log.origin)?.served else { continue }
            let key = roster.witnessPolicy(for: log.origin).witnesses.first {
                roster.member(ofWitness: $0) == member
            }
            guard let key else { continue }
            logs += 1
            let line = try node.logs.cosigned(of: log.origin, size: served.size)?
                .earliest(by: key)
            guard let line else { continue }
            cosigned += 1
            last = max(last ?? 0, line.time)
        }
        guard logs > 0 else { return nil }
        self.init(
            logs: logs, cosigned: cosigned,
            lastCosigned: last.map { MomentText.print($0 * 1_000) })
    }
}
