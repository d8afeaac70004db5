import AllianceNames
import Notices
import Peering
import SignIn

extension DeskCaller {
    /// Whose inbox it has here; nil for who has none.
    func subscriber(at own: MemberID) -> Subscriber? {
        switch self {
        case .person(let person): .person(person.id)
        case .machine(let machine): .program(machine.name)
        case .member(let member): member == own ? .ownSystem : nil
        case .accountHolder, .stranger: nil
        }
    }
}

extension DeskRequest {
    /// - Throws: 403; the routes that ask are for nobody else.
    func subscriber(at own: MemberID) throws(PeerProblem) -> Subscriber {
        guard let subscriber = caller.subscriber(at: own) else {
            throw PeerProblem(
                status: 403, keyword: "role-missing",
                detail: "Notices are for this member's people and programs.")
        }
        return subscriber
    }
}

extension NoticeError {
    var problem: PeerProblem {
        let status =
            switch self {
            case .notThere: 404
            case .tooMany: 429
            case .changedMeanwhile: 409
            case .webhookHost, .forPersons: 403
            case .hours, .mark, .webhookAddress, .quietHours, .timeZone: 422
            }
        let text = description
        return PeerProblem(
            status: status, keyword: keyword,
            detail: text.prefix(1).uppercased() + text.dropFirst() + ".")
    }
}
