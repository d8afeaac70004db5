import GS1

/// The rules of docs/product-authentication.md, and nothing else: the same question, facts and time
/// always give the same judgement.
///
/// What they keep to:
/// - A number that is not found is a sign of a fake only where its owner has said that every item
///   of the product has one, and holds such numbers. Otherwise nothing is confirmed, that is all.
/// - A genuine number at the wrong place or seller is a matter of distribution: `wrongMarket` and
///   `sellerNotAuthorised` are told and change no verdict.
/// - A number that is on several objects is genuine on one of them at most: a clone score speaks for
///   a counterfeit from `cloneScoreSuspectedMin` on, for care below it, and for care alone where it
///   takes the word of strangers or of one member.
package enum Judge {
    /// From this clone score on, a copy is suspected; the score is the confidence. It is the
    /// detector's own, so that what was measured of the detector holds for verdicts.
    package static let cloneScoreSuspectedMin = CloneAssessment.suspectedScore
    /// The most that a former owner's word is worth while a later owner cannot be asked.
    package static let formerOwnerConfidenceMax = 60
    /// From this clone score on, care is advised; below it nothing is said.
    package static let cloneScoreCautionMin = 20

    /// - Parameter now: milliseconds since 1970, by the clock of who answers.
    package static func judge(_ question: Question, facts: Facts, at now: UInt64) -> Judgement {
        var findings: [Finding] = []
        switch facts.item {
        case .found(let item) where item.state != .void:
            findings += found(item, question, facts, at: now)
        case .found:
            // Void, which no registry hands over as found: nobody vouches for it, and nobody is suspected by it.
            findings += unknown(question, facts, holdsOthers: false, at: now)
        case .unknown(let holdsOthers):
            findings += unknown(question, facts, holdsOthers: holdsOthers, at: now)
        case .notAsked:
            findings += notAsked(facts.product) + recalled(facts.printedLot)
            findings += expired(question.expiry, at: now)
        }
        findings += seller(facts)
        return Judgement(findings)
    }

    /// What is said where an owner gave no answer: the reason, and what the numbers that it published
    /// tell. Never a suspicion, whatever was published.
    package static func inAbsence(
        of question: Question, _ reason: ReasonCode, published: [Finding], at now: UInt64
    ) -> Judgement {
        Judgement(
            [Finding(reason)] + published.filter { $0.bearing < .counterfeitSuspected }
                + expired(question.expiry, at: now))
    }

    /// What reports about the seller add, wherever they are known.
    package static func reported(byMembers count: Int) -> [Finding] {
        switch count {
        case ..<1: []
        case 1: [Finding(.sellerIndicated, .caution, confidence: 60)]
        default: [Finding(.sellerIndicated, .caution, confidence: 80)]
        }
    }

    private static func found(
        _ item: ItemRecord, _ question: Question, _ facts: Facts, at now: UInt64
    ) -> [Finding] {
        var findings = [Finding(.serialIssued, .genuine, confidence: 90)]
        findings += state(item.state)
        // Of an item without a lot of its own the printed one is all there is.
        let isLotRecalled = item.isRecalled || item.lot == nil && facts.printedLot?.recall != nil
        if isLotRecalled, item.state != .recalled {
            findings.append(Finding(.recalled, .caution, confidence: 95))
        }
        findings += copied(facts.cloneSigns)
        let lotDiffers = differs(question.lot, item.lot)
        let expiryDiffers = differs(question.expiry, item.effectiveExpiry) {
            $0.isSameDay(as: $1)
        }
        // One detail may be misread; two wrong ones are what a copied number on another label has.
        let bearing: Verdict = lotDiffers && expiryDiffers ? .counterfeitSuspected : .caution
        if lotDiffers { findings.append(Finding(.lotMismatch, bearing, confidence: 70)) }
        if expiryDiffers { findings.append(Finding(.expiryMismatch, bearing, confidence: 70)) }
        findings += expired(item.effectiveExpiry ?? question.expiry, at: now)
        if isElsewhere(question.place, item.market.map { [$0] } ?? facts.product?.markets ?? []) {
            findings.append(Finding(.wrongMarket))
        }
        return findings
    }

    private static func unknown(
        _ question: Question, _ facts: Facts, holdsOthers: Bool, at now: UInt64
    ) -> [Finding] {
        var findings = notFound(facts.product, holdsOthers: holdsOthers)
        // Where the number tells nothing, what is printed beside it does.
        if !findings.contains(where: { $0.bearing == .counterfeitSuspected }) {
            findings += recalled(facts.printedLot)
        }
        return findings + expired(question.expiry, at: now)
    }

    private static func copied(_ signs: Facts.CloneSigns?) -> [Finding] {
        guard let signs, signs.score >= cloneScoreCautionMin else { return [] }
        // Anybody can say that; so it is none of the reasons that programs take for a copy.
        guard !signs.areUnconfirmed else {
            return [
                Finding(
                    .sightsUnconfirmed, .caution,
                    confidence: min(signs.score, cloneScoreSuspectedMin - 1),
                    detail: signs.signs.first?.detail)
            ]
        }
        let bearing: Verdict =
            signs.score >= cloneScoreSuspectedMin ? .counterfeitSuspected : .caution
        var findings: [Finding] = []
        for sign in signs.signs where !findings.contains(where: { $0.reason == sign.reason }) {
            findings.append(
                Finding(sign.reason, bearing, confidence: signs.score, detail: sign.detail))
        }
        return findings
    }

    private static func state(_ state: ItemState) -> [Finding] {
        switch state {
        case .active, .supplied, .void: []
        case .exported: [Finding(.exported)]
        case .sold: [Finding(.sold)]
        case .sample: [Finding(.sample, .caution, confidence: 70)]
        case .stolen: [Finding(.stolen, .caution, confidence: 90)]
        case .recalled: [Finding(.recalled, .caution, confidence: 95)]
        case .destroyed: [Finding(.destroyed, .counterfeitSuspected, confidence: 85)]
        case .locked: [Finding(.locked, .caution, confidence: 80)]
        }
    }

    private static func notFound(_ product: Facts.Product?, holdsOthers: Bool) -> [Finding] {
        guard let product else {
            return [Finding(.productNotRegistered), Finding(.serialUnknown)]
        }
        guard product.isSerialised else { return [Finding(.notSerialised)] }
        return holdsOthers
            ? [Finding(.serialUnknown, .counterfeitSuspected, confidence: 70)]
            : [Finding(.serialUnknown)]
    }

    private static func notAsked(_ product: Facts.Product?) -> [Finding] {
        guard let product else { return [Finding(.productNotRegistered)] }
        return [Finding(product.isSerialised ? .serialNotGiven : .notSerialised)]
    }

    private static func recalled(_ lot: LotRecord?) -> [Finding] {
        lot?.recall == nil ? [] : [Finding(.recalled, .caution, confidence: 95)]
    }

    private static func seller(_ facts: Facts) -> [Finding] {
        var findings = reported(byMembers: facts.membersReportingSeller)
        if facts.isUnauthorisedSeller { findings.append(Finding(.sellerNotAuthorised)) }
        return findings
    }

    private static func expired(_ date: ExpiryDate?, at now: UInt64) -> [Finding] {
        guard let date, now >= date.end(seenAt: now) else { return [] }
        return [Finding(.expired, .caution, confidence: 95)]
    }

    /// Two values that are both there and not the same; what one side does not say is no difference.
    private static func differs<Value: Equatable>(
        _ asked: Value?, _ recorded: Value?, areSame: (Value, Value) -> Bool = { $0 == $1 }
    ) -> Bool {
        guard let asked, let recorded else { return false }
        return !areSame(asked, recorded)
    }

    private static func isElsewhere(_ place: Place?, _ markets: [Country]) -> Bool {
        guard let place, !markets.isEmpty else { return false }
        return !markets.contains(place.country)
    }
}

extension Question {
    fileprivate var lot: Lot? {
        if case .gs1(let item) = product { item.lot } else { nil }
    }

    fileprivate var expiry: ExpiryDate? {
        if case .gs1(let item) = product { item.expiry } else { nil }
    }
}
