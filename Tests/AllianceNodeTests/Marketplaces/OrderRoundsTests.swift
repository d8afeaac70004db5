import AllianceNode
import Complaints
import Foundation
import JSON
import Marketplaces
import NIOHTTP1
import SQLiteStore
import Statements
import Synchronization
import Testing
import TransparencyLog

/// Orders on their way from a real log to marketplaces that answer over TLS or by files, and what they answer back
/// into the log.
@Suite(.timeLimit(.minutes(15))) struct OrderRoundsTests {
    /// A set with one marketplace that is called.
    private static func set(
        _ server: MarketplaceServer, _ world: OrderWorld
    ) throws -> MarketplaceSet {
        let adapter = try server.adapter(["bazario"], now: { world.now })
        return MarketplaceSet([
            .init(
                "bazario", adapter, secret: server.secret, end: { await adapter.shutdown() })
        ])
    }

    private static func indicator(_ listing: String) throws -> Indicator {
        try Indicator(.listing, parsing: listing)
    }

    @Test(
        "what is decided is done at the marketplace, said once, and taken back when it is overturned"
    )
    func takedownAndRestore() async throws {
        let world = try OrderWorld()
        let server = try await MarketplaceServer()
        let set = try Self.set(server, world)
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
        let set = try Self.set(server, world)
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

    @Test("an order that does not get through is tried again at its times, under one name")
    func retries() async throws {
        let world = try OrderWorld()
        let server = try await MarketplaceServer()
        let set = try Self.set(server, world)
        let (rounds, outbox) = try world.rounds(set)
        server.fail(2)
        let complaint = try await world.file(["bazario:1"])
        let decision = try await world.takeDown(complaint, [0])
        try await rounds.round()
        try await rounds.round()
        #expect(server.received.count == 1)
        let waiting = try #require(try outbox.order("\(decision)#0"))
        #expect(waiting.state == .waiting && waiting.attempts == 1)
        #expect(waiting.lastFailure == "the marketplace does not answer: status 503")
        world.advance(seconds: 10)
        try await rounds.round()
        world.advance(seconds: 20)
        try await rounds.round()
        #expect(server.received.count == 3 && server.done.count == 1)
        #expect(Set(server.received.map { $0.headers["webhook-id"] }).count == 1)
        #expect(Set(server.received.map { $0.headers["webhook-timestamp"] }).count == 3)
        #expect(try world.outcomes().map(\.kind) == [.takenDown])
        await set.shutdown()
        try await server.close()
    }

    /// Delivers, and ends before it can say what was answered, once.
    private final class ForgettingAdapter: MarketplaceAdapter {
        private let adapter: RESTMarketplace
        private let forgets = Mutex(true)

        init(_ adapter: RESTMarketplace) { self.adapter = adapter }

        var marketplaces: Set<String> { adapter.marketplaces }

        func captures(
            of listings: [Indicator]
        ) async throws(MarketplaceError) -> [ListingCapture?] {
            try await adapter.captures(of: listings)
        }

        func carryOut(
            _ ordered: OrderedListing, reasons: [String]
        ) async throws(MarketplaceError) -> OrderAnswer {
            let answer = try await adapter.carryOut(ordered, reasons: reasons)
            let isForgotten = forgets.withLock { forgets in
                defer { forgets = false }
                return forgets
            }
            if isForgotten { throw .unreachable("the process ended") }
            return answer
        }
    }

    @Test("an answer that was lost takes nothing down twice, and is said once")
    func lostAnswer() async throws {
        let world = try OrderWorld()
        let server = try await MarketplaceServer()
        let adapter = try server.adapter(["bazario"], now: { world.now })
        let set = MarketplaceSet([.init("bazario", ForgettingAdapter(adapter))])
        let complaint = try await world.file(["bazario:1"])
        try await world.takeDown(complaint, [0])
        let (before, first) = try world.rounds(set)
        try await before.round()
        #expect(server.done.count == 1)
        #expect(try world.outcomes().isEmpty)
        try first.close()
        world.advance(seconds: 10)
        let (after, second) = try world.rounds(set)
        try await after.round()
        #expect(server.received.count == 2 && server.done.count == 1)
        #expect(try world.outcomes().map(\.kind) == [.takenDown])
        #expect(try second.counts() == [.confirmed: 1])
        await adapter.shutdown()
        try await server.close()
    }

    @Test(
        "an outcome is said once where the node stops before it is signed, or behind that",
        arguments: [StoppingSigning.Place.before, .behind])
    func stopped(place: StoppingSigning.Place) async throws {
        let world = try OrderWorld()
        let server = try await MarketplaceServer()
        let set = try Self.set(server, world)
        let complaint = try await world.file(["bazario:1"])
        try await world.takeDown(complaint, [0])
        let (before, first) = try world.rounds(set)
        world.signing.stop(place)
        await #expect(throws: StoppingSigning.Stopped.self) { try await before.round() }
        #expect(try first.counts() == [.answered: 1])
        #expect(try world.outcomes().count == (place == .before ? 0 : 1))
        try first.close()
        world.advance(seconds: 10)
        let (after, second) = try world.rounds(set)
        try await after.round()
        #expect(server.received.count == 1)
        #expect(try world.outcomes().map(\.kind) == [.takenDown])
        #expect(try second.counts() == [.confirmed: 1])
        await set.shutdown()
        try await server.close()
    }

    @Test("nothing that is held goes out, also where the hold comes between two attempts")
    func held() async throws {
        let world = try OrderWorld()
        let server = try await MarketplaceServer()
        let set = try Self.set(server, world)
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
        let set = try Self.set(server, world)
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

    @Test("what cannot be signed holds up no order that is to be handed over")
    func notSigned() async throws {
        let world = try OrderWorld()
        let server = try await MarketplaceServer()
        let set = try Self.set(server, world)
        let (rounds, _) = try world.rounds(set)
        try await world.takeDown(try await world.file(["bazario:1"]), [0])
        world.signing.stop(.before)
        await #expect(throws: StoppingSigning.Stopped.self) { try await rounds.round() }
        try await world.takeDown(try await world.file(["bazario:2"]), [0])
        world.advance(seconds: 60)
        world.signing.stop(.before)
        await #expect(throws: StoppingSigning.Stopped.self) { try await rounds.round() }
        #expect(server.done.count == 2)
        world.advance(seconds: 60)
        try await rounds.round()
        #expect(try world.outcomes().count == 2)
        await set.shutdown()
        try await server.close()
    }

    @Test("of two orders of a listing the marketplace hears the newer one alone")
    func overtaken() async throws {
        let world = try OrderWorld()
        let server = try await MarketplaceServer()
        let set = try Self.set(server, world)
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

    @Test("what is refused is for a person, may be tried again, and may still be done")
    func refused() async throws {
        let world = try OrderWorld()
        let server = try await MarketplaceServer()
        let set = try Self.set(server, world)
        let (rounds, outbox) = try world.rounds(set)
        server.answer { _ in .refused("no such listing") }
        let complaint = try await world.file(["bazario:1"])
        let decision = try await world.takeDown(complaint, [0])
        for _ in 0..<3 {
            world.advance(seconds: 60)
            try await rounds.round()
        }
        #expect(server.received.count == 1)
        #expect(try world.outcomes().map(\.kind) == [.escalated])
        #expect(try world.outcomes().first?.text == "no such listing")
        let id = "\(decision)#0"
        #expect(try outbox.order(id)?.state == .escalated)
        // Again, to the same end: nothing new is said.
        #expect(try await rounds.tryAgain(id))
        try await rounds.round()
        #expect(server.received.count == 2)
        #expect(try world.outcomes().count == 1)
        server.answer { _ in .done(reference: "T-2") }
        #expect(try await rounds.tryAgain(id))
        try await rounds.round()
        #expect(try world.outcomes().map(\.kind) == [.escalated, .takenDown])
        #expect(try world.outcomes().last?.reference == "T-2")
        #expect(try await !rounds.tryAgain(id))
        await set.shutdown()
        try await server.close()
    }

    @Test(
        "a marketplace that is down holds up no other, and a person hears of it after the hours set"
    )
    func down() async throws {
        let world = try OrderWorld()
        let (broken, sound) = (try await MarketplaceServer(), try await MarketplaceServer())
        let (first, second) = (
            try broken.adapter(["a"], now: { world.now }),
            try sound.adapter(["b"], now: { world.now })
        )
        let set = MarketplaceSet([
            .init("a", first, schedule: OrderSchedule(hours: 1)), .init("b", second),
        ])
        let (rounds, outbox) = try world.rounds(set)
        broken.fail(10_000)
        let complaint = try await world.file((1...6).map { "a:\($0)" } + ["b:1"])
        let decision = try await world.takeDown(complaint, Array(0...6))
        try await rounds.round()
        #expect(sound.done.count == 1)
        // After three that failed it is left alone.
        #expect(broken.received.count == MarketplaceCircuit.failuresMax)
        try await rounds.round()
        #expect(broken.received.count == MarketplaceCircuit.failuresMax)
        world.advance(seconds: 15)
        try await rounds.round()
        #expect(broken.received.count == MarketplaceCircuit.failuresMax + 1)
        world.advance(seconds: 3_600)
        try await rounds.round()
        let outcomes = try world.outcomes()
        let escalated = outcomes.filter { $0.kind == .escalated }.flatMap(\.listings)
        #expect(escalated.sorted() == Array(0...5))
        #expect(outcomes.filter { $0.kind == .takenDown }.flatMap(\.listings) == [6])
        #expect(try outbox.counts() == [.escalated: 6, .confirmed: 1])
        #expect(outcomes.allSatisfy { $0.order == decision })
        await first.shutdown()
        await second.shutdown()
        try await broken.close()
        try await sound.close()
    }

    @Test("a listing that another complaint holds down is not put back without a person")
    func twoComplaints() async throws {
        let world = try OrderWorld()
        let server = try await MarketplaceServer()
        let set = try Self.set(server, world)
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

    @Test("an order for a marketplace that nobody has set up is for a person at once")
    func unknownMarketplace() async throws {
        let world = try OrderWorld()
        let (rounds, _) = try world.rounds(MarketplaceSet())
        let complaint = try await world.file(["elsewhere:1"])
        try await world.takeDown(complaint, [0])
        try await rounds.round()
        #expect(try world.outcomes().map(\.kind) == [.escalated])
        #expect(try world.outcomes().first?.text.contains("elsewhere") == true)
    }

    @Test("a marketplace of files is answered for by a file, and a person hears where none comes")
    func folder() async throws {
        let world = try OrderWorld()
        let url = world.alliance.folder.appending(path: "market")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        let set = MarketplaceSet([
            .init("old", FolderMarketplace(["old"], path: url.path(), calls: world.calls))
        ])
        let (rounds, outbox) = try world.rounds(set)
        let complaint = try await world.file(["old:1", "old:2"])
        let decision = try await world.takeDown(complaint, [0, 1])
        try await rounds.round()
        #expect(try outbox.counts() == [.taken: 2])
        let id = "\(decision)#0"
        let answer = AnswerBody(order: id, answer: .done(reference: "F-1"))
        try Data(answer.json.compactBytes).write(
            to: url.appending(path: "answers/\(OrderBody.token(id)).json"))
        world.advance(seconds: 10)
        try await rounds.round()
        #expect(try world.outcomes().map(\.kind) == [.takenDown])
        #expect(try world.outcomes().first?.reference == "F-1")
        world.advance(seconds: 3 * 3_600)
        try await rounds.round()
        #expect(try world.outcomes().map(\.kind) == [.takenDown, .escalated])
        let names = try FileManager.default.contentsOfDirectory(
            atPath: url.appending(path: "orders").path())
        #expect(names.count == 2)
    }
}
