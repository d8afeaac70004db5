import AllianceNames
package import Complaints
import GS1
import ProductAuthentication
package import Roster
import Statements
import Synchronization
import TransparencyLog

/// Asks whose number it is about goods that a case names.
package protocol ItemAsking: Sendable {
    /// Within so much time. An owner that is away is an outcome.
    func ask(about due: DueItem, within time: Duration) async -> ItemAnswer
}

/// Where nobody is asked, every number stays open.
package struct NoItemAsking: ItemAsking {
    package init() {}

    package func ask(about due: DueItem, within time: Duration) -> ItemAnswer {
        ItemAnswer(elementString: due.elementString, askedAt: 0, outcome: .unanswered)
    }
}

/// Asks over the alliance, and says nothing of the case: the owner hears of no seller, no listing and no complainant, so it
/// can answer for the number alone.
package final class BlindItemAsking: ItemAsking {
    /// An owner that did not answer, or not soon, is left alone for so long: others come first.
    static let awayMilliseconds: UInt64 = 60_000
    static let soon = Duration.seconds(1)

    private let router: QuestionRouter
    private let roster: @Sendable () -> VerifiedRoster?
    private let now: @Sendable () -> UInt64
    /// Since when.
    private let away = Mutex<[MemberID: UInt64]>([:])
    private let spent = Mutex(UnknownsSpent())

    /// - Parameter now: milliseconds since 1970.
    package init(
        _ router: QuestionRouter, roster: @escaping @Sendable () -> VerifiedRoster?,
        now: @escaping @Sendable () -> UInt64
    ) {
        self.router = router
        self.roster = roster
        self.now = now
    }

    package func ask(about due: DueItem, within time: Duration) async -> ItemAnswer {
        var answer = ItemAnswer(
            elementString: due.elementString, askedAt: now(), outcome: .unanswered)
        guard let item = try? ItemIdentifiers(parsing: due.elementString) else { return answer }
        let product = ProductCode.gs1(item)
        let owners = roster()?.responders(to: product) ?? []
        let asked = now()
        guard !owners.contains(where: isAway),
            let ticket = spent.withLock({ $0.take(.init(due), of: owners, at: asked) })
        else { return answer }
        let begun = ContinuousClock.now
        // What this node's own registry throws is as good as no answer: it is asked again.
        let found = try? await router.authenticate(product, deadline: time)
        answer.askedAt = now()
        if let found { answer.outcome = Self.outcome(found) }
        note(owners, answer, isSoon: ContinuousClock.now - begun < Self.soon)
        // Of several owners one may know what cost another's.
        if owners.count < 2, found.map(Self.wasUnknown) != true {
            spent.withLock { $0.giveBack(ticket) }
        }
        return answer
    }

    private func isAway(_ member: MemberID) -> Bool {
        let now = now()
        return away.withLock { $0[member] }.map {
            $0 <= now && now - $0 < Self.awayMilliseconds
        } ?? false
    }

    private func note(_ owners: [MemberID], _ answer: ItemAnswer, isSoon: Bool) {
        let isThere = isSoon && answer.outcome != .unanswered
        away.withLock { away in
            for owner in owners { away[owner] = isThere ? nil : answer.askedAt }
        }
    }

    /// Whether it cost the owner's budget: all but what it has issued, and what it did not look up.
    private static func wasUnknown(_ found: Authentication) -> Bool {
        guard let answer = found.answer else { return false }
        let reasons = answer.judgement.reasons
        return !reasons.contains(.serialIssued) && !reasons.contains(.notDisclosed)
    }

    private static func outcome(_ found: Authentication) -> ItemAnswer.Outcome {
        if let answer = found.answer, let signed = found.signed,
            !answer.judgement.reasons.contains(.notDisclosed)
        {
            return .answered(
                by: answer.responder, question: found.question.bytes, answer: signed.bytes)
        }
        return found.judgement.reasons.contains(.prefixNotInAlliance) ? .unowned : .unanswered
    }
}
