import Credentials
package import Logging
import Roster
import TransparencyLog

extension OpenedNode {
    /// Opens what other members' nodes send.
    /// - Throws: `TransparencyLogError` for an answer key that cannot sign.
    package func letterDesk(taking: any LetterTaking, logger: Logger) throws -> LetterDesk {
        LetterDesk(
            alliance: alliance, member: member, roster: { self.register.newest },
            signer: try keys.answerSigner(of: member, in: alliance), taking: taking,
            now: clock.now, logger: logger)
    }

    /// Seals what goes to them.
    /// - Parameter deadline: of each of the two calls that a letter is.
    /// - Throws: `TransparencyLogError` for an answer key that cannot sign.
    package func letterSending(
        over passing: any LetterPassing, deadline: Duration = LetterSending.deadline
    ) throws -> LetterSending {
        LetterSending(
            alliance: alliance, member: member, roster: { self.register.newest },
            signer: try keys.answerSigner(of: member, in: alliance), passing: passing,
            deadline: deadline, now: clock.now)
    }
}
