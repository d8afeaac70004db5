import AllianceNode
import Complaints
import Foundation
import JSON
import Marketplaces
import NIOHTTP1
import SQLiteStore
import Statements
import Testing

/// Orders that marketplaces do not answer, refuse or leave lying, over TLS or by files: tried again, then for a person.
@Suite(.timeLimit(.minutes(15))) struct OrderRoundsFailuresTests {
    @Test("an order that does not get through is tried again at its times, under one name")
    func retries() async throws {
        let world = try OrderWorld()
        let server = try await MarketplaceServer()
        let set = try world.marketplaces(server)
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

    @Test("what is refused is for a person, may be tried again, and may still be done")
    func refused() async throws {
        let world = try OrderWorld()
        let server = try await MarketplaceServer()
        let set = try world.marketplaces(server)
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
