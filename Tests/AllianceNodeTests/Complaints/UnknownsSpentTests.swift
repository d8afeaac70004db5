import AllianceNames
import AllianceNode
import Statements
import Testing

@Suite struct UnknownsSpentTests {
    private static let hour: UInt64 = 3_600_000
    private let owner = MemberID(unchecked: "maison")
    private let other = MemberID(unchecked: "other")

    @Test(
        "no party spends more of an owner in an hour than one statement names, and what is known costs nothing"
    )
    func ofParty() throws {
        var spent = UnknownsSpent()
        let party = UnknownsSpent.Party.account("a")
        for _ in 0..<UnknownsSpent.ofPartyMax - 1 {
            #expect(spent.take(party, of: [owner], at: 5) != nil)
        }
        let taken = spent.take(party, of: [owner], at: 5)
        let last = try #require(taken)
        #expect(spent.take(party, of: [owner], at: Self.hour - 1) == nil)
        // A number that changed hands is asked of both.
        #expect(spent.take(party, of: [other, owner], at: 5) == nil)
        #expect(spent.take(party, of: [other], at: 5) != nil)
        #expect(spent.take(.account("b"), of: [owner], at: 5) != nil)
        spent.giveBack(last)
        #expect(spent.take(party, of: [owner], at: 5) != nil)
        #expect(spent.take(party, of: [owner], at: 5) == nil)
        #expect(spent.take(party, of: [owner], at: Self.hour) != nil)
    }

    @Test(
        "however many accounts and sellers there are, members and this member's own people are answered"
    )
    func kinds() throws {
        var spent = UnknownsSpent()
        func spend(_ party: (Int) throws -> UnknownsSpent.Party) rethrows -> Int {
            var taken = 0
            while spent.take(try party(taken / 10), of: [owner], at: 5) != nil { taken += 1 }
            return taken
        }
        let origin = try LogOrigin(parsing: "ipacc.example/desk-verel/brand/e1")
        #expect(spend { .account("a\($0)") } == 30)
        #expect(
            spend { .sellers(EntryReference(origin: origin, index: UInt64($0))) } == 20)
        #expect(spend { .member(MemberID(unchecked: "m\($0)")) } == 40)
        #expect(spent.take(.account("new"), of: [other], at: 5) != nil)
    }

    @Test("what was taken in an hour that is over is not given back to the next")
    func window() throws {
        var spent = UnknownsSpent()
        let taken = spent.take(.account("a"), of: [owner], at: 5)
        let old = try #require(taken)
        _ = spent.take(.account("a"), of: [owner], at: Self.hour)
        let before = spent
        spent.giveBack(old)
        #expect(spent == before)
    }
}
