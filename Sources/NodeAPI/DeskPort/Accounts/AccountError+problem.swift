package import Accounts
package import Peering

extension AccountError {
    /// As whoever asks is shown it.
    package var problem: PeerProblem {
        let status =
            switch self {
            case .accountUnknown: 404
            case .stage, .clientKnown, .rightTwice, .emailTaken, .noCode, .codeOver, .codeSpent,
                .authorisationNotAccepted, .nothingToConfirm, .changedSince, .documentUnknown:
                409
            case .tooManyInADay: 429
            case .noMail, .mailRefused: 503
            case .text, .email, .country, .right, .rightsMissing, .tooMany, .notAnAgent,
                .clientUnknown, .rightUnknown, .authorisationEnd, .document, .codeWrong:
                422
            }
        return PeerProblem(
            status: status, keyword: keyword,
            detail: description.prefix(1).uppercased() + description.dropFirst() + ".")
    }
}
