package import AllianceNames
import Logging
package import NodeAPI
package import Peering
import ProductAuthentication

/// Other members' product questions, answered from this member's registry.
package struct RoutedQuestions: QuestionAnswering {
    private let responder: QuestionResponder
    private let calls: BlockingCalls

    package init(responder: QuestionResponder, calls: BlockingCalls) {
        self.responder = responder
        self.calls = calls
    }

    package func answer(
        _ question: [UInt8], from asker: MemberID
    ) async throws(PeerProblem) -> [UInt8] {
        do {
            return try await calls.run { try responder.respond(to: question, from: asker) }
        } catch let error as ProductAuthenticationError {
            throw PeerProblem(status: 422, keyword: error.keyword, detail: error.description)
        } catch {
            // What failed inside is this node's business; it says nothing of the number asked for.
            throw PeerProblem(
                status: 503, keyword: "cannot-answer",
                detail: "the owner's registry cannot answer now; ask again later")
        }
    }
}
