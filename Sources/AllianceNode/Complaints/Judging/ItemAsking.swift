import AllianceNames
package import Complaints
import GS1
import ProductAuthentication
package import Roster
package import Statements
import Synchronization
import TransparencyLog

/// Asks whose number it is about goods that a complaint names.
package protocol ItemAsking: Sendable {
    /// - Parameter party: who names it: the complainant, or a seller.
    /// - Throws: what this node's own registry throws. An owner that is away is an outcome.
    func ask(about item: ListedItem, for party: String) async throws -> ItemAnswer
}

/// Where nobody is asked, every number stays open.
package struct NoItemAsking: ItemAsking {
    package init() {}

    package func ask(about item: ListedItem, for party: String) -> ItemAnswer {
        ItemAnswer(elementString: item.item.elementString, askedAt: 0, outcome: .unanswered)
    }
}

/// Asks over the alliance, and says nothing of the complaint: the owner hears of no seller, no listing and no complainant, so
/// it can answer for the number alone.
package final class BlindItemAsking: ItemAsking {
    /// A complaint waits no longer to be judged.
    static let deadline = Duration.seconds(3)
    /// An owner that did not answer is left alone for so long, so that complaints about its goods hold up no others.
    static let awayMilliseconds: UInt64 = 60_000

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

    package func ask(about item: ListedItem, for party: String) async throws -> ItemAnswer {
        let product = ProductCode.gs1(item.item)
        var answer = ItemAnswer(
            elementString: item.item.elementString, askedAt: now(), outcome: .unanswered)
        let owners = roster()?.responders(to: product) ?? []
        guard owners.isEmpty || !owners.allSatisfy(isAway) else { return answer }
        let now = now()
        guard let ticket = spent.withLock({ $0.take(party, of: owners, at: now) }) else {
            return answer
        }
        let found = try await router.authenticate(product, deadline: Self.deadline)
        // Who did not answer may have looked: it counts as unknown.
        let isKnown =
            owners.isEmpty || found.answer?.judgement.reasons.contains(.serialUnknown) == false
        if isKnown { spent.withLock { $0.giveBack(ticket) } }
        let time = self.now()
        away.withLock { away in
            for failure in found.failures { away[failure.member] = time }
            if let responder = found.responder { away[responder] = nil }
        }
        answer.askedAt = time
        answer.outcome = Self.outcome(found)
        return answer
    }

    private func isAway(_ member: MemberID) -> Bool {
        let now = now()
        return away.withLock { $0[member] }.map {
            $0 <= now && now - $0 < Self.awayMilliseconds
        } ?? false
    }

    private static func outcome(_ found: Authentication) -> ItemAnswer.Outcome {
        let reasons = found.judgement.reasons
        if let answer = found.answer, let signed = found.signed,
            !answer.judgement.reasons.contains(.notDisclosed)
        {
            return .answered(
                by: answer.responder, question: found.question.bytes, answer: signed.bytes)
        }
        return reasons.contains(.prefixNotInAlliance) ? .unowned : .unanswered
    }
}
