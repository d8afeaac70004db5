import Peering
import TAXII

/// A refusal in the form that TAXII clients read.
enum TAXIIProblem {
    static func answer(_ problem: PeerProblem, request: String) -> DeskAnswer {
        DeskAnswer.json(
            ErrorMessage(
                title: PeerProblem.title(of: problem.status), description: problem.detail,
                id: request, code: problem.keyword, status: problem.status
            ).json, status: problem.status, mediaType: TAXIIMediaType.taxii)
    }
}
