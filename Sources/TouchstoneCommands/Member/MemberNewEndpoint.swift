import AllianceNames
package import ArgumentParser
import Credentials
import Roster
import TransparencyLog

package struct MemberNewEndpoint: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "new-endpoint",
        abstract: "Say where this node is reached from now on, in a descriptor to be admitted.",
        discussion: """
            For a node that moves, or whose address was mistyped, before the admission or after it. The keys \
            stay. Once the register with the new address has arrived, start the node again.

            Example: touchstone member new-endpoint https://node.verel.example:7400 --home brand
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "Where other members reach this node: https://host:port.")
    var endpoint: String?
    @Flag(help: "Nowhere: the node takes no connections and works outbound only.")
    var outboundOnly = false

    package init() {}

    package func validate() throws {
        guard (endpoint == nil) == outboundOnly else {
            throw ValidationError("give an endpoint such as https://host:port, or --outbound-only")
        }
    }

    package func run() throws {
        let endpoint = try endpoint.map { try PeerEndpoint(parsing: $0) }
        let folder = HomeFolder(home.path)
        let admitted = DurableFile.exists(folder.certs.tlsCertificate)
        var descriptor =
            try admitted ? admittedDescriptor() : waitingDescriptor(in: folder)
        descriptor.endpoint = endpoint
        try folder.peers.write(descriptor)
        Output.write(
            """
            The descriptor of \(descriptor.id) asks for another address.
              descriptor   \(descriptor.fingerprint.hex)
              endpoint     \(endpoint?.description ?? "none: it takes no connections")
            Send \(folder.peers.descriptor(descriptor.id)) to the authority of \(descriptor.alliance), and read it the descriptor's fingerprint by telephone.
            """)
    }

    private func admittedDescriptor() throws -> MemberDescriptor {
        let own = try RegisteredMember(home)
        return try own.home.certs.memberKeys(epoch: own.epoch())
            .descriptor(renewing: own.member, in: own.alliance)
    }

    /// That of this folder's TLS key, as 'member init' wrote it.
    private func waitingDescriptor(in folder: HomeFolder) throws -> MemberDescriptor {
        let key = CertificateRequest.spkiDigest(of: try folder.certs.newestTLSPrivateKey())
        for member in try folder.peers.members() {
            let descriptor = try folder.peers.read(descriptor: member)
            let request = try CertificateRequest(pem: descriptor.certificateRequest)
            if request.spkiDigest == key { return descriptor }
        }
        throw CommandError(
            "\(folder.peers.path) holds no descriptor of this folder's keys; make both with 'touchstone member init'"
        )
    }
}
