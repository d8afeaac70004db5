import AllianceNames
import CRDT
import MergedView
import Testing

@Suite("In which order one member has said things")
struct AuthorOrderTests {
    private struct Said: Hashable {
        let name: String
        let dot: StatementDot
        let issuedAt: UInt64
    }

    private func said(
        _ name: String, _ channel: String, _ index: UInt64, at issuedAt: UInt64, epoch: UInt32 = 1
    ) -> Said {
        let log = LogOrigin(
            alliance: AllianceID(unchecked: "a"), channel: ChannelID(unchecked: channel),
            member: MemberID(unchecked: "m"), epoch: Epoch(epoch))
        return Said(name: name, dot: StatementDot(log: log, index: index), issuedAt: issuedAt)
    }

    private func order(_ all: [Said]) -> String {
        var generator = SystemRandomNumberGenerator()
        let orders = (0..<10).map { _ in
            AuthorOrder.sorted(all.shuffled(using: &generator)) { ($0.dot, $0.issuedAt) }
                .map(\.name).joined()
        }
        #expect(Set(orders).count == 1)
        return orders[0]
    }

    @Test("between the logs of two channels the author's times decide, and no place in a log")
    func channels() {
        #expect(order([said("a", "luxury", 11, at: 5), said("b", "alliance", 0, at: 6)]) == "ab")
        #expect(order([said("a", "luxury", 11, at: 7), said("b", "alliance", 0, at: 6)]) == "ba")
    }

    @Test("within a log its order decides, whatever clock the author had")
    func log() {
        #expect(order([said("a", "luxury", 1, at: 9), said("b", "luxury", 2, at: 3)]) == "ab")
    }

    @Test("a clock that was put back makes nothing older than what stood before it in its log")
    func clockPutBack() {
        let all = [
            said("a", "luxury", 1, at: 9), said("b", "luxury", 2, at: 3),
            said("c", "alliance", 7, at: 5), said("d", "alliance", 8, at: 12),
        ]
        #expect(order(all) == "cabd")
    }

    @Test("a later epoch comes after an earlier one")
    func epochs() {
        #expect(
            order([said("a", "luxury", 0, at: 1, epoch: 2), said("b", "alliance", 9, at: 8)])
                == "ba")
    }

    @Test("equal times are told apart alike by everybody")
    func ties() {
        #expect(order([said("a", "alliance", 3, at: 4), said("b", "luxury", 1, at: 4)]) == "ab")
    }
}
