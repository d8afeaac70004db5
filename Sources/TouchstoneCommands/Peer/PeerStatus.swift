import AllianceNames
import AllianceNode
package import ArgumentParser
import Replication
import Roster
import SQLiteStore

package struct PeerStatus: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "status",
        abstract:
            "How it goes with each member: how far behind, last success, last refusal and why.",
        discussion: """
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
            var table = Table([
                "member", "name", "entries to come", "last success", "register", "last refusal",
            ])
            for peer in output.peers {
                table.append([
                    peer.member, peer.name, "\(peer.lag)", peer.lastSuccess ?? "never",
                    peer.rosterVersion.map { "\($0)" } ?? "",
                    peer.lastRefusal.map { "\($0.at): \($0.reason)" } ?? "",
                ])
            }
            Output.write(table.isEmpty ? "There is no other member." : table.text)
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
        return PeerStatusOutput(
            peers: members.sorted().map { id in
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
                    rosterVersion: status?.rosterVersion)
            })
    }
}

struct PeerStatusOutput: VersionedOutput {
    struct Refusal: Encodable {
        let at: String
        let keyword: String
        let reason: String
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
    }
    let version = 1
    let peers: [Peer]
}
