import GS1
import JSON
import Peering
import ProductAuthentication
import Roster

/// GS1 verification messaging, release 1.3, as a façade over product questions: what a US wholesale
/// dealer's system asks before it sells a returned package again.
///
/// Reconstructed from secondary sources; docs/verification-messaging.md says from which, and where
/// this may differ.
package struct VerificationRoutes: Sendable {
    private let answering: any DeskAnswering
    /// Milliseconds since 1970.
    private let now: @Sendable () -> UInt64

    package init(_ answering: any DeskAnswering, now: @escaping @Sendable () -> UInt64) {
        self.answering = answering
        self.now = now
    }

    package var routes: [DeskRoute] {
        [
            DeskRoute(.get, "/verify/gtin/{gtin}/lot/{lot}/ser/{serial}", for: .members) {
                try await verify($0)
            },
            DeskRoute(.get, "/checkConnectivity", for: .members) { try await connect($0) },
        ]
    }

    private func verify(_ request: DeskRequest) async throws -> DeskAnswer {
        let message = try VerificationRequest(request)
        let policy = answering.verificationPolicy(of: message.item.gtin)
        try check(message.requester, policy)
        try await checkRegistered(message.item.gtin)
        let verdict = try await answering.authenticate(
            message.item,
            for: DeskInquiry(
                caller: request.caller, purpose: "verification \(VerificationRequest.context)"))
        let outcome = VerificationDecision.outcome(
            of: verdict.judgement, item: message.item, policy: policy, at: now())
        guard let outcome else { throw Self.problem(of: verdict.judgement) }
        return answer(outcome, message, policy, at: verdict.answeredAt)
    }

    /// Whether this port answers for a product, and this requester.
    private func connect(_ request: DeskRequest) async throws -> DeskAnswer {
        try VerificationRequest.checkPurpose(request)
        let requester = try VerificationRequest.requester(request)
        let text = try request.target.parameter("gtin") ?? ""
        let gtin: GTIN
        do throws(GS1Error) {
            gtin = try GTIN(parsing: text)
        } catch {
            throw VerificationRequest.malformed("\(error)", keyword: error.keyword)
        }
        let policy = answering.verificationPolicy(of: gtin)
        try check(requester, policy)
        try await checkRegistered(gtin)
        return DeskAnswer.json(
            JSONValue.members([("responderGLN", policy.responder.map { .string($0.digits) })])
                .bytes)
    }

    private func check(_ requester: GLN, _ policy: VerificationPolicy) throws(PeerProblem) {
        guard policy.requesters.isEmpty || policy.requesters.contains(requester) else {
            throw PeerProblem(
                status: 403, keyword: "requester",
                detail: "The manufacturer does not answer requests of this reqGLN.")
        }
    }

    private func checkRegistered(_ gtin: GTIN) async throws {
        guard case .registered(let product) = try await answering.product(gtin),
            product.isSerialised
        else {
            throw PeerProblem(
                status: 404, keyword: "gtin-not-found",
                detail: "No serialised product with this GTIN is registered here.")
        }
    }

    private func answer(
        _ outcome: VerificationOutcome, _ message: VerificationRequest,
        _ policy: VerificationPolicy, at time: UInt64
    ) -> DeskAnswer {
        DeskAnswer.json(
            JSONValue.members([
                (
                    "verificationTimestamp",
                    .string("\(UTCTimestamp(millisecondsSince1970: time))")
                ),
                ("responderGLN", policy.responder.map { .string($0.digits) }),
                (
                    "data",
                    .members([
                        ("verified", .bool(outcome.isVerified)),
                        (
                            "verificationFailureReason",
                            outcome.failureReason.map { .string($0) }
                        ),
                        ("additionalInfo", outcome.additionalInfo.map { .string($0) }),
                    ])
                ),
                ("corrUUID", .string(message.correlation)),
            ]).bytes)
    }

    /// Why the owner has said nothing about the number.
    private static func problem(of judgement: Judgement) -> PeerProblem {
        let reasons = judgement.reasons
        if reasons.contains(.answerNotVerified) {
            return PeerProblem(
                status: 502, keyword: "answer-not-verified",
                detail: "The manufacturer's node sent no answer that could be verified.")
        }
        if reasons.contains(.ownerUnreachable) {
            return PeerProblem(
                status: 504, keyword: "owner-unreachable",
                detail: "The manufacturer's node did not answer in time; try again later.")
        }
        return PeerProblem(
            status: 404, keyword: "gtin-not-found",
            detail: "The manufacturer keeps no serial numbers of this GTIN.")
    }
}
