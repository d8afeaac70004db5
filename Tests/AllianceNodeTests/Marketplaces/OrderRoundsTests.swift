import AllianceNode
import Complaints
import Marketplaces
import SQLiteStore
import Statements
import Testing

/// Orders on their way from a real log to marketplaces that answer over TLS, and what they answer back into the log.
@Suite(.timeLimit(.minutes(15))) struct OrderRoundsTests {
    private static func indicator(_ listing: String) throws -> Indicator {
        try Indicator(.listing, parsing: listing)
    }

    @Test(
        "what is decided is done at the marketplace, said once, and taken back when it is overturned"
    )
    func takedownAndRestore() async throws {
        let world = try OrderWorld()
        let server = try await MarketplaceServer()
        let set = try world.marketplaces(server)
        let (rounds, outbox) = try world.rounds(set)
        let complaint = try await world.file(["bazario:1", "bazario:2"])
        try await rounds.round()
        #expect(server.received.isEmpty)
        let decision = try await world.takeDown(complaint, [0, 1])
        try await rounds.round()
        #expect(Set(server.done) == ["\(decision)#0", "\(decision)#1"])
        #expect(try outbox.counts() == [.confirmed: 2])
        #expect(try world.outcomes().map(\.kind) == [.takenDown, .takenDown])
        #expect(try world.outcomes().allSatisfy { $0.order == decision && $0.reference == "T" })
        try world.register.catchUp()
        guard case .confirmed? = try world.listing(complaint, 1)?.order?.progress else {
            Issue.record("the complaint does not know that the listing is down")
            return
        }
        try await rounds.round()
        #expect(server.received.count == 2)
        let back = try await world.reinstate(complaint, [0])
        try await rounds.round()
        #expect(try !server.isDown(Self.indicator("bazario:1")))
        #expect(try server.isDown(Self.indicator("bazario:2")))
        #expect(try world.outcomes().last?.kind == .restored)
        #expect(try world.outcomes().last?.order == back)
        let told = try #require(server.received.last)
        let text = String(decoding: told.body, as: UTF8.self)
        #expect(text.contains(#""action":"restore""#) && text.contains("own-review"))
        #expect(server.problems.isEmpty)
        await set.shutdown()
        try await server.close()
    }

    @Test(
        "a measure against a seller is told to its marketplace with its reasons, once over a stop, and its end too; no outcome is signed of it"
    )
    func measures() async throws {
        let world = try OrderWorld()
        let server = try await MarketplaceServer()
        let set = try world.marketplaces(server)
        let (rounds, outbox) = try world.rounds(set)
        let seller = try Indicator(.sellerAccount, parsing: "bazario:store123")
        let end = world.now + 90 * 86_400_000
        let suspension = try await world.measure(
            "bazario:store123",
            .taken(.suspension, from: world.now, until: end, facts: [.init("complaints", 4)]),
            text: "Four complaints stand.")
        // Of a marketplace that nobody speaks for here, and one that is over.
        try await world.measure(
            "elsewhere:store9", .taken(.warning, from: world.now, until: nil, facts: []),
            text: "Elsewhere.")
        try await world.measure(
            "bazario:store7", .taken(.suspension, from: 1, until: 2, facts: []), text: "Over.")
        server.fail(1)
        try await rounds.round()
        #expect(server.received.count == 1 && server.measure(against: seller) == nil)
        world.advance(seconds: 10)
        // As after a stop.
        let (again, _) = try world.rounds(set)
        try await again.round()
        #expect(server.measure(against: seller) == .suspension)
        #expect(server.done == ["\(suspension)#0"])
        let told = String(decoding: try #require(server.received.last).body, as: UTF8.self)
        #expect(told.contains(#""action":"measure""#) && told.contains(#""storefront":"store123""#))
        #expect(
            told.contains("Four complaints stand.") && told.contains(#""reasons":["complaints"]"#))
        #expect(try outbox.counts() == [.confirmed: 1])
        #expect(try world.outcomes().isEmpty)

        let lifted = try await world.measure(
            "bazario:store123", .lifted(suspension), text: "Two were overturned.")
        world.advance(seconds: 61)
        try await again.round()
        try await again.round()
        #expect(server.measure(against: seller) == nil)
        #expect(server.done == ["\(suspension)#0", "\(lifted)#0"])
        #expect(try outbox.order("\(lifted)#0")?.state == .confirmed)

        // What a marketplace refuses is for a person, who has it tried again.
        server.answer { _ in .refused("no such shop") }
        let warning = try await world.measure(
            "bazario:store123", .taken(.warning, from: world.now, until: nil, facts: []),
            text: "One more stands.")
        world.advance(seconds: 61)
        try await again.round()
        #expect(try outbox.order("\(warning)#0")?.state == .escalated)
        server.answer { _ in .done(reference: "T9") }
        #expect(try await again.tryAgain("\(warning)#0"))
        try await again.round()
        #expect(server.measure(against: seller) == .warning)
        #expect(try outbox.order("\(warning)#0")?.state == .confirmed)
        #expect(server.problems.isEmpty)
        await set.shutdown()
        try await server.close()
    }

    @Test("nothing that is held goes out, also where the hold comes between two attempts")
    func held() async throws {
        let world = try OrderWorld()
        let server = try await MarketplaceServer()
        let set = try world.marketplaces(server)
        let (rounds, _) = try world.rounds(set)
        server.fail(1)
        let complaint = try await world.file(["bazario:1"])
        try await world.takeDown(complaint, [0])
        try await rounds.round()
        #expect(server.received.count == 1)
        try await world.say(
            .operationHold(
                OperationHold(on: complaint, until: world.now + 10 * 3_600_000)))
        for _ in 0..<9 {
            world.advance(seconds: 3_600)
            try await rounds.round()
        }
        #expect(server.received.count == 1)
        #expect(try world.outcomes().isEmpty)
        world.advance(seconds: 3_600)
        try await rounds.round()
        #expect(server.done.count == 1)
        #expect(try world.outcomes().map(\.kind) == [.takenDown])
        await set.shutdown()
        try await server.close()
    }

    @Test("an order goes out when a hold ends, also where the hold was shortened")
    func shortened() async throws {
        let world = try OrderWorld()
        let server = try await MarketplaceServer()
        let set = try world.marketplaces(server)
        let (rounds, _) = try world.rounds(set)
        server.fail(1)
        let complaint = try await world.file(["bazario:1"])
        try await world.takeDown(complaint, [0])
        try await rounds.round()
        try await world.say(
            .operationHold(
                OperationHold(on: complaint, until: world.now + 30 * 86_400_000)))
        world.advance(seconds: 3_600)
        try await rounds.round()
        try await world.say(
            .operationHold(OperationHold(on: complaint, until: world.now + 60_000)))
        world.advance(seconds: 3_600)
        try await rounds.round()
        #expect(server.done.count == 1)
        await set.shutdown()
        try await server.close()
    }

    @Test("what comes back goes out at once, whoever holds what")
    func restoredWhileHeld() async throws {
        let world = try OrderWorld()
        let server = try await MarketplaceServer()
        let set = try world.marketplaces(server)
        let (rounds, _) = try world.rounds(set)
        let complaint = try await world.file(["bazario:1"])
        try await world.takeDown(complaint, [0])
        try await rounds.round()
        try await world.say(
            .operationHold(
                OperationHold(on: complaint, until: world.now + 30 * 86_400_000)))
        let back = try await world.reinstate(complaint, [0])
        try await rounds.round()
        #expect(server.done.last == "\(back)#0")
        #expect(try !server.isDown(Self.indicator("bazario:1")))
        await set.shutdown()
        try await server.close()
    }

    @Test("of two orders of a listing the marketplace hears the newer one alone")
    func overtaken() async throws {
        let world = try OrderWorld()
        let server = try await MarketplaceServer()
        let set = try world.marketplaces(server)
        let (rounds, outbox) = try world.rounds(set)
        server.fail(1)
        let complaint = try await world.file(["bazario:1"])
        let decision = try await world.takeDown(complaint, [0])
        try await rounds.round()
        let back = try await world.reinstate(complaint, [0])
        world.advance(seconds: 60)
        try await rounds.round()
        #expect(server.done == ["\(back)#0"])
        #expect(try outbox.order("\(decision)#0")?.state == .dropped)
        #expect(try world.outcomes().map(\.kind) == [.restored])
        await set.shutdown()
        try await server.close()
    }

    @Test("a listing that another complaint holds down is not put back without a person")
    func twoComplaints() async throws {
        let world = try OrderWorld()
        let server = try await MarketplaceServer()
        let set = try world.marketplaces(server)
        let (rounds, _) = try world.rounds(set)
        let listing = try Self.indicator("bazario:1")
        let (one, two) = (
            try await world.file(["bazario:1"]), try await world.file(["bazario:1"])
        )
        try await world.takeDown(one, [0])
        try await world.takeDown(two, [0])
        try await rounds.round()
        #expect(server.isDown(listing))
        let back = try await world.reinstate(two, [0])
        try await rounds.round()
        #expect(server.isDown(listing))
        #expect(try world.outcomes().last?.kind == .escalated)
        #expect(try world.outcomes().last?.text.contains("\(one)") == true)
        try await world.reinstate(one, [0])
        try await rounds.round()
        #expect(!server.isDown(listing))
        #expect(try await rounds.tryAgain("\(back)#0"))
        try await rounds.round()
        #expect(
            try world.outcomes().map(\.kind)
                == [.takenDown, .takenDown, .escalated, .restored, .restored])
        await set.shutdown()
        try await server.close()
    }
}
