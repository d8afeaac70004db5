package import AllianceNames
package import ProductAuthentication
package import Replication
package import Roster
package import Statements

/// Asks whoever can answer: this node itself for its own products, otherwise the owner of the number
/// over the peer port, and where a prefix changed hands its former owners too.
///
/// An owner that cannot be reached, or whose answer does not verify, makes the verdict `unknown` with
/// the reason, never an error and never a suspicion.
package struct QuestionRouter: Sendable {
    /// Longest time that one owner is waited for.
    package static let deadline = Duration.seconds(5)

    private let member: MemberID
    private let roster: @Sendable () -> VerifiedRoster?
    private let transport: any PeerTransport
    private let responder: QuestionResponder
    private let knowledge: any ProductKnowledge
    private let calls: BlockingCalls
    private let now: @Sendable () -> UInt64

    package init(
        member: MemberID, roster: @escaping @Sendable () -> VerifiedRoster?,
        transport: any PeerTransport, responder: QuestionResponder,
        knowledge: any ProductKnowledge, calls: BlockingCalls,
        now: @escaping @Sendable () -> UInt64
    ) {
        self.member = member
        self.roster = roster
        self.transport = transport
        self.responder = responder
        self.knowledge = knowledge
        self.calls = calls
        self.now = now
    }

    /// Asks about a product, with a nonce and the time of asking.
    ///
    /// - Throws: `ProductAuthenticationError` for what cannot be asked; what registry and view throw.
    package func authenticate(
        _ product: ProductCode, seller: Indicator? = nil, listing: Indicator? = nil,
        place: Place? = nil, purpose: String? = nil
    ) async throws -> Authentication {
        var generator = SystemRandomNumberGenerator()
        return try await authenticate(
            Question(
                nonce: Nonce(using: &generator), askedAt: now(), asker: member, product: product,
                seller: seller, listing: listing, place: place, purpose: purpose))
    }

    package func authenticate(_ question: Question) async throws -> Authentication {
        let roster = roster()
        let (schemeOwners, reports) = try await context(of: question)
        let owners = (roster?.responders(to: question.product) ?? []) + schemeOwners
        var rounds = Rounds()
        for owner in owners {
            rounds.append(try await ask(owner, question, roster, schemeOwners))
            if rounds.isDecided { break }
        }
        let outcome = rounds.outcome
        return Authentication(
            question: question,
            judgement: outcome.judgement.adding(Judge.reported(byMembers: reports.memberCount)),
            responder: outcome.reply?.answer.responder, answer: outcome.reply?.answer,
            signed: outcome.reply?.signed, sellerReports: reports, failures: rounds.failures)
    }

    private func context(
        of question: Question
    ) async throws -> (owners: [MemberID], reports: [SellerReport]) {
        let (knowledge, member, now) = (knowledge, member, now())
        return try await calls.run {
            var owners: [MemberID] = []
            if case .house(let code) = question.product {
                owners = try knowledge.owners(ofScheme: code.scheme)
            }
            let seller = [question.seller, question.listing].compactMap { $0 }
            return (
                owners, try knowledge.reports(of: seller, readableBy: member, at: now)
            )
        }
    }

    private func ask(
        _ owner: MemberID, _ question: Question, _ roster: VerifiedRoster?,
        _ schemeOwners: [MemberID]
    ) async throws -> Rounds.Round {
        if owner == member {
            let responder = responder
            let reply = try await calls.run { try responder.respond(to: question) }
            return .answered(Rounds.Reply(answer: reply.answer, signed: reply.signed))
        }
        guard let roster else { return .failed(owner, .ownerUnreachable, "there is no roster") }
        let bytes: [UInt8]
        do {
            bytes = try await transport.ask(
                question.bytes, of: owner, deadline: Self.deadline)
        } catch {
            return .failed(owner, .ownerUnreachable, error.description)
        }
        do {
            let verified = try SignedAnswer(parsing: bytes).verify(
                question: question, roster: roster, schemeOwners: schemeOwners)
            // An owner may not speak for another one of the same number.
            guard verified.answer.responder == owner else {
                throw ProductAuthenticationError.otherResponder(
                    expected: [owner], found: verified.answer.responder)
            }
            return .answered(
                Rounds.Reply(answer: verified.answer, signed: verified.signed))
        } catch {
            return .failed(owner, .answerNotVerified, "\(error)")
        }
    }
}
