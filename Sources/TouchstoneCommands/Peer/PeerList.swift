import AllianceNames
import AllianceNode
package import ArgumentParser
import Roster

package struct PeerList: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The other members: where they are, and which channels are shared with them.",
        discussion: "Example: touchstone peer list")

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() throws {
        let node = try home.open(isMerged: false)
        let roster = node.roster
        let channels = node.channels
        let output = PeersOutput(
            peers: roster.activeMembers.filter { $0.id != node.member }.map { member in
                PeersOutput.Peer(
                    member: member.id.rawValue, name: member.name,
                    endpoint: member.endpoint?.description,
                    roles: member.currentRoles.map(\.rawValue),
                    channels: roster.channels(readableBy: member.id).filter(channels.contains)
                        .map(\.rawValue))
            })
        switch format.format {
        case .json: try Output.write(json: output)
        case .table:
            var table = Table(["member", "name", "roles", "endpoint", "shared channels"])
            for peer in output.peers {
                table.append([
                    peer.member, peer.name, peer.roles.joined(separator: ", "),
                    peer.endpoint ?? "outbound only", peer.channels.joined(separator: ", "),
                ])
            }
            Output.write(table.isEmpty ? Self.alone(by: roster) : table.text)
        }
    }

    /// Often the register of the day this member was admitted, and others came since.
    static func alone(by roster: VerifiedRoster) -> String {
        "Member register \(roster.version) names no other member; a newer one comes from the authority or a running node."
    }
}

struct PeersOutput: VersionedOutput {
    struct Peer: Encodable {
        let member: String
        let name: String
        /// Absent for a member that works outbound only.
        let endpoint: String?
        let roles: [String]
        let channels: [String]
    }
    let version = 1
    let peers: [Peer]
}
