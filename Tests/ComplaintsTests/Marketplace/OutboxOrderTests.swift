import Complaints
import Statements
import Testing

@Suite struct OutboxOrderTests {
    private static let hour: UInt64 = 3_600_000

    private static func order(
        _ action: MarketplaceOrder.Action = .takeDown(.listing, until: nil)
    ) -> OutboxOrder {
        let log = Course.log(.platform)
        return OutboxOrder(
            OrderedListing(
                complaint: EntryReference(origin: Course.log(.brand), index: 0),
                listing: Course.listings(1)[0],
                order: MarketplaceOrder(
                    action: action, entry: EntryReference(origin: log, index: 4), place: 0,
                    time: .witnessed(Course.start))),
            reasons: ["clear"], nextAt: 1_000, since: 1_000)
    }

    @Test("an order that is done is said, and is then confirmed, whatever comes later")
    func done() {
        var order = Self.order()
        #expect(order.confirmation == .takenDown)
        let isTaken = order.handle(.answered(.taken), at: 2_000)
        #expect(isTaken)
        #expect(order.state == .taken && order.attempts == 1)
        let isDone = order.handle(.answered(.done(reference: "T-1")), at: 3_000)
        #expect(isDone)
        #expect(order.state == .answered)
        #expect(order.result == .init(kind: .takenDown, reference: "T-1"))
        let isRefusedLate = order.handle(.answered(.refused("late")), at: 4_000)
        #expect(!isRefusedLate)
        let isSaid = order.handle(.said, at: 5_000)
        #expect(isSaid)
        #expect(order.state == .confirmed)
        let after = order
        for event: OutboxOrder.Event in [
            .answered(.done(reference: "T-2")), .answered(.refused("no")), .answered(.taken),
            .failed("x", next: 9_000), .givenUp("x"), .said, .overtaken, .postponed(until: 9_000),
        ] {
            let isChanged = order.handle(event, at: 6_000)
            #expect(!isChanged, "\(event)")
        }
        #expect(order == after)
    }

    @Test("an order that is refused is for a person, and may still be done")
    func refused() {
        var order = Self.order(.restore)
        order.handle(.answered(.refused("no such listing")), at: 2_000)
        #expect(order.result == .init(kind: .escalated, text: "no such listing"))
        order.handle(.said, at: 3_000)
        #expect(order.state == .escalated)
        order.handle(.answered(.done(reference: "R")), at: 4_000)
        #expect(order.result == .init(kind: .restored, reference: "R"))
        order.handle(.said, at: 5_000)
        #expect(order.state == .confirmed)
    }

    @Test("what is done before it was said that a person sees to it is said to be done")
    func doneBeforeSaid() {
        var order = Self.order()
        order.handle(.givenUp("no answer"), at: 2_000)
        #expect(order.state == .answered && order.result?.kind == .escalated)
        order.handle(.answered(.done(reference: "T")), at: 3_000)
        #expect(order.result?.kind == .takenDown)
    }

    @Test("one that was overtaken hears of nothing until it is ordered again, and then begins anew")
    func overtaken() {
        var order = Self.order()
        order.handle(.failed("status 503", next: 12_000), at: 2_000)
        #expect(order.attempts == 1 && order.nextAt == 12_000)
        #expect(order.lastFailure == "status 503")
        order.handle(.overtaken, at: 3_000)
        #expect(order.state == .dropped)
        let isHeard = order.handle(.answered(.done(reference: "T")), at: 4_000)
        #expect(!isHeard)
        order.handle(.orderedAgain, at: 5_000)
        var anew = Self.order()
        (anew.nextAt, anew.since) = (5_000, 5_000)
        #expect(order == anew)
    }

    @Test("nobody is late with an order that is held")
    func held() {
        var order = Self.order()
        let until = 1_000 + 50 * Self.hour
        order.handle(.postponed(until: until), at: 2_000)
        #expect(order.nextAt == until && order.since == until)
        #expect(!OrderSchedule().isGivenUp(since: order.since, at: until + Self.hour))
    }

    @Test("what a marketplace says is cut to what a statement holds, at a whole character")
    func cut() {
        var order = Self.order()
        order.handle(.answered(.refused(String(repeating: "é", count: 2_000))), at: 2_000)
        let text = order.result?.text ?? ""
        #expect(text.utf8.count <= OutboxOrder.textBytesMax)
        #expect(text.utf8.count > OutboxOrder.textBytesMax - 4)
        #expect(text.allSatisfy { $0 == "é" })
    }

    @Test("attempts come at fixed times, and are given up after the hours that were set")
    func schedule() {
        let schedule = OrderSchedule(delays: [10, 20], hours: 2)
        #expect(schedule.next(after: 1, at: 100) == 110)
        #expect(schedule.next(after: 2, at: 100) == 120)
        #expect(schedule.next(after: 99, at: 100) == 120)
        #expect(!schedule.isGivenUp(since: 5, at: 4 + 2 * Self.hour))
        #expect(schedule.isGivenUp(since: 5, at: 5 + 2 * Self.hour))
        #expect(!schedule.isGivenUp(since: 5, at: 1))
    }

    @Test("a marketplace that fails in a row is left alone, then asked with one order at a time")
    func circuit() {
        var circuit = MarketplaceCircuit()
        circuit.failed(at: 1_000)
        circuit.failed(at: 1_000)
        #expect(circuit.allowance(of: 9, at: 1_000) == 9)
        circuit.failed(at: 1_000)
        let first = 1_000 + MarketplaceCircuit.pauseMilliseconds
        #expect(circuit.closedUntil == first)
        #expect(circuit.allowance(of: 9, at: first - 1) == 0)
        #expect(circuit.allowance(of: 9, at: first) == 1)
        circuit.failed(at: first)
        #expect(circuit.closedUntil == first + 2 * MarketplaceCircuit.pauseMilliseconds)
        for _ in 0..<100 { circuit.failed(at: first) }
        #expect(circuit.closedUntil == first + MarketplaceCircuit.pauseMillisecondsMax)
        #expect(circuit.allowance(of: 9, at: first) == 0)
        #expect(circuit.allowance(of: 9, at: first - 1) == 1, "the clock was set back")
        circuit.worked()
        #expect(circuit.allowance(of: 9, at: first) == 9)
    }
}
