/// How long an answer may be used again, by its responder's word.
///
/// An answer that is used again hides a question from the owner, who finds copies by the questions it
/// sees. So only what cannot hide one is kept for long: answers about a product rather than a number.
package enum AnswerKeeping {
    /// About no single number: the product has none, is not registered, or no number was given.
    package static let productSeconds = 300
    /// A number with nothing against it: long enough for a page that is looked at twice.
    package static let genuineSeconds = 30

    private static let aboutProduct: Set<ReasonCode> = [
        .notSerialised, .serialNotGiven, .productNotRegistered,
    ]

    /// 0 for all that warns, that says a number is unknown (the owner may be about to list it), and
    /// that an owner would not answer.
    package static func seconds(for judgement: Judgement) -> Int {
        switch judgement.verdict {
        case .genuine: return genuineSeconds
        case .caution, .counterfeitSuspected: return 0
        case .unknown:
            let isAboutProduct =
                !judgement.reasons.isEmpty && judgement.reasons.allSatisfy(aboutProduct.contains)
            return isAboutProduct ? productSeconds : 0
        }
    }
}
