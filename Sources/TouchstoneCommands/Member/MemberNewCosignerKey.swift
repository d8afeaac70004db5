import AllianceNames
package import ArgumentParser
import Credentials
import Roster
import TransparencyLog

package struct MemberNewCosignerKey: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "new-cosigner-key",
        abstract: "Make a further cosigner key, and the descriptor that asks for its admission.",
        discussion: """
            For when the cosigner key was stolen or lost, or is to be changed. Nothing is cosigned with the \
            new key before the register names it, and nothing with the one before from then on; a running \
            node takes it up by itself. What was cosigned is in the record for both, so what a witness has \
            refused it goes on refusing.

            A witness is admitted with 'touchstone alliance admit --witness', which has the new key count in \
            the place of the one before; its cosigner signs with the one before until then. A key that was \
            stolen is shut out first, with 'touchstone alliance revoke-key'. Used again before the admission, \
            it makes no other key; where the waiting one was stolen too, delete its file first.

            Example: touchstone member new-cosigner-key --home brand
            """)

    @OptionGroup package var home: HomeOption

    package init() {}

    package func run() throws {
        let own = try RegisteredMember(home)
        let (certs, epoch) = (own.home.certs, try own.epoch())
        let held = try certs.cosignerSigners(of: own.member.id, in: own.alliance)
        let isNew = own.needsAnother(behind: held, own.member.cosignerKeys)
        if isNew { try certs.createFurtherCosignerKey() }
        let keys = try certs.memberKeys(epoch: epoch)
        let descriptor = try own.write(descriptorWith: keys)
        let key = try keys.cosignerSigner(of: own.member.id, in: own.alliance).verifierKey
        Output.write(
            """
            \(isNew ? "Made a cosigner key" : "A cosigner key waits already") in \(certs.path); nothing is cosigned with it until the register names it.
              cosigner     \(key)
              descriptor   \(descriptor.fingerprint.hex)
            \(own.sending)
            """)
        if own.member.has(.witness) {
            Output.write(
                "\(own.member.id) is a witness: have it admitted with 'touchstone alliance admit --witness', so that the new key counts."
            )
        }
    }
}
