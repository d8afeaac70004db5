import AllianceNames
import Complaints
import ProductAuthentication
import Statements

/// What owners said of the numbers that a complaint names; those that sellers name people look at.
struct ItemAnswers {
    private let complaint: Complaint
    private let complainant: Complainant
    private let said: [String: (owner: MemberID, judgement: Judgement)]

    init(_ state: CaseState, _ answers: [ItemAnswer]) {
        complaint = state.complaint
        complainant = state.complainant
        said = answers.reduce(into: [:]) { said, kept in
            guard case .answered(let owner, _, let bytes) = kept.outcome,
                let answer = Answer(kept: bytes)
            else { return }
            said[kept.elementString] = (owner, answer.judgement)
        }
    }

    /// What they say of the goods of one listing.
    ///
    /// That goods are genuine speaks against a complaint, whoever bought them: where all that were answered for are, by
    /// owners of the right, who say it against themselves. That they are not speaks for it only where the platform
    /// bought them itself: nothing but a complainant's word says which listing its goods came from, and a number
    /// can be made up.
    ///
    /// - Parameter owners: members that state the right.
    func finding(at place: Int, rightOf owners: Set<MemberID>) -> GoodsFacts.ScanFinding {
        let answers = complaint.items.filter { $0.listing == place }.compactMap {
            said[$0.elementString]
        }
        if case .screening = complainant {
            if answers.contains(where: { $0.judgement.verdict == .counterfeitSuspected }) {
                return .counterfeit
            }
            if answers.contains(where: { Self.isSuspect($0.judgement) }) { return .suspect }
        }
        let areGenuine = answers.allSatisfy {
            $0.judgement.verdict == .genuine && owners.contains($0.owner)
        }
        return !answers.isEmpty && areGenuine ? .genuine : .none
    }

    /// Signs that a number is on several objects. What is recalled, stolen or past its date is no counterfeit.
    private static func isSuspect(_ judgement: Judgement) -> Bool {
        judgement.verdict == .caution
            && judgement.reasons.contains {
                switch $0 {
                case .stateConflict, .impossibleTravel, .scanRate, .lotMismatch, .expiryMismatch:
                    true
                default: false
                }
            }
    }
}
