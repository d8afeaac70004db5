package import AllianceNames
import GS1
package import Logging
package import ProductAuthentication
import Synchronization
package import TransparencyLog

/// Answers questions about this member's own products, from its own registry: its own people's and
/// those that other members post to `/questions`. Only the verdict leaves the node.
package final class QuestionResponder: Sendable {
    private let member: MemberID
    private let registry: any ItemRegistry
    private let knowledge: any ProductKnowledge
    private let signer: NoteSigner
    /// Milliseconds since 1970.
    private let now: @Sendable () -> UInt64
    private let logger: Logger
    private let budget = Mutex(QuestionBudget())

    /// - Parameter signer: with this member's answer key.
    package init(
        member: MemberID, registry: any ItemRegistry, knowledge: any ProductKnowledge,
        signer: NoteSigner, now: @escaping @Sendable () -> UInt64, logger: Logger
    ) {
        self.member = member
        self.registry = registry
        self.knowledge = knowledge
        self.signer = signer
        self.now = now
        self.logger = logger
    }

    /// The answer to another member's question, as it goes back. Blocks.
    ///
    /// - Throws: `ProductAuthenticationError` for a question that cannot be read or names another
    ///   asker than the one who sent it; what registry and view throw.
    package func respond(to bytes: [UInt8], from asker: MemberID) throws -> [UInt8] {
        let question = try Question(parsing: bytes)
        guard question.asker == asker else {
            throw ProductAuthenticationError.otherAsker(claimed: question.asker, found: asker)
        }
        // Of the bytes that travelled, which is what the asker compares with.
        return try respond(to: question, digest: Digest.sha256(bytes), budgeted: true).signed.bytes
    }

    /// The answer to a question of this member's own people. Blocks.
    package func respond(to question: Question) throws -> (answer: Answer, signed: SignedAnswer) {
        try respond(to: question, digest: question.digest, budgeted: false)
    }

    private func respond(
        to question: Question, digest: Digest, budgeted: Bool
    ) throws -> (answer: Answer, signed: SignedAnswer) {
        let now = now()
        let asker = question.asker
        let isCounted = budgeted && question.product.serial != nil
        let judgement: Judgement
        if isCounted, !budget.withLock({ $0.take(asker, at: now) }) {
            // The same whatever the number is: the registry is not looked at.
            judgement = Judgement([Finding(.notDisclosed)])
        } else {
            let facts = try facts(for: question, at: now)
            if isCounted { settle(facts.item, asker, at: now) }
            judgement = Judge.judge(question, facts: facts, at: now)
        }
        let answer = Answer(
            question: digest, responder: member, answeredAt: now, judgement: judgement,
            asOf: try knowledge.asOf())
        return (answer, try SignedAnswer(signing: answer, by: signer))
    }

    private func facts(for question: Question, at now: UInt64) throws -> Facts {
        let product = question.product.product
        let seller = [question.seller, question.listing].compactMap { $0 }
        return Facts(
            product: try knowledge.product(product),
            item: try question.product.serial.map { try registry.lookUp($0, of: product) }
                ?? .notAsked,
            sellerStanding: try question.seller.map { try knowledge.standing(of: $0) } ?? .unknown,
            membersReportingSeller: try knowledge.reports(
                of: seller, readableBy: question.asker, at: now
            ).memberCount)
    }

    private func settle(_ item: Facts.Item, _ asker: MemberID, at now: UInt64) {
        guard case .unknown = item else {
            budget.withLock { $0.giveBack(asker) }
            return
        }
        guard budget.withLock({ $0.isSpent(asker, at: now) }) else { return }
        logger.warning(
            "a member asks about many numbers that were never issued; it gets no more answers for now",
            metadata: ["asker": "\(asker)"])
    }
}
