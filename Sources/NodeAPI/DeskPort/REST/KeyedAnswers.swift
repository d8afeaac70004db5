import AuditTrail
import JSON

/// What requests with a key were answered, for such as leave nothing by which one that comes again would be known: each
/// is answered again for a day, and not done again.
package protocol KeyedAnswers: Sendable {
    /// What a request with this key was answered; nil for one that is new.
    ///
    /// - Throws: a `PeerProblem` where the key came with another request, or too many are remembered.
    func answer(to request: KeyedRequest) async throws -> String?

    /// Remembers the answer, durable on return.
    func keep(_ answer: String, to request: KeyedRequest) async throws
}

extension RESTRoutes {
    /// What makes something, for a request that may come with a key; with one that came before, what was answered then.
    ///
    /// A crash between the two leaves what was made without its answer: who comes again is told then that it is made
    /// already, or has the same made once more where that is nothing twice.
    ///
    /// - Parameters:
    ///   - details: of the record of a request that comes again.
    ///   - make: answers with status 201 where it made something, and with another where it did not.
    func once(
        _ call: RESTCall, _ details: [String: String], _ make: () async throws -> DeskAnswer
    ) async throws -> DeskAnswer {
        guard let key = try IdempotencyKey.request(call.request), let answers else {
            return try await make()
        }
        if let kept = try await answers.answer(to: key) {
            return try Self.answer(kept: kept).replayed(true)
                .noted(AuditNote(.use, details.merging(["again": "true"]) { said, _ in said }))
        }
        let answer = try await make()
        if answer.status == 201 { try await answers.keep(Self.kept(answer), to: key) }
        return answer
    }

    private static func kept(_ answer: DeskAnswer) -> String {
        let location = answer.headers.first { $0.name == "location" }?.value
        return JSONValue.members([
            ("location", location.map { .string($0) }),
            ("body", .string(String(decoding: answer.body, as: UTF8.self))),
        ]).compact
    }

    private static func answer(kept: String) throws -> DeskAnswer {
        var (location, body): (String?, [UInt8]) = (nil, [])
        if case .object(let members) = try JSONValue(parsing: kept) {
            if case .string(let text)? = members["location"] { location = text }
            if case .string(let text)? = members["body"] { body = Array(text.utf8) }
        }
        let answer = DeskAnswer.json(body, status: 201)
        return location.map { answer.adding("location", $0) } ?? answer
    }
}
