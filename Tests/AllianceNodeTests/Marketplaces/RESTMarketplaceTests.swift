import AllianceNames
import AllianceNode
import Complaints
import Foundation
import Marketplaces
import NIOHTTP1
import NIOSSL
import Notices
import Statements
import Testing

@Suite(.timeLimit(.minutes(10))) struct RESTMarketplaceTests {
    private static let log = LogOrigin(
        alliance: AllianceID(unchecked: "a"), channel: ChannelID(unchecked: "desk-b"),
        member: MemberID(unchecked: "p"), epoch: Epoch(1))

    private static func ordered(_ listing: String = "bazario:1") throws -> OrderedListing {
        OrderedListing(
            complaint: EntryReference(origin: log, index: 1),
            listing: try Indicator(.listing, parsing: listing),
            order: MarketplaceOrder(
                action: .takeDown(.listing, until: nil),
                entry: EntryReference(origin: log, index: 2), place: 0,
                time: .witnessed(1_795_766_400_000)))
    }

    @Test(
        "what a marketplace shows of listings is asked in one call, signed, and told in their order"
    )
    func captures() async throws {
        let server = try await MarketplaceServer()
        let adapter = try server.adapter(["bazario"], now: WallClock.system.now)
        let listings = try (1...301).map { try Indicator(.listing, parsing: "bazario:n\($0)") }
        let capture = ListingCapture(
            title: "Bag", capturedAt: 1_795_766_400_000, countries: ["DE"])
        server.show(CapturedListing(listing: listings[300], capture: capture))
        server.show(CapturedListing(listing: listings[4], capture: capture))
        let found = try await adapter.captures(of: listings)
        #expect(found.count == 301)
        #expect(found.indices.filter { found[$0] != nil } == [4, 300])
        #expect(found[4] == capture)
        // 300 in one call.
        #expect(server.received.map(\.path) == ["/touchstone/captures", "/touchstone/captures"])
        #expect(Set(server.received.map { $0.headers["webhook-id"] }).count == 2)
        #expect(server.problems.isEmpty)
        await adapter.shutdown()
        try await server.close()
    }

    @Test("an order goes by one name each time, with whose complaint it is from and why")
    func orders() async throws {
        let server = try await MarketplaceServer()
        let adapter = try server.adapter(["bazario"], now: WallClock.system.now)
        let ordered = try Self.ordered()
        for _ in 0..<2 {
            #expect(
                try await adapter.carryOut(ordered, reasons: ["clear"]) == .done(reference: "T"))
        }
        #expect(server.done == [ordered.order.id])
        #expect(server.received.count == 2)
        #expect(Set(server.received.map(\.body)).count == 1)
        let told = try #require(server.received.first)
        let text = String(decoding: told.body, as: UTF8.self)
        #expect(text.contains(#""complaint":"a/desk-b/p/e1/1""#) && text.contains("clear"))
        server.answer { _ in .refused("no such listing") }
        #expect(
            try await adapter.carryOut(ordered, reasons: [])
                == .refused("no such listing"))
        #expect(server.problems.isEmpty)
        await adapter.shutdown()
        try await server.close()
    }

    @Test("a status that is no success may pass, and what cannot be read does not")
    func failures() async throws {
        let replies: [HTTPSReceiver.Reply] = [
            .init(status: .serviceUnavailable), .init(status: .unauthorized), .init(status: .found),
            .init(body: Array("<html>".utf8)), .init(body: []),
            .init(body: Array(#"{"order":"another#0","result":"done"}"#.utf8)),
            .init(body: Array(repeating: 0x20, count: AnswerBody.bytesMax + 1)),
        ]
        let ordered = try Self.ordered()
        for (place, reply) in replies.enumerated() {
            let receiver = try await HTTPSReceiver(answers: []) { _ in reply }
            var trust = TLSConfiguration.makeClientConfiguration()
            trust.trustRoots = .certificates(
                try NIOSSLCertificate.fromPEMBytes(Array(receiver.certificatePEM.utf8)))
            let adapter = RESTMarketplace(
                ["bazario"],
                at: try WebhookAddress(parsing: "https://127.0.0.1:\(receiver.port)/t"),
                secret: .random(), trust: trust, now: WallClock.system.now)
            do {
                _ = try await adapter.carryOut(ordered, reasons: [])
                Issue.record("\(reply.status) was taken")
            } catch {
                #expect(error.isPassing == (place < 3), "\(place): \(error)")
            }
            // A redirection is not followed.
            #expect(receiver.received.count == 1)
            await adapter.shutdown()
            try await receiver.close()
        }
    }

    @Test("a server whose certificate is not trusted hears nothing")
    func untrusted() async throws {
        let (server, other) = (try await MarketplaceServer(), try await MarketplaceServer())
        var trust = TLSConfiguration.makeClientConfiguration()
        trust.trustRoots = .certificates(
            try NIOSSLCertificate.fromPEMBytes(Array(other.certificatePEM.utf8)))
        let adapter = RESTMarketplace(
            ["bazario"], at: try WebhookAddress(parsing: server.url), secret: server.secret,
            trust: trust, now: WallClock.system.now)
        await #expect(throws: MarketplaceError.self) {
            try await adapter.carryOut(Self.ordered(), reasons: [])
        }
        #expect(server.received.isEmpty)
        await adapter.shutdown()
        try await server.close()
        try await other.close()
    }

    @Test("a set asks each marketplace for its own listings, and knows no other")
    func set() async throws {
        let (one, two) = (try await MarketplaceServer(), try await MarketplaceServer())
        let listings = try ["b:1", "a:1", "b:2"].map { try Indicator(.listing, parsing: $0) }
        let capture = ListingCapture(title: "x", capturedAt: 1_795_766_400_000, countries: [])
        one.show(CapturedListing(listing: listings[1], capture: capture))
        two.show(CapturedListing(listing: listings[2], capture: capture))
        let (first, second) = (
            try one.adapter(["a"], now: WallClock.system.now),
            try two.adapter(["b"], now: WallClock.system.now)
        )
        let set = MarketplaceSet([
            .init("one", first, end: { await first.shutdown() }),
            .init("two", second, end: { await second.shutdown() }),
        ])
        #expect(set.marketplaces == ["a", "b"])
        #expect(try await set.captures(of: listings) == [nil, capture, capture])
        #expect(one.received.count == 1 && two.received.count == 1)
        let unknown = try Indicator(.listing, parsing: "c:1")
        await #expect(throws: MarketplaceError.unknownMarketplace("c")) {
            try await set.captures(of: [listings[0], unknown])
        }
        await set.shutdown()
        #expect(set.marketplaces.isEmpty)
        try await one.close()
        try await two.close()
    }
}
