import AllianceNames
import AllianceNode
import Complaints
import Credentials
import NodeAPI
import Peering
import SQLiteStore
import Statements
import Testing
import TransparencyLog

/// Measures at real nodes: proposed at the platform, taken by a person, in force at both sides.
@Suite(.timeLimit(.minutes(8))) struct MeasureDeskTests {
    private struct Sides {
        let party: JudgeParty
        let brand: DeskOfParty
        let platform: DeskOfParty
        let atBrand: MeasureDesk
        let atPlatform: MeasureDesk

        static let complainant = LadderParty.complainant(.member(MemberID(unchecked: "brand")))

        func take(
            _ measure: LadderStep.Measure, until: UInt64? = nil, isIntentEstablished: Bool = false
        ) async throws -> String? {
            try await DeskOfParty.keyword {
                try await atPlatform.take(
                    NewMeasure(
                        measure, against: Self.complainant, until: until,
                        text: "three had no ground",
                        isIntentEstablished: isIntentEstablished), by: "anna", for: nil)
            }
        }

        /// The brand complains of as many listings, and a person refuses each.
        func refuse(_ numbers: Range<Int>) async throws {
            for number in numbers {
                let id = try await party.file(
                    JudgeParty.complaint([try JudgeParty.listing(number)]))
                try await party.say(
                    [
                        .complaint(
                            .decision(
                                ComplaintDecision(
                                    of: id,
                                    parts: [
                                        .init(
                                            listings: [0], verdict: .refuse, reasons: ["unclear"])
                                    ], maker: .person("r1"))))
                    ], by: "platform", in: JudgeParty.channel)
            }
        }

        func codes(_ desk: DeskOfParty) async throws -> [FilingCheck] {
            let complaint = JudgeParty.complaint([try JudgeParty.listing(77)])
            return try await desk.desk.check(complaint, in: JudgeParty.channel).map(\.check)
        }
    }

    private static func measures(_ desk: DeskOfParty) throws -> MeasureDesk {
        desk.node.measureDesk(
            desk.complaints,
            signing: ReportDesk(
                node: desk.node, keys: try SQLiteRequestKeys(path: desk.node.home.requestDatabase),
                calls: .concurrent(label: "test")))
    }

    private static func with(_ body: (Sides) async throws -> Void) async throws {
        let party = try await JudgeParty()
        let brand = try DeskOfParty(party.node("brand"))
        let platform = try DeskOfParty(party.platform)
        try await body(
            Sides(
                party: party, brand: brand, platform: platform, atBrand: measures(brand),
                atPlatform: measures(platform)))
        try brand.close()
        try platform.close()
        try party.close()
    }

    @Test(
        "nobody is suspended who was not warned; who is may not file at either side until it ends")
    func suspension() async throws {
        try await Self.with { sides in
            #expect(try await sides.take(.warning) == "409 not-due")
            try await sides.refuse(0..<3)
            let due = try await sides.atPlatform.due().items
            #expect(due.map(\.party) == [Sides.complainant])
            #expect(due.first?.proposal?.step.measure == .warning)
            #expect(try await sides.take(.suspension) == "409 too-strict")
            #expect(try await sides.take(.warning, until: 5) == "409 no-end")
            let before = try sides.platform.signed()
            #expect(try await sides.take(.warning) == nil)
            #expect(try sides.platform.signed() == before + 1)
            // One record brings one step.
            #expect(try await sides.take(.warning) == "409 not-due")
            sides.party.pass(hours: 1)
            try await sides.refuse(3..<4)
            #expect(try await sides.take(.suspension) == "409 too-strict")
            // A complaint that was filed before is not touched by what comes after.
            let filed = try await sides.party.file(
                JudgeParty.complaint([try JudgeParty.listing(50)]))
            sides.party.pass(hours: 1)
            #expect(try await sides.take(.suspension, isIntentEstablished: true) == nil)
            let standing = try await sides.atPlatform.standing(of: Sides.complainant)
            #expect(standing.current?.measure == .suspension && standing.proposal == nil)
            #expect(standing.measures.map(\.step.measure) == [.warning, .suspension])
            #expect(standing.measures.last?.facts.contains(.init("intent", 4)) == true)
            try sides.party.bring(from: "platform", to: "brand")
            let seen = try await sides.atBrand.measures().items
            #expect(seen.map(\.step.measure) == [.suspension, .warning])
            #expect(seen.first?.text == "three had no ground")
            #expect(try await sides.codes(sides.brand).contains(.complainantSuspended))
            let old = try await sides.platform.complaints.facts.facts(
                of: JudgeParty.complaint([try JudgeParty.listing(50)]), in: JudgeParty.channel,
                filed: filed)
            #expect(old.suspendedUntil == nil)
            // Of one that is sent all the same it is asked once it is known when.
            sides.party.pass(hours: 1)
            let complaint = JudgeParty.complaint([try JudgeParty.listing(51)])
            let sent = try await sides.party.file(complaint, isConfirmed: false)
            func suspendedUntil() async throws -> UInt64? {
                _ = try sides.platform.complaints.register.catchUp()
                return try await sides.platform.complaints.facts.facts(
                    of: complaint, in: JudgeParty.channel, filed: sent
                ).suspendedUntil
            }
            #expect(try await suspendedUntil() == nil)
            try sides.party.confirmAll()
            #expect(try await suspendedUntil() == seen.first?.step.until)
            sides.party.pass(hours: 31 * 24)
            #expect(try await !sides.codes(sides.brand).contains(.complainantSuspended))
        }
    }

    @Test("a measure that was an error is lifted once, and then counts for nothing at either side")
    func lifted() async throws {
        try await Self.with { sides in
            try await sides.refuse(0..<3)
            #expect(try await sides.take(.warning) == nil)
            let id = try #require(try await sides.atPlatform.measures().items.first?.id)
            #expect(id.origin.channel == JudgeParty.channel, "where the brand reads it")
            let desk = sides.atPlatform
            func lift(_ id: EntryReference, at desk: MeasureDesk) async throws -> String? {
                try await DeskOfParty.keyword {
                    try await desk.lift(id, text: "an error", by: "bert", for: nil)
                }
            }
            try sides.party.bring(from: "platform", to: "brand")
            #expect(try await lift(id, at: sides.atBrand) == "404 no-measure")
            let nothing = EntryReference(origin: id.origin, index: 0)
            #expect(try await lift(nothing, at: desk) == "404 no-measure")
            #expect(try await lift(id, at: desk) == nil)
            #expect(try await lift(id, at: desk) == "409 lifted")
            let standing = try await desk.standing(of: Sides.complainant)
            #expect(standing.current == nil)
            // As if it had not been taken: the warning is due again.
            #expect(standing.proposal?.step.measure == .warning)
            try sides.party.bring(from: "platform", to: "brand")
            #expect(try await sides.atBrand.measures().items.first?.lifted?.text == "an error")
        }
    }

    @Test("only a platform takes measures, and only against whom it may speak of")
    func platformOnly() async throws {
        try await Self.with { sides in
            let seller = LadderParty.seller(try JudgeParty.seller("shop"))
            func take(_ party: LadderParty, at desk: MeasureDesk) async throws -> String? {
                try await DeskOfParty.keyword {
                    try await desk.take(
                        NewMeasure(.notice, against: party, text: "why"), by: "anna", for: nil)
                }
            }
            #expect(try await take(seller, at: sides.atBrand) == "403 not-the-platform")
            #expect(try await sides.atBrand.due().items.isEmpty)
            let stranger = LadderParty.complainant(.member(MemberID(unchecked: "nobody")))
            #expect(try await take(stranger, at: sides.atPlatform) == "409 party")
            let elsewhere = LadderParty.complainant(
                .hosted("maison", at: MemberID(unchecked: "brand")))
            #expect(try await take(elsewhere, at: sides.atPlatform) == "409 party")
            // This platform has no channel of its own for sellers and accounts.
            #expect(try await take(seller, at: sides.atPlatform) == "409 party")
        }
    }
}
