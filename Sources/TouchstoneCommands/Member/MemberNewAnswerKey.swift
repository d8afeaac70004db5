import AllianceNames
package import ArgumentParser
import Credentials
import Roster
import TransparencyLog

package struct MemberNewAnswerKey: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "new-answer-key",
        abstract: "Make a further answer key, and the descriptor that asks for its admission.",
        discussion: """
            The answer key signs answers about products, questions to members that take no connections, \
            letters and evidence bundles. For when it was stolen or lost, or is to be changed. Nothing is \
            signed with the new key before the register names it, and nothing with the one before from then \
            on; a running node takes it up by itself. What was signed before holds by the register of its day.

            A key that was stolen is shut out with 'touchstone alliance revoke-key', once the new one is \
            admitted or at once; until another is admitted, what this member answers is not believed. Used \
            again before the admission, it makes no other key; where the waiting one was stolen too, delete \
            its file first.

            Example: touchstone member new-answer-key --home brand
            """)

    @OptionGroup package var home: HomeOption

    package init() {}

    package func run() throws {
        let own = try RegisteredMember(home)
        let (certs, epoch) = (own.home.certs, try own.epoch())
        let held =
            try certs.answerKeyNumbers().isEmpty
            ? [] : certs.answerSigners(of: own.member.id, in: own.alliance)
        let isNew = own.needsAnother(behind: held, own.member.answerKeys)
        if isNew { try certs.createFurtherAnswerKey() }
        let keys = try certs.memberKeys(epoch: epoch)
        let descriptor = try own.write(descriptorWith: keys)
        let key = try keys.answerSigner(of: own.member.id, in: own.alliance).verifierKey
        Output.write(
            """
            \(isNew ? "Made an answer key" : "An answer key waits already") in \(certs.path); nothing is signed with it until the register names it.
              answer key   \(key)
              descriptor   \(descriptor.fingerprint.hex)
            \(own.sending)
            """)
    }
}
