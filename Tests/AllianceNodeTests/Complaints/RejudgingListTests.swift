import AllianceNames
import AllianceNode
import Complaints
import Statements
import Testing

@Suite struct RejudgingListTests {
    private func id(_ index: UInt64) throws -> EntryReference {
        EntryReference(
            origin: try LogOrigin(parsing: "test.example/desk/brand/e1"), index: index)
    }

    @Test(
        "what failed comes again after pauses that double up to a bound, and not once it is judged")
    func pauses() throws {
        var list = RejudgingList()
        let one = try id(1)
        var now: UInt64 = 1_000_000
        for pause in [5_000, 10_000, 20_000] as [UInt64] {
            list.failed(one, at: now)
            #expect(list.isPaused(one, at: now + pause - 1))
            #expect(list.next(at: now + pause - 1, cosigned: 0).isEmpty)
            #expect(list.next(at: now + pause, cosigned: 0) == [one])
            now += pause
        }
        for _ in 0..<20 { list.failed(one, at: now) }
        #expect(list.next(at: now + RetryPause.longest, cosigned: 0) == [one])
        list.judged(one, awaitsWitnesses: false)
        #expect(list.next(at: .max / 2, cosigned: 0).isEmpty)
    }

    @Test("what waits for its right is looked at for about an hour, and waits no more then")
    func waits() throws {
        var list = RejudgingList()
        let one = try id(1)
        let start: UInt64 = 1_000_000
        var now = start
        while list.mayWait(one) {
            list.failed(one, at: now)
            while list.isPaused(one, at: now) { now += 5_000 }
        }
        #expect((3_000_000...4_500_000).contains(now - start))
        list.judged(one, awaitsWitnesses: false)
        #expect(list.mayWait(one))
    }

    @Test("a clock that is set back lets nothing wait longer than the longest pause")
    func setBack() throws {
        var list = RejudgingList()
        list.failed(try id(1), at: 10_000_000_000)
        #expect(list.next(at: 1_000, cosigned: 0).isEmpty)
        #expect(
            list.next(at: 1_000 + RetryPause.longest, cosigned: 0) == [try id(1)])
    }

    @Test("what awaits witnesses comes again when cosignatures came, once for each time")
    func witnesses() throws {
        var list = RejudgingList()
        _ = list.next(at: 0, cosigned: 1)
        list.judged(try id(1), awaitsWitnesses: true)
        #expect(list.next(at: 0, cosigned: 1).isEmpty)
        #expect(list.next(at: 0, cosigned: 2) == [try id(1)])
        #expect(list.next(at: 0, cosigned: 2).isEmpty)
        list.judged(try id(1), awaitsWitnesses: false)
        #expect(list.next(at: 0, cosigned: 3).isEmpty)
    }

    @Test("one round takes so many, and the next the rest")
    func bounded() throws {
        var list = RejudgingList()
        let count = RejudgingList.roundMax + 7
        for index in 0..<count { list.judged(try id(UInt64(index)), awaitsWitnesses: true) }
        #expect(list.next(at: 0, cosigned: 1).count == RejudgingList.roundMax)
        #expect(list.next(at: 0, cosigned: 1).count == 7)
        #expect(list.next(at: 0, cosigned: 1).isEmpty)
    }

    @Test("cosignatures that come in all the time let the last ones have their turn")
    func turns() throws {
        var list = RejudgingList()
        let count = 2 * RejudgingList.roundMax
        for index in 0..<count { list.judged(try id(UInt64(index)), awaitsWitnesses: true) }
        var seen: Set<EntryReference> = []
        for round in 1...2 as ClosedRange<UInt64> {
            let looked = list.next(at: 0, cosigned: round)
            for id in looked { list.judged(id, awaitsWitnesses: true) }
            seen.formUnion(looked)
        }
        #expect(seen.count == count)
    }

    @Test("of many that failed those come first that wait longest")
    func longest() throws {
        var list = RejudgingList()
        for index in 0..<UInt64(RejudgingList.roundMax) { list.failed(try id(index), at: 2_000) }
        let last = try id(1_000_000)
        list.failed(last, at: 1_000)
        let looked = list.next(at: 2_000 + RetryPause.first, cosigned: 0)
        #expect(looked.count == RejudgingList.roundMax && looked.first == last)
    }
}
