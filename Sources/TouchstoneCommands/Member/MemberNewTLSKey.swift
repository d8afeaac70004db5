import AllianceNames
package import ArgumentParser
import Credentials
import Roster
import TransparencyLog

package struct MemberNewTLSKey: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "new-tls-key",
        abstract: "Make a further TLS key, and the descriptor that asks for its admission.",
        discussion: """
            The key before stays in use until the new one is admitted. A running node then fetches the \
            certificate by itself, where another node issues them; otherwise put the one that the \
            authority delivers into certs/tls.pem. If the key before was stolen, the authority shuts it \
            out with 'touchstone alliance revoke-key'.

            Example: touchstone member new-tls-key --home brand
            """)

    @OptionGroup package var home: HomeOption

    package init() {}

    package func run() throws {
        let own = try RegisteredMember(home)
        let (certs, epoch) = (own.home.certs, try own.epoch())
        let waiting = CertificateRequest.spkiDigest(of: try certs.newestTLSPrivateKey())
        // One that is not admitted yet is as good as another.
        let isNew = own.member.tlsKeys.contains { $0.spki == waiting }
        if isNew { _ = try certs.createTLSKey() }
        let keys = try certs.memberKeys(epoch: epoch)
        let descriptor = try own.write(descriptorWith: keys)
        Output.write(
            """
            \(isNew ? "Made a TLS key" : "A TLS key waits already") in \(certs.path); the one before is in use until it is certified.
              TLS key      \(CertificateRequest.spkiDigest(of: keys.tls).hex)
              descriptor   \(descriptor.fingerprint.hex)
            \(own.sending)
            """)
    }
}
