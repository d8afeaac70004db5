import Casework
import SignIn
import Statements

/// What may be done with a draft, by the names that programs call it.
enum DraftStep: String, CaseIterable, Sendable {
    case change, submission
    case giveBack = "return"
    case publication, entrustment, withdrawal, discard
}

extension DraftSheet {
    /// Whether it came from another member, which is not to be named.
    var isForAnother: Bool { rows.contains { $0.report.originCommitment != nil } }

    /// What the colleague may do with it now. What is shown is what the draft itself would let pass.
    func steps(for colleague: Colleague) -> Set<DraftStep> {
        Set(DraftStep.allCases.filter { mayTake($0, colleague) })
    }

    private func mayTake(_ step: DraftStep, _ colleague: Colleague) -> Bool {
        func may(_ check: () throws -> Void) -> Bool { (try? check()) != nil }
        let isOwn = draft.author == colleague.id
        switch step {
        case .change: return isOwn && draft.stage == .writing && colleague.may(.draft)
        case .submission: return may { try draft.checkSubmitting(by: colleague) }
        case .giveBack: return may { try draft.checkGivingBack(by: colleague) }
        case .publication:
            return may {
                try draft.checkApproving(by: colleague, needsSecondLook: needsSecondLook)
            }
        case .entrustment:
            return draft.stage.isOpen && mayTake(.publication, colleague) && !isForAnother
                && (isOwn || draft.stage == .submitted)
        case .withdrawal: return may { try draft.checkWithdrawing(by: colleague) }
        case .discard: return may { try draft.checkDiscarding(by: colleague) }
        }
    }
}
