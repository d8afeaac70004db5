import AllianceNode
import Complaints
import Foundation
import Marketplaces
import SQLiteStore
import Statements
import Synchronization
import Testing

/// Orders of a node that stops on the way, or cannot sign what it was answered, over TLS to a marketplace and back into a
/// real log.
@Suite(.timeLimit(.minutes(15))) struct OrderRoundsStopsTests {
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

    @Test("an order that was read before its complaint was erased is not written back")
    func erasedMeanwhile() async throws {
        let world = try OrderWorld()
        let gone = try await world.file(["bazario:680001"])
        let stays = try await world.file(["bazario:2"])
        try await world.takeDown(gone, [0])
        try await world.takeDown(stays, [0])
        // What the register has read it goes on saying, as one does that was asked a moment before.
        try world.erase(gone)
        let (rounds, outbox) = try world.rounds(MarketplaceSet([]))
        try await rounds.round()
        #expect(
            try outbox.orders(OrderQuery()).map(\.ordered.listing.value) == ["bazario:2"])
        try outbox.close()
        #expect(
            try RawFiles.holding(["bazario:680001"], in: world.alliance.folder)
                .filter { $0.contains("orders.sqlite") } == [])
    }

    @Test(
        "an outcome is said once where the node stops before it is signed, or behind that",
        arguments: [StoppingSigning.Place.before, .behind])
    func stopped(place: StoppingSigning.Place) async throws {
        let world = try OrderWorld()
        let server = try await MarketplaceServer()
        let set = try world.marketplaces(server)
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

    @Test("what cannot be signed holds up no order that is to be handed over")
    func notSigned() async throws {
        let world = try OrderWorld()
        let server = try await MarketplaceServer()
        let set = try world.marketplaces(server)
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
}
