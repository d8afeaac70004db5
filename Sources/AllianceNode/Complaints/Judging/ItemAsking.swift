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
    /// - Throws: what this node's own registry throws. An owner that is away is an outcome.
    func ask(about item: BoughtItem) async throws -> ItemAnswer
}

/// Where nobody is asked, every number stays open.
package struct NoItemAsking: ItemAsking {
    package init() {}

    package func ask(about item: BoughtItem) -> ItemAnswer {
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

    /// - Parameter now: milliseconds since 1970.
    package init(
        _ router: QuestionRouter, roster: @escaping @Sendable () -> VerifiedRoster?,
        now: @escaping @Sendable () -> UInt64
    ) {
        self.router = router
        self.roster = roster
        self.now = now
    }

    package func ask(about item: BoughtItem) async throws -> ItemAnswer {
        let product = ProductCode.gs1(item.item)
        var answer = ItemAnswer(
            elementString: item.item.elementString, askedAt: now(), outcome: .unanswered)
        let owners = roster()?.responders(to: product) ?? []
        guard owners.isEmpty || !owners.allSatisfy(isAway) else { return answer }
        let found = try await router.authenticate(product, deadline: Self.deadline)
        let time = now()
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

/// What owners said of the numbers that one complaint names.
struct ItemAnswers {
    private let items: [BoughtItem]
    private let answers: [String: ItemAnswer]

    init(_ items: [BoughtItem], _ answers: [ItemAnswer]) {
        self.items = items
        self.answers = Dictionary(
            answers.map { ($0.elementString, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Each once, though several listings may name it.
    var unanswered: [BoughtItem] {
        var seen: Set<String> = []
        return items.filter { item in
            answers[item.item.elementString]?.isOpen ?? true
                && seen.insert(item.item.elementString).inserted
        }
    }

    /// What they say of the goods of one listing.
    ///
    /// That goods are genuine speaks against a complaint, whoever bought them, where all that were answered for are. That
    /// they are not speaks for it only where the platform bought them itself: nothing but a complainant's word says
    /// which listing its goods came from, and a number can be made up.
    func finding(at place: Int, boughtBy complainant: Complainant) -> GoodsFacts.ScanFinding {
        let said = items.filter { $0.listing == place }.compactMap { judgement(of: $0) }
        if case .screening = complainant {
            if said.contains(where: { $0.verdict == .counterfeitSuspected }) { return .counterfeit }
            if said.contains(where: Self.isSuspect) { return .suspect }
        }
        return !said.isEmpty && said.allSatisfy { $0.verdict == .genuine } ? .genuine : .none
    }

    private func judgement(of item: BoughtItem) -> Judgement? {
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
