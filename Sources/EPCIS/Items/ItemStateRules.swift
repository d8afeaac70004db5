package import ProductAuthentication

/// What business steps and dispositions say about the state of an item: the table of docs/epcis.md.
///
/// The house's own terms come first, then what says that an item is lost to trade, then the step,
/// then the disposition.
package struct ItemStateRules: Sendable {
    /// What an event does to one item.
    package enum Effect: Hashable, Sendable {
        /// The number is issued: the only effect that adds an item.
        case issue
        case become(ItemState)
        /// The last change is taken back, if it is that which led to this state.
        case undo(of: ItemState)
    }

    package static let ownTermsMax = 1_000

    private let own: [String: ItemState]

    /// - Parameter own: web URIs, URNs or bare words of business steps and dispositions that mean
    ///   something in this house, and the state that they lead to.
    package init(own: [String: ItemState] = [:]) {
        var terms: [String: ItemState] = [:]
        for (term, state) in own { terms[CoreVocabulary.webURI(term)] = state }
        self.own = terms
    }

    /// - Returns: nil where the event says nothing about the state of such an item.
    package func effect(of event: EPCISEvent, on role: ItemRole) -> Effect? {
        // An association says what is fitted to what; a transaction's DELETE, that a paper is void.
        if event.kind == .association || event.kind == .transaction && event.action == .delete {
            return nil
        }
        if event.kind == .transformation, role == .input { return .become(.destroyed) }
        for term in [event.bizStep, event.disposition].compactMap({ $0 }) {
            if let state = own[term] ?? own[Self.word(term)] { return .become(state) }
        }
        let dispositions =
            (event.dispositionsSet + [event.disposition].compactMap { $0 })
            .map { Self.word($0, of: CoreVocabulary.disposition) }
        if dispositions.contains("stolen") { return .become(.stolen) }
        if dispositions.contains("destroyed") || dispositions.contains("disposed") {
            return .become(.destroyed)
        }
        if dispositions.contains("recalled") { return .become(.recalled) }
        if event.dispositionsUnset.contains(CoreVocabulary.disposition + "recalled") {
            return .undo(of: .recalled)
        }
        return effect(ofStep: event, dispositions) ?? effect(ofDispositions: dispositions)
    }

    private func effect(ofStep event: EPCISEvent, _ dispositions: [String]) -> Effect? {
        switch Self.word(event.bizStep ?? "", of: CoreVocabulary.bizStep) {
        case "commissioning":
            let issues = event.kind == .object && event.action == .add
            return issues || event.kind == .transformation ? .issue : nil
        case "shipping": return .become(.supplied)
        case "retail_selling", "dispensing": return .become(.sold)
        case "destroying": return .become(.destroyed)
        case "sampling": return .become(.sample)
        case "decommissioning": return .become(.locked)
        case "void_shipping": return .undo(of: .supplied)
        case "receiving", "accepting", "stocking":
            return dispositions.contains("returned") ? .become(.supplied) : nil
        default: return nil
        }
    }

    private func effect(ofDispositions dispositions: [String]) -> Effect? {
        if dispositions.contains("retail_sold") || dispositions.contains("dispensed") {
            return .become(.sold)
        }
        if dispositions.contains("inactive") { return .become(.locked) }
        return nil
    }

    /// The bare word of a term, or nothing if it is not one of this vocabulary.
    private static func word(_ term: String, of vocabulary: String) -> String {
        term.hasPrefix(vocabulary) ? String(term.dropFirst(vocabulary.count)) : ""
    }

    private static func word(_ term: String) -> String {
        for vocabulary in [CoreVocabulary.bizStep, CoreVocabulary.disposition]
        where term.hasPrefix(vocabulary) {
            return String(term.dropFirst(vocabulary.count))
        }
        return term
    }
}
