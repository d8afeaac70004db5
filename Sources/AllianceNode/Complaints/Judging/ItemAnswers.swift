import Complaints
import GS1
import ProductAuthentication
import Statements
import TransparencyLog

/// What owners said of the numbers that one complaint names.
struct ItemAnswers {
    private let state: CaseState
    private let answers: [String: ItemAnswer]

    init(_ state: CaseState, _ answers: [ItemAnswer]) {
        self.state = state
        self.answers = Dictionary(
            answers.map { ($0.elementString, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Each once, though several listings may name it, with who named it first.
    var unanswered: [(item: ListedItem, party: String)] {
        var seen: Set<String> = []
        let named =
            state.complaint.items.map { (item: $0, party: state.complainant.description) }
            + state.sellerItems.map { (item: $0, party: "seller \(state.id)") }
        return named.filter { named in
            answers[named.item.item.elementString]?.isOpen ?? true
                && seen.insert(named.item.item.elementString).inserted
        }
    }

    /// What they say of the goods of one listing that the complainant named. What the seller named people see.
    ///
    /// That goods are genuine speaks against a complaint, whoever bought them, where all that were answered for are. That
    /// they are not speaks for it only where the platform bought them itself: nothing but a complainant's word says
    /// which listing its goods came from, and a number can be made up.
    func finding(at place: Int) -> GoodsFacts.ScanFinding {
        let said = state.complaint.items.filter { $0.listing == place }.compactMap {
            judgement(of: $0)
        }
        if case .screening = state.complainant {
            if said.contains(where: { $0.verdict == .counterfeitSuspected }) { return .counterfeit }
            if said.contains(where: Self.isSuspect) { return .suspect }
        }
        return !said.isEmpty && said.allSatisfy { $0.verdict == .genuine } ? .genuine : .none
    }

    private func judgement(of item: ListedItem) -> Judgement? {
        guard case .answered(_, _, let bytes)? = answers[item.item.elementString]?.outcome else {
            return nil
        }
        // It was verified when it came.
        return try? Answer(parsing: SignedAnswer(parsing: bytes).note.text).judgement
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
