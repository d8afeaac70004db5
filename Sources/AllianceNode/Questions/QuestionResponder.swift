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
    private let scans: any QuestionScans
    private let signer: @Sendable () -> NoteSigner
    /// Milliseconds since 1970.
    private let now: @Sendable () -> UInt64
    private let logger: Logger
    private let budgetInUse: Mutex<QuestionBudget>

    /// - Parameters:
    ///   - scans: where every question about an item is noted.
    ///   - signer: with this member's answer key, as the register names it now.
    ///   - budget: as it was before a restart.
    package init(
        member: MemberID, registry: any ItemRegistry, knowledge: any ProductKnowledge,
        scans: any QuestionScans = NoScans(), signer: @escaping @Sendable () -> NoteSigner,
        budget: QuestionBudget = QuestionBudget(), now: @escaping @Sendable () -> UInt64,
        logger: Logger
    ) {
        self.member = member
        self.registry = registry
        self.knowledge = knowledge
        self.scans = scans
        self.signer = signer
        budgetInUse = Mutex(budget)
        self.now = now
        self.logger = logger
    }

    /// To be kept over a restart.
    package var budget: QuestionBudget { budgetInUse.withLock { $0 } }

    /// The answer to another member's question, as it goes back. Blocks.
    ///
    /// - Parameter waited: milliseconds since the question arrived.
    /// - Throws: `ProductAuthenticationError` for a question that cannot be read, names another
    ///   asker than the one who sent it, claims a role that the asker has not, or whose asker has
    ///   stopped waiting; what registry and view throw.
    package func respond(
        to bytes: [UInt8], from asker: MemberID, waited: UInt64 = 0
    ) throws -> [UInt8] {
        let question = try Question(parsing: bytes)
        guard question.asker == asker else {
            throw ProductAuthenticationError.otherAsker(claimed: question.asker, found: asker)
        }
        guard waited < question.deadlineMilliseconds else {
            throw ProductAuthenticationError.tooLate(milliseconds: question.deadlineMilliseconds)
        }
        let isAuthority = knowledge.isAuthority(asker)
        guard isAuthority || !question.isUnderRole else {
            throw ProductAuthenticationError.notAnAuthority(asker)
        }
        // Of the bytes that travelled, which is what the asker compares with.
        let digest = Digest.sha256(bytes)
        let now = now()
        guard let serial = question.product.serial else {
            return try sign(
                judgement(of: question, isAuthority, .notAsked, at: now), digest, at: now
            ).signed.bytes
        }
        guard
            let ticket = budgetInUse.withLock({
                $0.take(asker, isAuthority: isAuthority, at: now)
            })
        else {
            // The same work as for an unknown number, over a number that nobody asked about: neither
            // the answer nor the time that it takes depends on what was asked.
            _ = try judgement(
                of: question, isAuthority, lookUp(digest.base64, of: question), at: now)
            return try sign(Judgement([Finding(.notDisclosed)]), digest, at: now).signed.bytes
        }
        let item = try lookUp(serial, of: question)
        settle(ticket, item, at: now)
        return try sign(judgement(of: question, isAuthority, item, at: now), digest, at: now)
            .signed.bytes
    }

    /// The answer to a question of this member's own people, or of somebody who is nobody's. Blocks.
    ///
    /// - Parameter country: where a stranger says to be.
    package func respond(
        to question: Question, strangerIn country: Country? = nil
    ) throws -> (answer: Answer, signed: SignedAnswer) {
        let now = now()
        let item =
            try question.product.serial.map { try lookUp($0, of: question) } ?? .notAsked
        let isAuthority = knowledge.isAuthority(question.asker)
        return try sign(
            judgement(of: question, isAuthority, item, strangerIn: country, at: now),
            question.digest, at: now)
    }

    private func lookUp(_ serial: String, of question: Question) throws -> Facts.Item {
        try registry.lookUp(serial, of: question.product.product)
    }

    private func judgement(
        of question: Question, _ isAuthority: Bool, _ item: Facts.Item,
        strangerIn country: Country? = nil, at now: UInt64
    ) throws -> Judgement {
        let seller = [question.seller, question.listing].compactMap { $0 }
        var facts = Facts(
            product: try knowledge.product(question.product.product), item: item,
            printedLot: try printedLot(of: question, item),
            isUnauthorisedSeller: try question.seller.map {
                try knowledge.isUnauthorised(seller: $0, readableBy: question.asker, at: now)
            } ?? false,
            membersReportingSeller: try knowledge.reports(
                of: seller, readableBy: question.asker, at: now
            ).memberCount)
        if case .found(let record) = item {
            facts.cloneSigns = try scans.note(
                question, isAuthority: isAuthority, strangerIn: country, item: record, at: now)
        }
        return Judge.judge(question, facts: facts, at: now)
    }

    private func printedLot(of question: Question, _ item: Facts.Item) throws -> LotRecord? {
        guard case .gs1(let asked) = question.product, let lot = asked.lot else { return nil }
        switch item {
        case .found(let record) where record.lot != nil: return nil
        case .found, .notAsked, .unknown:
            return try registry.lot(lot, of: question.product.product)
        }
    }

    private func sign(
        _ judgement: Judgement, _ question: Digest, at now: UInt64
    ) throws -> (answer: Answer, signed: SignedAnswer) {
        let answer = Answer(
            question: question, responder: member, answeredAt: now, judgement: judgement,
            keepSeconds: AnswerKeeping.seconds(for: judgement), asOf: try knowledge.asOf())
        return (answer, try SignedAnswer(signing: answer, by: signer()))
    }

    /// Where no number of the product is on record, there is nothing to be guessed.
    private func settle(_ ticket: QuestionBudget.Ticket, _ item: Facts.Item, at now: UInt64) {
        guard case .unknown(holdsOthers: true) = item else {
            return budgetInUse.withLock { $0.giveBack(ticket) }
        }
        guard let alarm = budgetInUse.withLock({ $0.spend(ticket, at: now) }) else { return }
        logger.warning(
            "a member asks about many numbers that were never issued; it gets no more answers for now",
            metadata: ["asker": "\(alarm.member)", "windows": "\(alarm.windows)"])
    }
}
