import AuditTrail
import JSON
import Peering
import TransparencyLog

extension IdempotencyKey {
    static let parameter = RESTOperation.Parameter.header(
        "Idempotency-Key",
        JSONSchema.text(
            pattern:
                "^(?:[A-Za-z0-9._~+/=:-]{1,\(charactersMax)}|\"[A-Za-z0-9._~+/=:-]{1,\(charactersMax)}\")$"
        ),
        "Of this request alone. One that comes again within 24 hours has the same answer and is not done again; the same key with another request is 422."
    )

    /// Nil for a request without one.
    static func request(_ request: DeskRequest) throws(PeerProblem) -> KeyedRequest? {
        guard let header = request.header(header) else { return nil }
        return KeyedRequest(request, key: try parse(header))
    }
}

extension KeyedRequest {
    /// - Parameter key: of this request alone: a program's, or one that a form came with.
    init(_ request: DeskRequest, key: String) {
        let address = request.target.path + (request.target.query.map { "?\($0)" } ?? "")
        let asked = Array("\(request.method.rawValue) \(address)\n".utf8) + request.body
        self.init(
            caller: request.caller.auditActor?.name ?? "", key: key,
            fingerprint: Digest.sha256(asked))
    }
}

extension DeskAnswer {
    /// The same; of a request that came again, with word of it.
    func replayed(_ isAgain: Bool) -> DeskAnswer {
        isAgain ? adding("idempotency-replayed", "true") : self
    }
}
