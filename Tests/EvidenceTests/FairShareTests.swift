import AllianceNames
import CRDT
import Evidence
import MergedView
import Statements
import Testing
import TransparencyLog

@Suite("The share of each member in a bundle with room for few")
struct FairShareTests {
    private static func dot(
        _ member: String, _ index: UInt64, _ channel: String = "alliance"
    ) -> StatementDot {
        StatementDot(
            log: LogOrigin(
                alliance: AllianceID(unchecked: "demo"), channel: ChannelID(unchecked: channel),
                member: MemberID(unchecked: member), epoch: Epoch(1)), index: index)
    }

    private static func said(_ member: String, _ count: Int) -> [FairShare.Item] {
        (0..<UInt64(count)).map { .init(dot(member, $0), issuedAt: 1_000 + $0) }
    }

    private static func counts(_ taken: Set<StatementDot>) -> [String: Int] {
        Dictionary(grouping: taken) { $0.log.member.rawValue }.mapValues(\.count)
    }

    @Test("whoever says little keeps all of it, and the rest is divided evenly")
    func fair() {
        let items = Self.said("loud", 500) + Self.said("quiet", 3) + Self.said("some", 40)
        for (max, loud, some) in [(43, 20, 20), (83, 40, 40), (93, 50, 40), (543, 500, 40)] {
            let taken = FairShare.entries(of: items, entriesMax: max)
            #expect(Self.counts(taken) == ["loud": loud, "quiet": 3, "some": some])
        }
        #expect(FairShare.entries(of: items, entriesMax: 9_999).count == 543)
        // What does not come out even goes by the members' names.
        #expect(
            Self.counts(FairShare.entries(of: items, entriesMax: 44))
                == ["loud": 21, "quiet": 3, "some": 20])
        #expect(
            Self.counts(FairShare.entries(of: items, entriesMax: 2)) == ["loud": 1, "quiet": 1])
        #expect(FairShare.entries(of: items, entriesMax: 0).isEmpty)
    }

    @Test("it is the same whatever the order in which the entries come")
    func order() {
        let items = Self.said("loud", 90) + Self.said("some", 40) + Self.said("quiet", 3)
        let taken = FairShare.entries(of: items, entriesMax: 50)
        #expect(FairShare.entries(of: items.reversed(), entriesMax: 50) == taken)
        #expect(
            FairShare.entries(of: items.sorted { $0.entry.index < $1.entry.index }, entriesMax: 50)
                == taken)
    }

    @Test("of one member the newest go, what counts before what does not")
    func newest() {
        let old = FairShare.Item(Self.dot("brand", 90), issuedAt: 1)
        let thief = FairShare.Item(Self.dot("brand", 91), issuedAt: 9_000, isAdmitted: false)
        let items = Self.said("brand", 5) + [old, thief]
        func taken(_ max: Int) -> [UInt64] {
            FairShare.entries(of: items, entriesMax: max).map(\.index).sorted()
        }
        #expect(taken(3) == [2, 3, 4])
        #expect(taken(6) == [0, 1, 2, 3, 4, 90])
        #expect(taken(7) == [0, 1, 2, 3, 4, 90, 91])
    }

    @Test("an entry goes with what takes it back, or not at all")
    func together() {
        var items = Self.said("brand", 4)
        // The newest is taken back in two places, the one before by a retraction of two.
        items[3] = .init(
            Self.dot("brand", 3),
            takenBackBy: [Self.dot("brand", 10), Self.dot("brand", 11)], issuedAt: 1_003)
        for index in [1, 2] {
            items[index] = .init(
                Self.dot("brand", UInt64(index)), takenBackBy: [Self.dot("brand", 9)],
                issuedAt: 1_000 + UInt64(index))
        }
        func taken(_ max: Int) -> [UInt64] {
            FairShare.entries(of: items, entriesMax: max).map(\.index).sorted()
        }
        #expect(taken(7) == [0, 1, 2, 3, 9, 10, 11])
        #expect(taken(6) == [1, 2, 3, 9, 10, 11])
        #expect(taken(5) == [2, 3, 9, 10, 11])
        #expect(taken(3) == [3, 10, 11])
        // There is no room for the first two, and one beside them stands alone.
        #expect(taken(1) == [0])
        #expect(taken(2) == [2, 9])
        for max in 0...7 {
            let taken = FairShare.entries(of: items, entriesMax: max)
            for item in items where taken.contains(item.entry) {
                #expect(item.entries.isSubset(of: taken), "\(max)")
            }
        }
    }

    @Test("what says nothing by itself goes only beside the entry that it is about")
    func beside() {
        let items = [
            FairShare.Item(Self.dot("brand", 1), issuedAt: 5),
            FairShare.Item(
                Self.dot("brand", 2), beside: Self.dot("brand", 1), issuedAt: 5),
            FairShare.Item(
                Self.dot("brand", 4), beside: Self.dot("brand", 3), issuedAt: 9),
        ]
        #expect(FairShare.entries(of: items, entriesMax: 1) == [Self.dot("brand", 1)])
        #expect(
            FairShare.entries(of: items, entriesMax: 9)
                == [Self.dot("brand", 1), Self.dot("brand", 2)])
    }

    @Test("what somebody names comes first, and counts in its author's share")
    func asked() {
        var items = Self.said("loud", 20) + Self.said("some", 20)
        items[0].isAskedFor = true
        let taken = FairShare.entries(of: items, entriesMax: 4)
        #expect(taken.contains(Self.dot("loud", 0)))
        #expect(Self.counts(taken) == ["loud": 2, "some": 2])
    }
}
