package import AllianceNames
package import GS1
package import NodeAPI
import Peering
package import ProductAuthentication
package import Roster
import Statements
import Synchronization

/// What the desk port says about products, over this node's router: the owner's signed answer, from
/// wherever the owner is, and a budget for callers who guess numbers.
package final class DeskAnswers: DeskAnswering {
    private let member: MemberID
    private let standing: @Sendable () -> (roster: VerifiedRoster, isExpired: Bool)
    private let router: QuestionRouter
    private let find: @Sendable (GTIN) throws -> ProductDirectory.Finding
    private let files: Mutex<(links: LinkTable, policies: VerificationPolicies)>
    private let calls: BlockingCalls
    /// Milliseconds since 1970.
    private let now: @Sendable () -> UInt64
    private let budget = Mutex(DeskBudget())

    /// - Parameter find: which product a GTIN is; it blocks.
    package init(
        member: MemberID,
        standing: @escaping @Sendable () -> (roster: VerifiedRoster, isExpired: Bool),
        router: QuestionRouter, find: @escaping @Sendable (GTIN) throws -> ProductDirectory.Finding,
        links: LinkTable = LinkTable(),
        policies: VerificationPolicies = VerificationPolicies(), calls: BlockingCalls,
        now: @escaping @Sendable () -> UInt64
    ) {
        self.member = member
        self.standing = standing
        self.router = router
        self.find = find
        files = Mutex((links, policies))
        self.calls = calls
        self.now = now
    }

    /// Answers by these files from now on.
    package func take(_ links: LinkTable, _ policies: VerificationPolicies) {
        files.withLock { $0 = (links, policies) }
    }

    package func verificationPolicy(of gtin: GTIN) -> VerificationPolicy {
        files.withLock { $0.policies }.policy(of: gtin)
    }

    package func product(_ gtin: GTIN) async throws -> DeskFinding {
        let find = find
        switch try await calls.run({ try find(gtin) }) {
        case .notInAlliance: return .notInAlliance
        case .notRegistered(let owner): return .notRegistered(owner: owner.name)
        case .registered(let entry):
            let registration = entry.registration
            return .registered(
                DeskProduct(
                    gtin: gtin, brand: registration.brand,
                    names: registration.names.map {
                        .init(language: $0.language == "und" ? nil : $0.language, text: $0.name)
                    },
                    owner: entry.owner.name, isSerialised: registration.serialisation != .none,
                    links: files.withLock { $0.links }.links(of: gtin)))
        }
    }

    /// Whether what was asked may have been made up: the number is known to nobody, or nobody was there who knows,
    /// and the set that the owner published does not have it. A product whose items need have no numbers may have
    /// some: they could be tried out, and those that are unknown cost this node's budget at the owner.
    package static func isGuess(_ judgement: Judgement) -> Bool {
        let reasons = judgement.reasons
        let unknown: [ReasonCode] = [.serialUnknown, .notSerialised, .notDisclosed]
        if unknown.contains(where: reasons.contains) { return true }
        let isUnanswered =
            reasons.contains(.ownerUnreachable) || reasons.contains(.answerNotVerified)
        return isUnanswered && !reasons.contains(.serialIssued)
    }

    package func authenticate(
        _ item: ItemIdentifiers, for inquiry: DeskInquiry
    ) async throws -> DeskVerdict {
        let (roster, isExpired) = standing()
        guard !isExpired else {
            throw PeerProblem(
                status: 503, keyword: "roster-expired",
                detail:
                    "The member register of this node has expired, so nobody's word can be checked. Try again later."
            )
        }
        // This member's own people may ask whatever they like.
        let isCounted = item.serial != nil && inquiry.caller.member != member
        if isCounted, !budget.withLock({ $0.take(inquiry.caller, at: now()) }) {
            // The same whatever the number is: nobody is asked.
            return DeskVerdict(
                judgement: Judgement([Finding(.notDisclosed)]), answeredAt: now())
        }
        // Whoever is no member's does not come back for a late answer, and would ask on in this member's name.
        let authentication = try await router.authenticate(
            .gs1(item), purpose: inquiry.purpose, mayWait: inquiry.caller.member != nil,
            // What other members' people say here they say to this desk, and sign nothing.
            strangerIn: inquiry.caller.member == member ? nil : inquiry.country)
        if isCounted, !Self.isGuess(authentication.judgement) {
            budget.withLock { $0.giveBack(inquiry.caller) }
        }
        return DeskVerdict(
            judgement: authentication.judgement, responder: authentication.responder,
            responderName: authentication.responder.flatMap { roster.member($0)?.name },
            answeredAt: authentication.answer?.answeredAt ?? now(),
            asOf: authentication.answer?.asOf,
            question: authentication.signed == nil
                ? nil : String(decoding: authentication.question.bytes, as: UTF8.self),
            signedAnswer: authentication.signed.map { String(decoding: $0.bytes, as: UTF8.self) })
    }
}
