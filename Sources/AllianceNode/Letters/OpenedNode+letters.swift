import Credentials
package import Logging
import Roster
import TransparencyLog

extension OpenedNode {
    /// Opens what other members' nodes send.
    package func letterDesk(taking: any LetterTaking, logger: Logger) -> LetterDesk {
        LetterDesk(
            alliance: alliance, member: member, roster: { self.register.newest },
            signer: answerSigner, taking: taking,
            now: clock.now, logger: logger)
    }

    /// Seals what goes to them.
    /// - Parameter deadline: of each of the two calls that a letter is.
    package func letterSending(
        over passing: any LetterPassing, deadline: Duration = LetterSending.deadline
    ) -> LetterSending {
        LetterSending(
            alliance: alliance, member: member, roster: { self.register.newest },
            signer: answerSigner, passing: passing,
            deadline: deadline, now: clock.now)
    }
}
