package import AllianceNames
package import Statements

/// What came of asking whose number it is about goods that a case names. This node's own: it is in no log.
package struct ItemAnswer: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        /// The owner's signed answer, verified when it came, and the question as it was sent: both prove themselves.
        case answered(by: MemberID, question: [UInt8], answer: [UInt8])
        /// The number is no member's.
        case unowned
        /// The owner was away, or would not say: it is asked again while a person may look at it.
        case unanswered
    }

    /// As `ListedItem` writes it.
    package var elementString: String
    /// Milliseconds since 1970.
    package var askedAt: UInt64
    package var outcome: Outcome

    package init(elementString: String, askedAt: UInt64, outcome: Outcome) {
        self.elementString = elementString
        self.askedAt = askedAt
        self.outcome = outcome
    }

    package var isOpen: Bool { outcome == .unanswered }
}

/// A number that is to be asked about now.
package struct DueItem: Hashable, Sendable {
    /// Who named it.
    package enum Party: Hashable, Sendable {
        case complainant(Complainant)
        case seller
    }

    package var complaint: EntryReference
    /// As `ListedItem` writes it.
    package var elementString: String
    package var party: Party

    package init(complaint: EntryReference, elementString: String, party: Party) {
        self.complaint = complaint
        self.elementString = elementString
        self.party = party
    }
}

extension CaseState {
    /// The numbers that it names, each once, with who named it first.
    package var namedItems: [(elementString: String, party: DueItem.Party)] {
        var seen: Set<String> = []
        return
            (complaint.items.map { ($0, DueItem.Party.complainant(complainant)) }
            + sellerItems.map { ($0, .seller) }).compactMap { item, party in
                let element = item.elementString
                return seen.insert(element).inserted ? (element, party) : nil
            }
    }
}
