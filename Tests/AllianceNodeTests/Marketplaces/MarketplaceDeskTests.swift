import AllianceNames
import AllianceNode
import Complaints
import Foundation
import Marketplaces
import NodeAPI
import Notices
import SQLiteStore
import Statements
import Testing

/// What marketplaces post to a real desk port, over TLS, without any certificate or cookie.
@Suite(.timeLimit(.minutes(10))) struct MarketplaceDeskTests {
    private struct Desk {
        let world: OrderWorld
        let outbox: SQLiteOrderOutbox
        let rounds: OrderRounds
        let proposals: ScreeningProposals
        let secret: WebhookSecret
        let browser: Browser

        /// Signed apart from the program.
        func post(
            _ path: String, _ body: String, id: String = "m-1", seconds: UInt64? = nil,
            secret: WebhookSecret? = nil, type: String = "application/json", signed: String? = nil
        ) async throws -> (status: Int, body: String) {
            let time = String(seconds ?? world.now / 1_000)
            let signature = MarketplaceServer.signature(
                id: id, timestamp: time, body: Array((signed ?? body).utf8),
                secret: secret ?? self.secret)
            let answer = try await browser.post(
                path, body,
                headers: [
                    ("content-type", type), ("webhook-id", id), ("webhook-timestamp", time),
                    ("webhook-signature", signature),
                ])
            let challenge =
                answer.status == 401 ? ["Webhook-Signature realm=\"touchstone\""] : nil
            #expect(answer.headers["www-authenticate"] == challenge)
            return (answer.status, answer.body)
        }

        func answer(_ order: String, _ result: String) -> String {
            #"{"order":"\#(order)",\#(result)}"#
        }
    }

    /// - Parameter body: with the id of an order that the marketplace has taken.
    private static func with(
        messagesMax: Int = MarketplaceDesk.messagesOfOneMax,
        _ body: (Desk, String) async throws -> Void
    ) async throws {
        let world = try OrderWorld()
        let server = try await MarketplaceServer()
        server.answer { _ in .taken }
        let adapter = try server.adapter(["bazario"], now: { world.now })
        let set = MarketplaceSet([
            .init("bazario", adapter, secret: server.secret),
            .init(
                "other", FolderMarketplace(["other"], path: "/nowhere", calls: world.calls),
                secret: nil),
        ])
        let (rounds, outbox) = try world.rounds(set)
        let proposals = ScreeningProposals(
            marketplaces: set, outbox: outbox,
            screening: ScreeningDesk(node: world.node, images: KnownImages()),
            logs: world.node.logs, calls: world.calls,
            now: { world.now })
        let desk = MarketplaceDesk(
            marketplaces: set, outbox: outbox, proposals: proposals, pulse: Pulse(),
            calls: world.calls, messagesMax: messagesMax, now: { world.now })
        let complaint = try await world.file(["bazario:1"])
        let decision = try await world.takeDown(complaint, [0])
        try await rounds.round()
        try await SignInDesk.with(routes: MarketplaceRoutes(desk).routes) { signIn in
            try await body(
                Desk(
                    world: world, outbox: outbox, rounds: rounds, proposals: proposals,
                    secret: server.secret, browser: signIn.browser()), "\(decision)#0")
        }
        await adapter.shutdown()
        try await server.close()
    }

    private static let answers = "/marketplaces/bazario/answers"

    @Test("an answer that comes later is believed by its signature, and said in the complaint")
    func answered() async throws {
        try await Self.with { desk, order in
            #expect(try desk.outbox.counts() == [.taken: 1])
            let answer = desk.answer(order, #""result":"done","reference":"T-9""#)
            #expect(try await desk.post(Self.answers, answer).status == 204)
            try await desk.rounds.round()
            #expect(try desk.world.outcomes().map(\.kind) == [.takenDown])
            #expect(try desk.world.outcomes().first?.reference == "T-9")
        }
    }

    @Test("a message that came before is refused, and the same said anew is no news")
    func replayed() async throws {
        try await Self.with { desk, order in
            let answer = desk.answer(order, #""result":"done","reference":"T-9""#)
            #expect(try await desk.post(Self.answers, answer).status == 204)
            let again = try await desk.post(Self.answers, answer)
            #expect(again.status == 409 && again.body.contains("replayed"))
            // As a sender does that has not seen the answer: the same name, a new time.
            desk.world.advance(seconds: 5)
            #expect(try await desk.post(Self.answers, answer).status == 204)
            try await desk.rounds.round()
            #expect(try desk.world.outcomes().count == 1)
        }
    }

    @Test("one marketplace has so many messages taken in an hour; what is forged uses up none")
    func tooMany() async throws {
        try await Self.with(messagesMax: 2) { desk, order in
            let answer = desk.answer(order, #""result":"taken""#)
            for number in 0..<3 {
                let forged = try await desk.post(
                    Self.answers, answer, id: "f-\(number)", secret: .random())
                #expect(forged.status == 401)
            }
            for number in 0..<2 {
                #expect(try await desk.post(Self.answers, answer, id: "m-\(number)").status == 204)
            }
            let third = try await desk.post(Self.answers, answer, id: "m-3")
            #expect(third.status == 429 && third.body.contains("busy"))
            desk.world.advance(seconds: 3_600)
            #expect(try await desk.post(Self.answers, answer, id: "m-4").status == 204)
        }
    }

    @Test("what is not signed by that marketplace, or not now, changes nothing")
    func refused() async throws {
        try await Self.with { desk, order in
            let answer = desk.answer(order, #""result":"done""#)
            let now = desk.world.now / 1_000
            func status(
                _ path: String = Self.answers, _ body: String? = nil, seconds: UInt64? = nil,
                secret: WebhookSecret? = nil, signed: String? = nil,
                type: String = "application/json"
            ) async throws -> Int {
                try await desk.post(
                    path, body ?? answer, seconds: seconds, secret: secret, type: type,
                    signed: signed
                ).status
            }
            #expect(try await status(secret: .random()) == 401)
            #expect(try await status(signed: answer + " ") == 401)
            #expect(try await status(seconds: now - 301) == 401)
            #expect(try await status(seconds: now + 301) == 401)
            // No such marketplace, one without a secret, one whose order it is not.
            #expect(try await status("/marketplaces/nobody/answers") == 401)
            #expect(try await status("/marketplaces/other/answers") == 401)
            #expect(
                try await status(Self.answers, desk.answer("a/b/c/e1/1#0", #""result":"done""#))
                    == 404)
            #expect(try await status(Self.answers, desk.answer(order, #""result":"maybe""#)) == 422)
            #expect(try await status(Self.answers, "{") == 422)
            #expect(try await status(type: "text/plain") == 415)
            let unsigned = try await desk.browser.post(
                Self.answers, answer, headers: [("content-type", "application/json")])
            #expect(unsigned.status == 400 && unsigned.body.contains("signature-missing"))
            #expect(try desk.outbox.counts() == [.taken: 1])
            #expect(try desk.outbox.order(order)?.result == nil)
        }
    }

    @Test("listings that a marketplace hands over are looked through, and what is proposed is kept")
    func listings() async throws {
        try await Self.with { desk, _ in
            try await desk.world.node.report(
                [
                    .assertIndicator(
                        IndicatorAssertion(
                            indicator: try Indicator(.sellerAccount, parsing: "bazario:bad"),
                            basis: .testBuy, confidence: 85, tlp: .amber))
                ], to: .alliance)
            func line(_ number: String, _ seller: String, _ marketplace: String = "bazario")
                -> String
            {
                #"{"marketplace":"\#(marketplace)","listing":"\#(number)","title":"Bag","seller":"\#(seller)"}"#
            }
            let body = [
                line("1", "bad"), line("2", "honest"), "{", line("3", "bad", "elsewhere"),
            ].joined(separator: "\n")
            let (status, said) = try await desk.post(
                "/marketplaces/bazario/listings", body, type: "application/x-ndjson")
            #expect(status == 200)
            #expect(said.contains(#""listings":2"#) && said.contains(#""refused":2"#), "\(said)")
            let open = try await desk.proposals.open()
            #expect(open.map(\.listing.value) == ["bazario:1"])
            let number = try #require(open.first).number
            #expect(try await desk.proposals.dismiss(number))
            #expect(try await desk.proposals.open().isEmpty)
        }
    }
}
