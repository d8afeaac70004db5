import AllianceNames
import AllianceNode
import Testing

@Suite struct UnknownsSpentTests {
    private static let hour: UInt64 = 3_600_000
    private let owner = MemberID(unchecked: "maison")

    @Test(
        "no party spends more in an hour than one statement names, and what is known costs nothing")
    func ofParty() throws {
        var spent = UnknownsSpent()
        for _ in 0..<UnknownsSpent.ofPartyMax - 1 {
            #expect(spent.take("a", of: [owner], at: 5) != nil)
        }
        let taken = spent.take("a", of: [owner], at: 5)
        let last = try #require(taken)
        #expect(spent.take("a", of: [MemberID(unchecked: "other")], at: Self.hour - 1) == nil)
        #expect(spent.take("b", of: [owner], at: 5) != nil)
        spent.giveBack(last)
        #expect(spent.take("a", of: [owner], at: 5) != nil)
        #expect(spent.take("a", of: [owner], at: 5) == nil)
        #expect(spent.take("a", of: [owner], at: Self.hour) != nil)
    }

    @Test("all parties together leave half of what an owner answers this member")
    func ofOwner() throws {
        var spent = UnknownsSpent()
        var taken = 0
        while spent.take("party \(taken / 10)", of: [owner], at: 5) != nil { taken += 1 }
        #expect(taken == UnknownsSpent.ofOwnerMax && taken == 50)
        #expect(spent.take("new", of: [MemberID(unchecked: "other")], at: 5) != nil)
        // A number that changed hands is asked of both.
        #expect(spent.take("new", of: [MemberID(unchecked: "third"), owner], at: 5) == nil)
    }

    @Test("what was taken in an hour that is over is not given back to the next")
    func window() throws {
        var spent = UnknownsSpent()
        let taken = spent.take("a", of: [owner], at: 5)
        let old = try #require(taken)
        _ = spent.take("a", of: [owner], at: Self.hour)
        let before = spent
        spent.giveBack(old)
        #expect(spent == before)
    }
}
