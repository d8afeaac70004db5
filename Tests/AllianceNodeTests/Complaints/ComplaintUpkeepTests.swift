import AllianceNames
import AllianceNode
import CRDT
import Casework
import Complaints
import Credentials
import NodeAPI
import Notices
import SQLiteStore
import SignIn
import Statements
import Testing
import TransparencyLog

/// What a running platform does about complaints over time.
@Suite(.timeLimit(.minutes(8))) struct ComplaintUpkeepTests {
    @Test(
        "a complaint that cannot be judged is left to people, holds up no other, and is tried again"
    )
    func silentMarketplace() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let seller = try JudgeParty.seller("bad")
        try await party.report(seller)
        let (away, here) = (
            try JudgeParty.listing(1, at: "slowmart"), try JudgeParty.listing(2)
        )
        for listing in [away, here] { shown.show(listing, seller: seller) }
        shown.setSilent("slowmart", true)
        let register = party.register()
        let upkeep = try party.upkeep(register, shown)
        let first = try await party.file(JudgeParty.complaint([away]))
        let second = try await party.file(JudgeParty.complaint([here]))
        try await upkeep.round()
        #expect(try party.decided() == 1)
        #expect(register.judgements(of: first).map(\.review) == [.notScored])
        #expect(register.judgements(of: second).map(\.review) == [nil])
        #expect(upkeep.judge.counts.now.failed == 1)
        shown.setSilent("slowmart", false)
        party.pass(hours: 1)
        try await upkeep.round()
        #expect(try party.decided() == 2)
        #expect(register.judgements(of: first).map(\.review) == [nil])
        try party.close()
    }

    @Test("what was left to people when the node stopped is tried again when it runs")
    func restart() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let (seller, listing) = (try JudgeParty.seller("bad"), try JudgeParty.listing(1))
        try await party.report(seller)
        shown.show(listing, seller: seller)
        shown.setSilent("bazario", true)
        let register = party.register()
        let id = try await party.file(JudgeParty.complaint([listing]))
        try await party.upkeep(register, shown).round()
        #expect(register.judgements(of: id).map(\.review) == [.notScored])
        shown.setSilent("bazario", false)
        let upkeep = try party.upkeep(register, shown)
        try await upkeep.round()
        party.pass(hours: 1)
        try await upkeep.round()
        #expect(try party.decided() == 1)
        try party.close()
    }

    @Test("all that was left to people is tried again after a start, and not the most urgent alone")
    func restartOfMany() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        shown.setSilent("bazario", true)
        let register = party.register()
        for number in 0..<3 {
            let first = number * Complaint.listingsMax
            _ = try await party.file(
                JudgeParty.complaint(
                    try (first..<(first + Complaint.listingsMax)).map {
                        try JudgeParty.listing($0)
                    }))
        }
        try await party.upkeep(register, shown).round()
        shown.setSilent("bazario", false)
        let upkeep = try party.upkeep(register, shown)
        try await upkeep.round()
        party.pass(hours: 1)
        try await upkeep.round()
        #expect(upkeep.judge.counts.now.returned == 3 * Complaint.listingsMax)
        try party.close()
    }

    @Test("one complaint that cannot be read when the node starts holds up no other")
    func unreadable() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let (seller, listing) = (try JudgeParty.seller("bad"), try JudgeParty.listing(1))
        shown.show(try JudgeParty.listing(2))
        shown.show(listing, seller: seller)
        let register = party.register()
        let bad = try await party.file(JudgeParty.complaint([try JudgeParty.listing(2)]))
        try await party.upkeep(register, shown).round()
        try await party.report(seller)
        let id = try await party.file(JudgeParty.complaint([listing]))
        let upkeep = try party.upkeep(StumblingRegister(register, unreadable: bad), shown)
        try await upkeep.round()
        #expect(register.judgements(of: id).map(\.review) == [nil])
        #expect(try party.decided() == 1)
        #expect(upkeep.judge.counts.now.failed == 1)
        try party.close()
    }

    @Test("a complaint is judged by what is held of other logs, merged into the view or not yet")
    func unmerged() async throws {
        let party = try await JudgeParty()
        let listing = try JudgeParty.listing(1)
        var right = JudgeParty.right
        right.registrationNumber = "018099999"
        try await party.say([.right(right)], by: "brand", in: .alliance, isMerged: false)
        var complaint = JudgeParty.complaint([listing])
        complaint.right = .init(office: "EM", number: "018099999")
        let id = try await party.say(
            [.complaint(.complaint(complaint))], by: "brand", in: JudgeParty.channel,
            isMerged: false)
        let register = party.register()
        try await Self.upkeep(party, register, showing: 1..<2).round()
        try register.catchUp()
        // The right is known, so that nothing has to be mended.
        #expect(register.reading(of: id)?.state?.listings.map(\.stage) == [.filed])
        #expect(register.judgements(of: id).map(\.review) == [.unclear])
        try party.close()
    }

    /// What a platform does that looks rights up in its own view.
    private static func upkeep(
        _ party: JudgeParty, _ register: InMemoryComplaintRegister, showing listings: Range<Int>
    ) throws -> ComplaintUpkeep {
        let now = party.platform.clock.now()
        let shown = try listings.map { number in
            (
                try JudgeParty.listing(number),
                ListingCapture(
                    title: "Verelle bag", priceMinorUnits: 4_990, currency: "EUR", capturedAt: now,
                    niceClasses: [18], countries: ["DE"])
            )
        }
        let calls = BlockingCalls.concurrent(label: "test")
        let facts = FilingFactsReader(
            node: party.platform, register: register,
            marketplaces: [ShownMarketplace(Dictionary(uniqueKeysWithValues: shown))], calls: calls)
        return ComplaintUpkeep(
            node: party.platform, register: register,
            judge: ComplaintJudge(
                node: party.platform, register: register, facts: facts,
                policy: try JudgeParty.policy(), calls: calls),
            pulse: Pulse(), calls: calls, logger: WitnessWorld.quiet)
    }

    /// A complaint that rests on a right that the platform knows nothing of yet.
    private static func onAwaitedRight(
        _ party: JudgeParty, _ number: Int, ground: Complaint.Ground = .markInListing
    ) async throws -> EntryReference {
        var complaint = JudgeParty.complaint([try JudgeParty.listing(number)], ground: ground)
        complaint.right = .init(office: "EM", number: "018099999")
        return try await party.file(complaint)
    }

    @Test("a complaint waits for a right that arrives later, over a stop, and people see why")
    func awaitedRight() async throws {
        let party = try await JudgeParty()
        let id = try await Self.onAwaitedRight(party, 1)
        let incomplete = try await Self.onAwaitedRight(party, 2, ground: .testBuy)
        let register = party.register()
        try await Self.upkeep(party, register, showing: 1..<3).round()
        try register.catchUp()
        #expect(register.judgements(of: id).map(\.review) == [.rightAwaited])
        #expect(register.reading(of: id)?.state?.listings.map(\.stage) == [.filed])
        // What is wrong in any case is said at once.
        let sentBack = register.reading(of: incomplete)?.state?.listings[0]
        #expect(sentBack?.stage == .returned)
        #expect(sentBack?.ruling?.reasons == [FilingCheck.evidenceMissing.rawValue])

        var right = JudgeParty.right
        right.registrationNumber = "018099999"
        try await party.say([.right(right)], by: "brand", in: .alliance)
        let upkeep = try Self.upkeep(party, register, showing: 1..<3)
        try await upkeep.round()
        party.pass(hours: 1)
        try await upkeep.round()
        #expect(register.judgements(of: id).map(\.review) == [.unclear])
        try party.close()
    }

    @Test("a complaint whose right does not arrive is sent back in half of its time")
    func rightThatNeverArrives() async throws {
        let party = try await JudgeParty()
        let id = try await Self.onAwaitedRight(party, 1)
        let register = party.register()
        let upkeep = try Self.upkeep(party, register, showing: 1..<2)
        try await upkeep.round()
        party.pass(hours: 11)
        try await upkeep.round()
        #expect(register.judgements(of: id).map(\.review) == [.rightAwaited])
        party.pass(hours: 2)
        try await upkeep.round()
        try register.catchUp()
        let listing = register.reading(of: id)?.state?.listings[0]
        #expect(listing?.stage == .returned)
        #expect(listing?.ruling?.reasons.contains(FilingCheck.rightUnknown.rawValue) == true)
        try party.close()
    }

    @Test("a member that is no platform judges nothing")
    func brand() async throws {
        let party = try await JudgeParty()
        let node = party.node("brand")
        let shown = ShownListings(node.clock.now)
        let id = try await party.file(JudgeParty.complaint([try JudgeParty.listing(1)]))
        let register = party.register()
        let upkeep = ComplaintUpkeep(
            node: node, register: register,
            judge: ComplaintJudge(
                node: node, register: register, facts: shown, calls: .serial(label: "test")),
            pulse: Pulse(), calls: .serial(label: "test"),
            logger: WitnessWorld.quiet)
        try await upkeep.round()
        #expect(register.judgements(of: id).isEmpty)
        #expect(register.unjudged(limit: 1) == [id])
        try party.close()
    }

    @Test("each deadline is noticed once, over stops of the node and leaps of the clock")
    func deadlines() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let listing = try JudgeParty.listing(1)
        shown.show(listing)
        let register = party.register()
        let upkeep = try party.upkeep(register, shown)
        _ = try await party.file(JudgeParty.complaint([listing]))
        try await upkeep.round()
        func fired(_ upkeep: ComplaintUpkeep) -> [Deadline.Kind: Int] {
            upkeep.judge.counts.now.fired
        }
        let next = try #require(try await upkeep.fireDeadlines())
        #expect(fired(upkeep).isEmpty)
        #expect(next > party.platform.clock.now() + 17 * 3_600_000)
        party.pass(hours: 19)
        for _ in 0..<2 { try await upkeep.fireDeadlines() }
        #expect(fired(upkeep) == [.decisionWarning: 1])
        let restarted = try party.upkeep(register, shown)
        party.setBack(hours: 10)
        try await restarted.fireDeadlines()
        #expect(fired(restarted).isEmpty)
        party.pass(hours: 16)
        for _ in 0..<2 { try await restarted.fireDeadlines() }
        #expect(fired(restarted) == [.decisionEscalation: 1, .decisionDue: 1])
        try party.close()
    }

    @Test("whoever follows the clock is told of a complaint before it is late, once")
    func notices() async throws {
        let party = try await JudgeParty()
        let node = party.platform
        let shown = ShownListings(node.clock.now)
        let listing = try JudgeParty.listing(1)
        shown.show(listing)
        let register = party.register()
        let id = try await party.file(JudgeParty.complaint([listing]))
        try await party.upkeep(register, shown).round()

        let calls = BlockingCalls.concurrent(label: "test")
        let access = try SQLiteAccessStore(path: node.home.accessDatabase)
        let persons = try node.personRegister(calls: calls)
        let desk = try node.noticeDesk(
            persons: persons,
            casework: node.caseworkDesk(secondLook: .never, calls: calls),
            complaints: register, calls: calls)
        let anna = try PersonID(parsing: "anna")
        try access.add(Person(id: anna, displayName: "Anna", roles: [.investigator], addedAt: 1))
        try await persons.refresh()
        let asker = Asker.person(roles: [.investigator])
        _ = try await desk.subscribe(
            .person(anna), to: .clock(NoticeClock(.complaintDeadline, hours: 2)), byMail: false,
            webhook: nil)
        func told() async throws -> [ShownNotice.Content] {
            try await desk.inbox(of: .person(anna), as: asker, before: nil, limit: 10)
                .notices.map(\.content)
        }
        try desk.keeper.raiseClocks()
        #expect(try await told().isEmpty)
        party.pass(hours: 23)
        for _ in 0..<2 { try desk.keeper.raiseClocks() }
        let contents = try await told()
        #expect(contents.count == 1)
        guard case .clock(let reading)? = contents.first else {
            Issue.record("no clock was told of")
            return
        }
        #expect(reading.kind == .complaintDeadline)
        #expect(reading.subject == id.description)
        // Who may see nothing any more sees nothing of it.
        let stranger = try await desk.inbox(
            of: .person(anna), as: .otherMember, before: nil, limit: 10)
        #expect(stranger.notices.map(\.content) == [.gone])
        try party.close()
    }

    @Test("those who watch the node are told what is open, due soon and late, and what went where")
    func metrics() async throws {
        let party = try await JudgeParty()
        let node = party.platform
        let shown = ShownListings(node.clock.now)
        let seller = try JudgeParty.seller("bad")
        try await party.report(seller)
        let listings = try (1...3).map { try JudgeParty.listing($0) }
        shown.show(listings[0], seller: seller)
        shown.show(listings[1])
        let register = party.register()
        let upkeep = try party.upkeep(register, shown)
        _ = try await party.file(JudgeParty.complaint(listings))
        try await upkeep.round()
        func value(_ name: String, _ label: String? = nil) throws -> Double? {
            NodeMetrics(node, complaints: upkeep).families().first { $0.name == name }?
                .samples.first { $0.labels.map(\.value) == (label.map { [$0] } ?? []) }?.value
        }
        #expect(try value("touchstone_complaints_open") == 1)
        #expect(try value("touchstone_complaints_due_soon") == 0)
        for lane in ["express", "review", "returned"] {
            #expect(try value("touchstone_complaint_listings_judged_total", lane) == 1, "\(lane)")
        }
        #expect(try value("touchstone_complaint_judging_seconds_total") ?? 0 > 0)
        party.pass(hours: 23)
        #expect(try value("touchstone_complaints_due_soon") == 1)
        #expect(try value("touchstone_complaints_overdue") == 0)
        party.pass(hours: 2)
        try await upkeep.fireDeadlines()
        #expect(try value("touchstone_complaints_overdue") == 1)
        #expect(try value("touchstone_complaint_deadlines_total", "decision-due") == 1)
        // A node that decides none gives the same families, without figures.
        let none = NodeMetrics(party.node("brand")).families()
        #expect(none.first { $0.name == "touchstone_complaints_open" }?.samples.isEmpty == true)
        try party.close()
    }
}
