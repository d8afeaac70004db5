package import AllianceNames
import Casework
package import Logging
import NodeAPI
package import Peering
import ProductAuthentication

/// The responder behind `POST /questions` of the peer port.
package struct PeerQuestions: QuestionAnswering {
    private let responder: QuestionResponder
    private let letters: LetterDesk?
    private let logger: Logger

    /// - Parameter letters: takes what members send each other; nil at a node where nobody would read it.
    package init(responder: QuestionResponder, letters: LetterDesk? = nil, logger: Logger) {
        self.responder = responder
        self.letters = letters
        self.logger = logger
    }

    /// - Parameter sender: of the connection; nil where another node passed it on.
    package func answer(
        letter: [UInt8], from sender: MemberID?
    ) throws(PeerProblem) -> [UInt8] {
        guard let letters else {
            throw PeerProblem(
                status: 404, keyword: "not-offered",
                detail: "Nobody works with this node, so it takes no letters.")
        }
        return try letters.answer(letter, from: sender)
    }

    /// A problem names the rule that was broken and never what was asked: it may end in a log.
    package func answer(
        _ question: [UInt8], from asker: MemberID, waited: UInt64
    ) throws(PeerProblem) -> [UInt8] {
        if Letter.isMeant(by: question) { return try answer(letter: question, from: asker) }
        do {
            return try responder.respond(to: question, from: asker, waited: waited)
        } catch ProductAuthenticationError.tooLate(let milliseconds) {
            throw PeerProblem(
                status: 504, keyword: "too-late",
                detail: "The deadline of \(milliseconds) ms passed before the question's turn came."
            )
        } catch ProductAuthenticationError.notAnAuthority {
            throw PeerProblem(
                status: 403, keyword: "not-an-authority",
                detail: "The member register does not give the asker the role of an authority.")
        } catch ProductAuthenticationError.otherAsker {
            throw PeerProblem(
                status: 403, keyword: "other-asker",
                detail: "The question names another asker than the member that sent it.")
        } catch let error as ProductAuthenticationError {
            throw PeerProblem(
                status: 400, keyword: error.keyword,
                detail: "This is no product question of version 1; its format is documented.")
        } catch {
            logger.error(
                "a product question could not be answered",
                metadata: ["asker": "\(asker)", "error": "\(error)"])
            throw PeerProblem(
                status: 500, keyword: "internal",
                detail: "This node could not read its own records; its operator has the details.")
        }
    }
}

/// What a standby says on `POST /questions`: its copy of the registry may be an old one, and an answer by
/// it could call a number unknown that was issued since.
package struct NoQuestions: QuestionAnswering {
    package init() {}

    package func answer(
        _ question: [UInt8], from asker: MemberID, waited: UInt64
    ) throws(PeerProblem) -> [UInt8] {
        throw PeerProblem(
            status: 503, keyword: "standby",
            detail: "This node is a standby; product questions are answered by the member's node.")
    }
}
