import AllianceNames
import AllianceNode
import Complaints
import MergedView
import NodeAPI
import Statements
import Testing

/// What becomes at the platform of complaints that rest on a right which its owner withdraws later.
@Suite(.timeLimit(.minutes(8))) struct WithdrawnRightTests {
    /// What a platform does that looks rights up in its own view, and is shown one listing.
    private static func upkeep(
        _ party: JudgeParty, _ register: InMemoryComplaintRegister, seller: Indicator? = nil
    ) throws -> ComplaintUpkeep {
        let capture = ListingCapture(
            title: "Verelle bag", priceMinorUnits: 4_990, currency: "EUR", seller: seller,
            capturedAt: party.platform.clock.now(), niceClasses: [18], countries: ["DE"])
        let calls = BlockingCalls.concurrent(label: "test")
        let facts = FilingFactsReader(
            node: party.platform, register: register,
            marketplaces: [ShownMarketplace([try JudgeParty.listing(1): capture])], calls: calls)
        return ComplaintUpkeep(
            node: party.platform, register: register,
            judge: ComplaintJudge(
                node: party.platform, register: register, facts: facts,
                policy: try JudgeParty.policy(), calls: calls),
            pulse: Pulse(), calls: calls, logger: WitnessWorld.quiet)
    }

    private static func withdraw(_ party: JudgeParty, from channel: ChannelID) async throws {
        let dots = try party.node("brand").ownStatements(
            ofRight: JudgeParty.right.key, in: channel)
        #expect(!dots.isEmpty)
        try await party.say(Retraction.statements(of: dots), by: "brand", in: channel)
    }

    private static func listing(
        _ register: InMemoryComplaintRegister, _ id: EntryReference
    ) throws -> ListingState? {
        try register.catchUp()
        return register.reading(of: id)?.state?.listings[0]
    }

    @Test("one that is not judged yet waits as for a right that is not known, and goes back")
    func notJudged() async throws {
        let party = try await JudgeParty()
        let id = try await party.file(JudgeParty.complaint([try JudgeParty.listing(1)]))
        try await Self.withdraw(party, from: .alliance)
        let register = party.register()
        let upkeep = try Self.upkeep(party, register)
        try await upkeep.round()
        #expect(register.judgements(of: id).map(\.review) == [.rightAwaited])
        #expect(try Self.listing(register, id)?.stage == .filed)
        party.pass(hours: 13)
        try await upkeep.round()
        let listing = try Self.listing(register, id)
        #expect(listing?.stage == .returned)
        #expect(listing?.ruling?.reasons.contains(FilingCheck.rightUnknown.rawValue) == true)
        try party.close()
    }

    @Test("one whose right stands in another channel that the platform reads is judged as any")
    func elsewhere() async throws {
        let party = try await JudgeParty()
        try await party.say([.right(JudgeParty.right)], by: "brand", in: JudgeParty.channel)
        let id = try await party.file(JudgeParty.complaint([try JudgeParty.listing(1)]))
        try await Self.withdraw(party, from: .alliance)
        let register = party.register()
        try await Self.upkeep(party, register).round()
        #expect(register.judgements(of: id).map(\.review) == [.unclear])
        try party.close()
    }

    @Test("one that is with a person stays there, and the desk says that there is no such right")
    func withPerson() async throws {
        let party = try await JudgeParty()
        let id = try await party.file(JudgeParty.complaint([try JudgeParty.listing(1)]))
        let register = party.register()
        let upkeep = try Self.upkeep(party, register)
        try await upkeep.round()
        #expect(register.judgements(of: id).map(\.review) == [.unclear])
        let platform = try DeskOfParty(party.platform)
        #expect(try await platform.desk.complaint(id)?.right?.title == "Verelle")

        try await Self.withdraw(party, from: .alliance)
        party.pass(hours: 1)
        try await upkeep.round()
        #expect(register.judgements(of: id).map(\.review) == [.unclear])
        #expect(try Self.listing(register, id)?.stage == .filed)
        #expect(try party.decided() == 0)
        let detail = try #require(try await platform.desk.complaint(id))
        #expect(detail.right == nil && detail.reading.state?.complaint.right.number == "018012345")
        // A person sends it back, with what to mend.
        let back = ComplaintDecision(
            of: id,
            parts: [
                .init(
                    listings: [0], verdict: .return, reasons: [FilingCheck.rightUnknown.rawValue],
                    explanation: "State the right again.")
            ], maker: .automatic)
        _ = try await platform.desk.say(.decision(back), by: "anna", for: nil)
        #expect(try Self.listing(register, id)?.stage == .returned)
        try platform.close()
        try party.close()
    }

    @Test("one that is decided stays decided, until a person puts back what is down")
    func decided() async throws {
        let party = try await JudgeParty()
        let seller = try JudgeParty.seller("bad")
        try await party.report(seller)
        let id = try await party.file(JudgeParty.complaint([try JudgeParty.listing(1)]))
        let register = party.register()
        let upkeep = try Self.upkeep(party, register, seller: seller)
        try await upkeep.round()
        #expect(try Self.listing(register, id)?.stage == .takenDown)
        let signed = try party.decided()

        try await Self.withdraw(party, from: .alliance)
        party.pass(hours: 1)
        try await upkeep.round()
        #expect(try Self.listing(register, id)?.stage == .takenDown)
        #expect(try party.decided() == signed)
        let platform = try DeskOfParty(party.platform)
        _ = try await platform.desk.say(
            .reinstatement(
                Reinstatement(under: id, listings: [0], reason: .rightEnded, reviewer: "")),
            by: "anna", for: nil)
        #expect(try Self.listing(register, id)?.stage == .reinstated)
        try platform.close()
        try party.close()
    }
}
