import AllianceNames
import AllianceNode
package import ArgumentParser
import Credentials
import GS1
import Roster
import TransparencyLog

package struct MemberInit: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a member's keys, certificate request and descriptor in this folder.",
        discussion: """
            Send the descriptor, peers/<member>.json, to the authority; it holds public parts only.

            Example: touchstone member init --home brand --alliance ipacc.example \
            --member maison-verel --name "Maison Verel" --role brand \
            --endpoint https://node.verel.example:7400
            """)

    @OptionGroup package var home: HomeOption
    @Option(help: "The alliance to join.") var alliance: String
    @Option(help: "The member's identifier: a-z, 0-9, '.' and '-'.") var member: String
    @Option(help: "The name that people read.") var name: String
    @Option(name: .customLong("role"), help: "brand, platform, investigator or witness.")
    var roles: [String] = ["brand"]
    @Option(
        help:
            "Where other members reach this node: https://host:port. Without one it works outbound only."
    )
    var endpoint: String?
    @Option(name: .customLong("prefix"), help: "A GS1 company prefix of this member.")
    var prefixes: [String] = []
    @Option(
        name: .customLong("scheme"),
        help: "A code scheme of this house: codes on products without a GTIN.")
    var schemes: [String] = []
    @Option(name: .customLong("channel"), help: "A channel it wishes a seat in.")
    var channels: [String] = []
    @Option(help: "The epoch of its log key; above 1 for a member that has lost all keys.")
    var epoch: UInt32 = 1

    package init() {}

    package func validate() throws {
        _ = try wishedRoles()
        guard epoch > 0 else { throw ValidationError("epochs are counted from 1") }
    }

    private func wishedRoles() throws -> [Member.Role] {
        try roles.map { name in
            guard let role = Member.Role(rawValue: name) else {
                throw ValidationError(
                    "there is no role '\(name)'; roles are "
                        + Member.Role.allCases.map(\.rawValue).joined(separator: ", "))
            }
            return role
        }
    }

    package func run() throws {
        let folder = HomeFolder(home.path)
        let alliance = try AllianceID(parsing: alliance)
        let member = try MemberID(parsing: member)
        let wished = try wishedRoles()
        let prefixes = try prefixes.map { try CompanyPrefix(parsing: $0) }
        let schemes = try schemes.map { try CodeScheme(parsing: $0) }
        let channels = try channels.map { try ChannelID(parsing: $0) }
        let endpoint = try endpoint.map { try PeerEndpoint(parsing: $0) }

        try DurableFile.makeFolder(folder.path)
        let keys = try folder.certs.createMemberKeys(epoch: Epoch(epoch))
        _ = try SigningFence.create(at: folder.certs.logFence)
        var descriptor = try keys.descriptor(of: member, name: name, in: alliance)
        descriptor.roles = wished
        descriptor.prefixes = prefixes
        descriptor.codeSchemes = schemes
        descriptor.channels = channels
        descriptor.endpoint = endpoint
        try folder.peers.write(descriptor)
        let logKey = descriptor.logKeys.last.map { Digest.sha256($0.publicKey).hex } ?? "none"
        Output.write(
            """
            Made the keys of \(member) in \(folder.certs.path) (secret: back them up, give them to nobody).
              log key      \(logKey)
              descriptor   \(descriptor.fingerprint.hex)
              endpoint     \(endpoint?.description ?? "none: it takes no connections")
            Send \(folder.peers.descriptor(member)) to the authority of \(alliance), and read it the descriptor's fingerprint by telephone.
            """)
    }
}
