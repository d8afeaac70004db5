import AllianceNames
import Complaints
import NodeAPI
import Peering
import SignIn
import Statements
import Synchronization
import Testing

/// What leaves nothing by which a second request would be known, asked for twice with one key.
@Suite struct KeyedAnswerTests {
    /// Remembers in memory what the node's file remembers.
    private final class HeldAnswers: KeyedAnswers {
        private let held = Mutex<[String: (KeyedRequest, String)]>([:])

        var count: Int { held.withLock { $0.count } }

        func answer(to request: KeyedRequest) async throws -> String? {
            try held.withLock { held in
                guard let (kept, answer) = held[request.key] else { return nil }
                guard kept == request else { throw IdempotencyKey.reused }
                return answer
            }
        }

        func keep(_ answer: String, to request: KeyedRequest) async throws {
            held.withLock { $0[request.key] = (request, answer) }
        }
    }

    private let work = FixedMarketplaceWork()
    private let answers = HeldAnswers()

    private func post(
        _ pattern: String, _ target: String, _ body: String, key: String? = "k",
        parameters: [String: String]
    ) async throws -> DeskAnswer {
        let console = ConsoleRoutes(
            try FixedConsole(), of: MemberID(unchecked: "hub"), products: FixedAnswers(),
            complaints: FixedComplaints(), marketplaces: work)
        let routes = RESTRoutes(console, signing: FixedSigning(), answers: answers).routes
        let route = try #require(
            routes.first { $0.method == .post && $0.pattern.description == pattern })
        var headers: [DeskRequest.Header] = [
            .init("content-type", "application/json"), .init("accept", "*/*"),
        ]
        if let key { headers.append(.init("idempotency-key", key)) }
        return try await route.handler(
            DeskRequest(
                method: .post, target: try RequestTarget(parsing: target), parameters: parameters,
                headers: headers,
                body: Array(body.utf8),
                caller: .person(
                    DeskPerson(
                        member: MemberID(unchecked: "hub"), id: try PersonID(parsing: "vera"),
                        displayName: "Vera", roles: [.investigator], method: .link,
                        purpose: try Purpose(.complaint), formToken: Secret.random().formToken)),
                origin: "https://hub", id: "1"))
    }

    private static func isReplayed(_ answer: DeskAnswer) -> Bool {
        answer.headers.contains(.init("idempotency-replayed", "true"))
    }

    @Test("a proposal is filed once for a key, and answered as it was; without one it is settled")
    func proposal() async throws {
        let filing =
            #"{"right":{"office":"EM","number":"018012345"},"ground":"mark-in-listing","goodFaith":"yes","declaredBy":"Anna"}"#
        func file(_ body: String, key: String? = "k") async throws -> DeskAnswer {
            try await post(
                "/api/v1/screening/proposals/{number}/complaint",
                "/api/v1/screening/proposals/17/complaint?channel=desk-verel", body, key: key,
                parameters: ["number": "17"])
        }
        // What is refused is not remembered.
        work.failures.withLock {
            $0 = [FilingFailure(.rightUnknown, "no such right", mend: "state it")]
        }
        #expect(try await file(filing).status == 422)
        #expect(answers.count == 0)
        work.failures.withLock { $0 = [] }
        let first = try await file(filing)
        #expect(first.status == 201 && !Self.isReplayed(first))
        let again = try await file(filing)
        #expect(again.status == 201 && Self.isReplayed(again) && again.body == first.body)
        func location(_ answer: DeskAnswer) -> String? {
            answer.headers.first { $0.name == "location" }?.value
        }
        #expect(location(first) != nil && location(again) == location(first))
        #expect(work.filed.withLock { $0.count } == 2, "the refused one and one more")
        await #expect(throws: IdempotencyKey.reused) {
            try await file(filing.replacing("Anna", with: "Ben"))
        }
        _ = try await file(filing, key: nil)
        #expect(work.filed.withLock { $0.count } == 3)
    }

    @Test("a seller's link is given again for its key")
    func sellerLink() async throws {
        func link(_ places: String) async throws -> DeskAnswer {
            try await post(
                "/api/v1/complaints/{id}/seller-link",
                "/api/v1/complaints/ipacc.example~desk-verel~brand~e1~4/seller-link",
                #"{"places":\#(places)}"#,
                parameters: ["id": "ipacc.example~desk-verel~brand~e1~4"])
        }
        let first = try await link("[0]")
        #expect(first.status == 201 && !Self.isReplayed(first))
        let again = try await link("[0]")
        #expect(again.status == 201 && Self.isReplayed(again) && again.body == first.body)
        await #expect(throws: IdempotencyKey.reused) { try await link("[0,1]") }
    }
}
