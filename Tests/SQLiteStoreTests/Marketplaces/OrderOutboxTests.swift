import AllianceNames
import Complaints
import Foundation
import SQLiteStore
import Statements
import Testing
import TransparencyLog

@Suite struct OrderOutboxTests {
    private static let log = LogOrigin(
        alliance: AllianceID(unchecked: "a"), channel: ChannelID(unchecked: "desk-b"),
        member: MemberID(unchecked: "p"), epoch: Epoch(1))

    private static func ordered(
        complaint: UInt64 = 1, entry: UInt64, _ listing: String = "bazario:1", place: Int = 0,
        action: MarketplaceOrder.Action = .takeDown(.listing, until: nil), at time: UInt64 = 10
    ) throws -> OrderedListing {
        OrderedListing(
            complaint: EntryReference(origin: log, index: complaint),
            listing: try Indicator(.listing, parsing: listing),
            order: MarketplaceOrder(
                action: action, entry: EntryReference(origin: log, index: entry), place: place,
                time: .witnessed(time)))
    }

    @Test("an order is taken up once, kept through a restart with all that belongs to it")
    func kept() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("orders.sqlite")
        let ordered = try Self.ordered(
            entry: 5, "bazario:x", place: 3, action: .takeDown(.storefront, until: 99))
        var outbox = try SQLiteOrderOutbox(path: path)
        #expect(try outbox.missing([ordered.order.id]) == [ordered.order.id])
        #expect(try outbox.enqueue(ordered, reasons: ["one", "two"], at: 100))
        #expect(try !outbox.enqueue(ordered, reasons: ["other"], at: 200))
        #expect(try outbox.missing([ordered.order.id]).isEmpty)
        try outbox.note(.failed("status 503", next: 150), of: ordered.order.id, at: 120)
        try outbox.note(.answered(.done(reference: "T")), of: ordered.order.id, at: 160)
        try outbox.close()
        outbox = try SQLiteOrderOutbox(path: path)
        let kept = try #require(try outbox.order(ordered.order.id))
        #expect(kept.ordered == ordered && kept.reasons == ["one", "two"])
        #expect(kept.state == .answered && kept.attempts == 1 && kept.since == 100)
        #expect(kept.result == .init(kind: .takenDown, reference: "T"))
        #expect(kept.lastFailure == "status 503")
        #expect(try outbox.toSay(at: 160, limit: 9) == [kept])
        #expect(try outbox.counts() == [.answered: 1])
    }

    @Test(
        "orders are listed by state and marketplace, the oldest first, those that are over when asked"
    )
    func listed() throws {
        let folder = try TemporaryFolder()
        let outbox = try SQLiteOrderOutbox(path: folder.file("orders.sqlite"))
        let orders = try (0..<4).map { number in
            try Self.ordered(
                complaint: UInt64(number), entry: UInt64(10 + number),
                number == 3 ? "other:1" : "bazario:\(number)")
        }
        for (number, order) in orders.enumerated() {
            try outbox.enqueue(order, reasons: [], at: UInt64(900 - number))
        }
        try outbox.note(.answered(.done(reference: "T")), of: orders[0].order.id, at: 1_000)
        try outbox.note(.said, of: orders[0].order.id, at: 1_001)
        try outbox.note(.answered(.refused("closed")), of: orders[1].order.id, at: 1_000)
        try outbox.note(.said, of: orders[1].order.id, at: 1_001)
        func ids(_ query: OrderQuery) throws -> [String] { try outbox.orders(query).map(\.id) }
        let (confirmed, escalated, waiting, other) = (
            orders[0].order.id, orders[1].order.id, orders[2].order.id, orders[3].order.id
        )
        #expect(try ids(OrderQuery()) == [other, waiting, escalated])
        #expect(try ids(OrderQuery(marketplace: "bazario")) == [waiting, escalated])
        #expect(try ids(OrderQuery(state: .escalated)) == [escalated])
        #expect(try ids(OrderQuery(state: .confirmed)) == [confirmed])
        #expect(try ids(OrderQuery(limit: 1)) == [other])
        #expect(try ids(OrderQuery(after: other, limit: 1)) == [waiting])
        #expect(try ids(OrderQuery(after: waiting)) == [escalated])
        #expect(try ids(OrderQuery(after: "gone#0")).isEmpty)
        #expect(try ids(OrderQuery(marketplace: "nowhere")).isEmpty)
    }

    @Test("a newer order of the same complaint takes the place of one that is not done")
    func newest() throws {
        let folder = try TemporaryFolder()
        let outbox = try SQLiteOrderOutbox(path: folder.file("orders.sqlite"))
        let first = try Self.ordered(entry: 5)
        let second = try Self.ordered(entry: 6, action: .restore, at: 20)
        try outbox.enqueue(first, reasons: [], at: 100)
        try outbox.enqueue(second, reasons: [], at: 200)
        #expect(
            try outbox.due(.waiting, of: "bazario", at: 200, limit: 9).map(\.id)
                == [second.order.id])
        #expect(try outbox.order(first.order.id)?.state == .dropped)
        // What is known later may say that the first one is the newest after all.
        #expect(try outbox.missing([first.order.id, second.order.id]) == [first.order.id])
        try outbox.enqueue(first, reasons: [], at: 300)
        #expect(
            try outbox.due(.waiting, of: "bazario", at: 300, limit: 9).map(\.id)
                == [first.order.id])
        #expect(try outbox.order(second.order.id)?.state == .dropped)
        try outbox.removeOld(at: 300 + SQLiteOrderOutbox.droppedMilliseconds)
        #expect(try outbox.order(second.order.id) == nil)
        #expect(try outbox.order(first.order.id) != nil)
    }

    @Test(
        "what another complaint holds down is known, until that one gives it back or its time ends")
    func heldDown() throws {
        let folder = try TemporaryFolder()
        let outbox = try SQLiteOrderOutbox(path: folder.file("orders.sqlite"))
        let other = try Self.ordered(
            complaint: 1, entry: 5, action: .takeDown(.listing, until: 500))
        let listing = other.listing
        let own = EntryReference(origin: Self.log, index: 2)
        try outbox.enqueue(other, reasons: [], at: 100)
        #expect(try outbox.takedown(of: listing, besides: own, at: 100)?.id == other.order.id)
        #expect(try outbox.takedown(of: listing, besides: other.complaint, at: 100) == nil)
        #expect(try outbox.takedown(of: listing, besides: own, at: 500) == nil)
        try outbox.note(.answered(.done(reference: "")), of: other.order.id, at: 110)
        try outbox.note(.said, of: other.order.id, at: 110)
        #expect(try outbox.takedown(of: listing, besides: own, at: 110) != nil)
        try outbox.enqueue(
            Self.ordered(complaint: 1, entry: 6, action: .restore), reasons: [], at: 120)
        #expect(try outbox.takedown(of: listing, besides: own, at: 120) == nil)
    }

    @Test("each marketplace has its own orders, the earliest first, when they are due")
    func due() throws {
        let folder = try TemporaryFolder()
        let outbox = try SQLiteOrderOutbox(path: folder.file("orders.sqlite"))
        try outbox.enqueue(Self.ordered(entry: 5, "bazario:1", at: 30), reasons: [], at: 100)
        try outbox.enqueue(
            Self.ordered(entry: 5, "bazario:2", place: 1, at: 20), reasons: [], at: 100)
        try outbox.enqueue(
            Self.ordered(entry: 5, "other:1", place: 2, at: 10), reasons: [], at: 100)
        #expect(try outbox.marketplaces(at: 99).isEmpty)
        #expect(try outbox.marketplaces(at: 100) == ["bazario", "other"])
        let due = try outbox.due(.waiting, of: "bazario", at: 100, limit: 9)
        #expect(due.map(\.ordered.listing.value) == ["bazario:2", "bazario:1"])
        try outbox.note(.postponed(until: 500), of: due[0].id, at: 100)
        #expect(try outbox.due(.waiting, of: "bazario", at: 499, limit: 9).map(\.id) == [due[1].id])
        try outbox.note(.answered(.taken), of: due[1].id, at: 100)
        #expect(try outbox.due(.waiting, of: "bazario", at: 499, limit: 9).isEmpty)
        #expect(try outbox.due(.taken, of: "bazario", at: 499, limit: 9).map(\.id) == [due[1].id])
    }

    @Test("a clock that is set back lets no order wait longer than what is asked for")
    func setBack() throws {
        let folder = try TemporaryFolder()
        let outbox = try SQLiteOrderOutbox(path: folder.file("orders.sqlite"))
        let ordered = try Self.ordered(entry: 5)
        try outbox.enqueue(ordered, reasons: [], at: 9_000_000)
        try outbox.bringForward(beyond: 600_000, at: 8_500_000)
        #expect(try outbox.marketplaces(at: 8_500_000).isEmpty)
        try outbox.bringForward(beyond: 600_000, at: 1_000_000)
        #expect(try outbox.marketplaces(at: 1_000_000) == ["bazario"])
        #expect(try outbox.order(ordered.order.id)?.since == 1_000_000)
    }

    @Test("what is erased leaves the outbox: orders of the complaint or by the decision")
    func erased() throws {
        let folder = try TemporaryFolder()
        let outbox = try SQLiteOrderOutbox(path: folder.file("orders.sqlite"))
        let orders = try [
            Self.ordered(complaint: 1, entry: 5), Self.ordered(complaint: 2, entry: 6),
            Self.ordered(complaint: 3, entry: 7),
        ]
        for ordered in orders { try outbox.enqueue(ordered, reasons: ["why"], at: 100) }
        let listing = try Indicator(.listing, parsing: "bazario:9")
        try outbox.propose([
            ProposedCase(
                number: 0, listing: listing, title: "Bag", harmCents: 1, proposal: [],
                proposedAt: 1)
        ])
        let proposal = try #require(try outbox.openProposals(limit: 1).first)
        #expect(
            try outbox.settle(
                proposal.number, as: .filed(EntryReference(origin: Self.log, index: 1))))
        let other = LogOrigin(
            alliance: Self.log.alliance, channel: Self.log.channel,
            member: MemberID(unchecked: "q"), epoch: Epoch(1))
        try outbox.erase(EntryRanges([1, 6]), of: other)
        #expect(try outbox.counts() == [.waiting: 3])
        try outbox.erase(EntryRanges([1, 6]), of: Self.log)
        #expect(try outbox.missing(orders.map(\.order.id)) == Set(orders[..<2].map(\.order.id)))
        #expect(try outbox.proposal(proposal.number) == nil)
        #expect(try outbox.scrub())
    }

    @Test("a message is taken once, from the marketplace whose order it answers")
    func messages() throws {
        let folder = try TemporaryFolder()
        let outbox = try SQLiteOrderOutbox(path: folder.file("orders.sqlite"))
        let ordered = try Self.ordered(entry: 5)
        try outbox.enqueue(ordered, reasons: [], at: 100)
        func take(
            _ answer: OrderAnswer, _ message: String, from served: Set<String> = ["bazario"],
            at now: UInt64 = 110
        ) throws -> SQLiteOrderOutbox.AnswerTaking {
            try outbox.take(
                answer, to: ordered.order.id, of: served,
                message: Digest.sha256(Array(message.utf8)), at: now)
        }
        #expect(try take(.done(reference: "T"), "0", from: ["other"]) == .unknownOrder)
        #expect(try outbox.order(ordered.order.id)?.state == .waiting)
        #expect(try take(.taken, "1") == .noted)
        #expect(try take(.taken, "1") == .replayed)
        #expect(try take(.done(reference: "T"), "2") == .noted)
        #expect(try take(.done(reference: "T"), "3") == .known)
        #expect(try take(.done(reference: "T"), "2") == .replayed)
        #expect(
            try outbox.take(
                .taken, to: "a/desk-b/p/e1/99#0", of: ["bazario"], message: Digest.zero, at: 110)
                == .unknownOrder)
        // When its time is long over it need not be remembered.
        let later = 110 + SQLiteOrderOutbox.messageMilliseconds
        #expect(try take(.done(reference: "T"), "1", at: later) == .known)
    }

    private static func proposal(_ listing: String, cents: Int, at time: UInt64 = 10) throws
        -> ProposedCase
    {
        ProposedCase(
            number: 0, listing: try Indicator(.listing, parsing: listing), title: "Bag",
            harmCents: cents, proposal: Array("{}".utf8), proposedAt: time)
    }

    @Test("a listing is proposed once, and what somebody dealt with is not proposed again")
    func proposals() throws {
        let folder = try TemporaryFolder()
        let outbox = try SQLiteOrderOutbox(path: folder.file("orders.sqlite"))
        #expect(
            try outbox.propose([
                Self.proposal("bazario:1", cents: 5), Self.proposal("bazario:2", cents: 9),
            ]) == 2)
        #expect(try outbox.propose([Self.proposal("bazario:1", cents: 20, at: 30)]) == 0)
        let open = try outbox.openProposals(limit: 9)
        #expect(open.map(\.listing.value) == ["bazario:1", "bazario:2"])
        #expect(open[0].harmCents == 20 && open[0].proposedAt == 30)
        let complaint = EntryReference(origin: Self.log, index: 8)
        #expect(try outbox.settle(open[0].number, as: .filed(complaint)))
        #expect(try !outbox.settle(open[0].number, as: .dismissed))
        #expect(try outbox.settle(open[1].number, as: .dismissed))
        #expect(try outbox.propose([Self.proposal("bazario:2", cents: 99, at: 40)]) == 0)
        #expect(try outbox.openProposals(limit: 9).isEmpty)
        #expect(try outbox.proposal(open[0].number)?.state == .filed(complaint))
        try outbox.removeOld(at: 40 + ProposedCase.keptMilliseconds)
        #expect(try outbox.proposal(open[1].number) == nil)
        #expect(try outbox.propose([Self.proposal("bazario:2", cents: 99, at: 50)]) == 1)
    }

    @Test(
        "what an erased report named goes out of proposals, and out of the file; what was filed stays known"
    )
    func erasedProposals() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("orders.sqlite")
        let outbox = try SQLiteOrderOutbox(path: path)
        let reasons = [
            #"{"report":{"type":"phone","value":"xqvonne-1"}}"#,
            #"{"type":"email","value":"x@y.example","reports":[{"value":"xqvonne-1"}]}"#,
            #"{"mark":"Maison","right":"xqvonne-1"}"#, #"{"report":{"value":"xqvonne-10"}}"#,
        ]
        try outbox.propose(
            reasons.enumerated().map { number, reason in
                ProposedCase(
                    number: 0, listing: try Indicator(.listing, parsing: "bazario:\(number)"),
                    title: "call xqvonne-1", harmCents: number,
                    proposal: Array(#"{"title":"Bag","reasons":[\#(reason)]}"#.utf8),
                    proposedAt: 1)
            })
        let all = try outbox.openProposals(limit: 9).reversed().map(\.number)
        let complaint = EntryReference(origin: Self.log, index: 8)
        #expect(try outbox.settle(all[1], as: .dismissed))
        #expect(try outbox.settle(all[2], as: .filed(complaint)))
        try outbox.erase(EntryRanges([3]), of: Self.log, naming: ["xqvonne-2"])
        #expect(try outbox.openProposals(limit: 9).count == 2)
        try outbox.erase(EntryRanges([3]), of: Self.log, naming: ["xqvonne-1"])
        #expect(try all.map { try outbox.proposal($0)?.title } == [nil, nil, "", "call xqvonne-1"])
        let filed = try #require(try outbox.proposal(all[2]))
        #expect(filed.state == .filed(complaint) && filed.proposal == Array("{}".utf8))
        try outbox.forgetProposals()
        #expect(try outbox.openProposals(limit: 9).isEmpty)
        #expect(try outbox.scrub())
        for file in [path, path + "-wal"] {
            let bytes = try Data(contentsOf: URL(filePath: file))
            #expect(bytes.range(of: Data("xqvonne".utf8)) == nil)
        }
    }

    @Test("proposals that are not current any more are not kept")
    func stale() throws {
        let folder = try TemporaryFolder()
        let outbox = try SQLiteOrderOutbox(path: folder.file("orders.sqlite"))
        let proposal = try Self.proposal("bazario:1", cents: 5)
        #expect(try outbox.propose([proposal], if: { false }) == nil)
        #expect(try outbox.openProposals(limit: 9).isEmpty)
    }

    @Test("of more proposals than are kept those by which least is at stake give way")
    func proposalsAreBounded() throws {
        let folder = try TemporaryFolder()
        let outbox = try SQLiteOrderOutbox(path: folder.file("orders.sqlite"))
        let count = ProposedCase.openMax + 5
        #expect(
            try outbox.propose((1...count).map { try Self.proposal("bazario:\($0)", cents: $0) })
                == ProposedCase.openMax)
        let open = try outbox.openProposals(limit: count)
        #expect(open.count == ProposedCase.openMax)
        #expect(open.first?.harmCents == count && open.last?.harmCents == 6)
    }
}

extension SQLiteOrderOutbox {
    /// Takes up one order of what nobody has erased.
    @discardableResult
    fileprivate func enqueue(
        _ ordered: OrderedListing, reasons: [String], at now: UInt64
    ) throws -> Bool {
        try enqueue([(ordered, reasons)], at: now) { [:] } == 1
    }
}
