import Complaints

/// The texts about marketplaces: what screening proposes, and orders. What they say in a language stands in that
/// language's file in `Languages`.
package enum MarketplaceWorkText: Hashable, CaseIterable, Sendable {
    case proposals, proposalsLead, proposalsNone, more, further, orders, ordersLead, ordersNone
    case listing, titleShown, harm, found, since, proposedAt, dismiss, file, fileHeading, fileLead,
        channel, right, rightHint, ground, declaration, declaredBy, explanation, fileButton,
        failed, isDismissed, isFiled, openComplaint, missing
    case marketplace, whatOrdered, state, attempts, problem, complaint, again, tried, all, takeDown,
        restore
    case stateWaiting, stateTaken, stateAnswered, stateConfirmed, stateEscalated, stateDropped
    case findingMark, findingReported, findingLinked, findingImage, members

    package func callAsFunction(_ language: DeskLanguage) -> String {
        language.catalogue.work(self)
    }

    init(_ state: OutboxOrder.State) {
        self =
            switch state {
            case .waiting: .stateWaiting
            case .taken: .stateTaken
            case .answered: .stateAnswered
            case .confirmed: .stateConfirmed
            case .escalated: .stateEscalated
            case .dropped: .stateDropped
            }
    }
}
