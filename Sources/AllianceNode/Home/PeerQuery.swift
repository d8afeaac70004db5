package import AllianceNames
package import Credentials
import Peering
import Replication
import Roster
import TransparencyLog

/// Asks one running node, over mutual TLS, as the member whose folder is given.
package struct PeerQuery {
    /// Longest time that the node is waited for.
    package static let deadline = Duration.seconds(10)

    private let node: OpenedNode
    private let peer: MemberID

    /// - Parameters:
    ///   - url: the node's, as the member register has it.
    ///   - home: of the member to ask as.
    /// - Throws: `NodeError.noSuchEndpoint` where no other member is reached at `url`; what opening
    ///   the folder throws.
    package init(
        asking url: String, as home: HomeFolder, environment: [String: String] = [:]
    ) throws {
        let node = try OpenedNode(home, environment: environment)
        let endpoint = try PeerEndpoint(parsing: url.hasSuffix("/") ? url.dropLast() : url[...])
        let roster = node.roster
        guard
            let member = roster.activeMembers.first(where: {
                $0.endpoint == endpoint && $0.id != node.member
            })
        else { throw NodeError.noSuchEndpoint(url: url, version: roster.version) }
        self.node = node
        peer = member.id
    }

    /// The node's newest checkpoint of a log, as a signed note that nobody has verified yet; nil where
    /// it holds none.
    /// - Throws: `PeerError`; `NodeError.mayNotRead` where 'none' would only mean that it may not be
    ///   told.
    package func checkpoint(of origin: LogOrigin) async throws -> String? {
        for reader in [node.member, peer] where !node.roster.mayRead(reader, origin.channel) {
            throw NodeError.mayNotRead(reader, origin.channel)
        }
        return try await ask(origin)
    }

    private func ask(_ origin: LogOrigin) async throws -> String? {
        try await node.withPeerClient { client in
            do {
                let bytes = try await client.fetch(
                    .checkpoint(origin), from: peer, deadline: Self.deadline)
                return try SignedCheckpoint(parsing: bytes).note.description
            } catch PeerError.refused(status: 404, _) {
                return nil
            }
        }
    }
}
