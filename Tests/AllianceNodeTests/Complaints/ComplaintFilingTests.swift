import AllianceNames
import AllianceNode
import Complaints
import Credentials
import Foundation
import NodeAPI
import Statements
import Synchronization
import Testing
import TransparencyLog

/// Complaints that are checked and filed at real nodes.
@Suite(.timeLimit(.minutes(8))) struct ComplaintFilingTests {
    private static func with(_ body: (JudgeParty) async throws -> Void) async throws {
        let party = try await JudgeParty()
        try await body(party)
        try party.close()
    }

    @Test("what a brand files the platform sees, with the right and what was said")
    func filed() async throws {
        try await Self.with { party in
            let brand = try DeskOfParty(party.node("brand"))
            let platform = try DeskOfParty(party.platform)
            #expect(!brand.desk.isPlatform && platform.desk.isPlatform)
            #expect(brand.desk.channels() == [JudgeParty.channel])
            let complaint = JudgeParty.complaint([try JudgeParty.listing(1)])
            let id = try await brand.file(complaint)
            #expect(try await platform.desk.complaint(id) == nil, "it has not arrived")
            try party.bring(from: "brand", to: "platform")
            for desk in [brand.desk, platform.desk] {
                let page = try await desk.page(ComplaintQuery(channels: [JudgeParty.channel]))
                #expect(page.complaints.map(\.id) == [id])
                let detail = try #require(try await desk.complaint(id))
                #expect(detail.reading.state?.complaint == complaint)
                #expect(detail.right?.title == JudgeParty.right.title)
                #expect(detail.said == [id: .complaint(complaint)])
            }
            let others = try await platform.desk.page(ComplaintQuery(channels: [.alliance]))
            #expect(others.complaints.isEmpty, "what is no desk is not looked at")
            try brand.close()
            try platform.close()
        }
    }

    @Test("at a brand nothing is said of what only a marketplace can show")
    func noMarketplace() async throws {
        try await Self.with { party in
            let brand = try DeskOfParty(party.node("brand"))
            let complaint = JudgeParty.complaint([try JudgeParty.listing(1)])
            #expect(try await brand.desk.check(complaint, in: JudgeParty.channel) == [])
            var other = complaint
            other.right.number = "999"
            let failures = try await brand.desk.check(other, in: JudgeParty.channel)
            #expect(failures.map(\.check) == [.rightUnknown])
            #expect(try brand.signed() == 0, "a check signs nothing")
            try brand.close()
        }
    }

    /// An account that may nothing.
    private struct Suspended: ComplainantStanding {
        func right(_ key: String, of account: String) -> Right? { nil }

        func authority(
            of account: String, over key: String, onBehalfOf name: String?
        ) -> RightAuthority { .none }

        func openedAt(_ account: String) -> UInt64? { nil }
    }

    @Test("all that fails is said at once, and nothing is signed")
    func allAtOnce() async throws {
        try await Self.with { party in
            let listings = try (0..<5).map { try JudgeParty.listing($0) }
            let good = try JudgeParty.seller("good")
            try await party.say(
                [
                    .right(
                        Right(
                            kind: .trademark, office: "EM", registrationNumber: "2",
                            title: "Verelle", jurisdictions: ["EM"], niceClasses: [18],
                            validUntil: 1)),
                    .dispute(Dispute(indicator: good, reason: .authorisedSeller)),
                ], by: "brand", in: .alliance)
            func earlier(_ listing: Indicator) -> Complaint {
                var complaint = JudgeParty.complaint([listing])
                complaint.right.number = "2"
                return complaint
            }
            _ = try await party.file(earlier(listings[3]))
            let decided = try await party.file(earlier(listings[4]))
            try await party.say(
                [
                    .complaint(
                        .decision(
                            ComplaintDecision(
                                of: decided,
                                parts: [
                                    .init(listings: [0], verdict: .refuse, reasons: ["unclear"])
                                ], maker: .person("r1")))),
                    .misuseMeasure(
                        MisuseMeasure(
                            against: .account("acc-1"),
                            .taken(.suspension, from: 1, until: 4_000_000_000_000, facts: []),
                            text: "why", reviewer: "r1")),
                ], by: "platform", in: JudgeParty.channel)
            let capture = { ShownMarketplace.capture() }
            let marketplace = ShownMarketplace([
                listings[1]: ShownMarketplace.capture(
                    "leather bag", classes: [9], countries: ["US"]),
                listings[2]: ShownMarketplace.capture(seller: good), listings[3]: capture(),
                listings[4]: capture(),
            ])
            let platform = try DeskOfParty(
                party.platform, marketplaces: [marketplace], standing: Suspended())
            var complaint = JudgeParty.complaint(listings, ground: .modelDoesNotExist)
            complaint.right.number = "2"
            complaint.hostedAccount = "acc-1"
            complaint.declaredBy = " "
            let before = try platform.signed()
            let outcome = try await platform.desk.file(
                complaint, in: JudgeParty.channel, for: nil)
            guard case .failed(let failures) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(
                failures.map(\.check) == [
                    .rightExpired, .notTheOwner, .evidenceMissing, .goodFaithMissing,
                    .complainantSuspended, .listingUnknown, .countryNotCovered, .classNotCovered,
                    .markNotInListing, .authorisedSeller, .duplicate, .alreadyDecided,
                ])
            #expect(
                failures.map(\.places) == [[], [], [], [], [], [0], [1], [1], [1], [2], [3], [4]])
            #expect(try platform.signed() == before)
            try platform.close()
        }
    }

    @Test("300 listings take one call to each marketplace, and are signed as one statement")
    func bulk() async throws {
        try await Self.with { party in
            let first = try (0..<200).map { try JudgeParty.listing($0) }
            let second = try (0..<100).map { try JudgeParty.listing($0, at: "souk") }
            func shown(_ listings: [Indicator]) -> [Indicator: ListingCapture] {
                Dictionary(
                    uniqueKeysWithValues: listings.map { ($0, ShownMarketplace.capture()) })
            }
            let marketplaces = [
                ShownMarketplace(shown(first)), ShownMarketplace(shown(second), at: ["souk"]),
            ]
            let platform = try DeskOfParty(party.platform, marketplaces: marketplaces)
            var complaint = JudgeParty.complaint(first + second)
            complaint.isFromScreening = true
            let id = try await platform.file(complaint)
            #expect(marketplaces.map { $0.calls.withLock { $0 } } == [1, 1])
            #expect(try await platform.desk.complaint(id)?.reading.state?.listings.count == 300)
            #expect(try platform.signed() == 1)
            try platform.close()
        }
    }

    @Test("a marketplace that does not answer is a problem for now, and no fact about a listing")
    func silent() async throws {
        try await Self.with { party in
            let platform = try DeskOfParty(
                party.platform, marketplaces: [ShownMarketplace([:], isSilent: true)])
            var complaint = JudgeParty.complaint([try JudgeParty.listing(1)])
            complaint.isFromScreening = true
            let asked = complaint
            #expect(
                try await DeskOfParty.keyword {
                    try await platform.desk.file(asked, in: JudgeParty.channel, for: nil)
                } == "503 marketplace-unreachable")
            let elsewhere = try DeskOfParty(
                party.platform, marketplaces: [ShownMarketplace([:], at: ["souk"])])
            let failures = try await elsewhere.desk.check(asked, in: JudgeParty.channel)
            #expect(failures.map(\.check) == [.listingUnknown], "nobody here knows the marketplace")
            #expect(try platform.signed() == 0)
            try platform.close()
            try elsewhere.close()
        }
    }

    @Test("a request with a key is filed once, and its own complaint is no duplicate of it")
    func again() async throws {
        try await Self.with { party in
            let brand = try DeskOfParty(party.node("brand"))
            let complaint = JudgeParty.complaint([try JudgeParty.listing(1)])
            let request = KeyedRequest(caller: "own", key: "k1", fingerprint: .sha256([1]))
            let id = try await brand.file(complaint, for: request)
            let again = try await brand.desk.file(
                complaint, in: JudgeParty.channel, for: request)
            guard case .answered(.signed(let entries, isAgain: true)) = again else {
                Issue.record("\(again)")
                return
            }
            #expect(entries.indexes.lowerBound == id.index)
            let other = KeyedRequest(caller: "own", key: "k1", fingerprint: .sha256([2]))
            let used = try await brand.desk.file(complaint, in: JudgeParty.channel, for: other)
            guard case .answered(.keyUsedOtherwise) = used else {
                Issue.record("\(used)")
                return
            }
            let unkeyed = try await brand.desk.file(complaint, in: JudgeParty.channel, for: nil)
            guard case .failed(let failures) = unkeyed else {
                Issue.record("\(unkeyed)")
                return
            }
            #expect(failures.map(\.check) == [.duplicate])
            #expect(try brand.signed() == 1)
            try brand.close()
        }
    }

    @Test("of a refusal a complaint that brings something new and says so is no repetition")
    func refusedBefore() async throws {
        try await Self.with { party in
            let brand = try DeskOfParty(party.node("brand"))
            let complaint = JudgeParty.complaint([try JudgeParty.listing(1)])
            let id = try await brand.file(complaint)
            try party.bring(from: "brand", to: "platform")
            let refusal = ComplaintDecision(
                of: id, parts: [.init(listings: [0], verdict: .refuse, reasons: ["unclear"])],
                maker: .person("r1"))
            try await party.say(
                [.complaint(.decision(refusal))], by: "platform", in: JudgeParty.channel)
            try party.bring(from: "platform", to: "brand")
            func checks(_ complaint: Complaint) async throws -> [FilingCheck] {
                try await brand.desk.check(complaint, in: JudgeParty.channel).map(\.check)
            }
            #expect(try await checks(complaint) == [.alreadyDecided])
            let kept = try await brand.desk.keep(DeskOfParty.picture())
            var more = complaint
            more.evidence = [DeskOfParty.file(kept, .featurePhotographs)]
            #expect(try await checks(more) == [.alreadyDecided], "it does not say what is new")
            more.explanation = "The photograph shows the seam."
            #expect(try await checks(more) == [])
            try brand.close()
        }
    }

    @Test("an agent names the member whose right it is, and brings its authorisation")
    func agent() async throws {
        try await Self.with { party in
            let reader = try DeskOfParty(party.platform)
            let entry = EntryReference(
                origin: try LogOrigin(parsing: "erasure.example/desk-verelle/m1/e1"), index: 0)
            func authority(_ change: (inout Complaint) -> Void) async throws -> RightAuthority {
                var complaint = JudgeParty.complaint([try JudgeParty.listing(1)])
                change(&complaint)
                return try await reader.complaints.facts.facts(
                    of: complaint, in: JudgeParty.channel, filed: entry
                ).authority
            }
            let letter = Statements.EvidenceFile(
                digest: .sha256([1]), mediaType: "application/pdf", byteCount: 1,
                role: .authorisation)
            #expect(try await authority { _ in } == .none)
            #expect(try await authority { $0.onBehalfOf = "brand" } == .none)
            #expect(try await authority { $0.evidence = [letter] } == .none)
            let named = try await authority {
                $0.onBehalfOf = "Brand"
                $0.evidence = [letter]
            }
            #expect(named == .agent(until: nil))
            let other = try await authority {
                $0.onBehalfOf = "somebody else"
                $0.evidence = [letter]
            }
            #expect(other == .none)
            try reader.close()
        }
    }

    @Test("a file that is named has to be here, as it is named")
    func evidenceNotHeld() async throws {
        try await Self.with { party in
            let brand = try DeskOfParty(party.node("brand"))
            let kept = try await brand.desk.keep(DeskOfParty.picture())
            #expect(kept.mediaType == "image/png")
            var complaint = JudgeParty.complaint(
                [try JudgeParty.listing(1)], ground: .counterfeitFeatures)
            func filing(_ files: [Statements.EvidenceFile]) async throws -> String? {
                complaint.evidence = files
                let asked = complaint
                return try await DeskOfParty.keyword {
                    try await brand.desk.file(asked, in: JudgeParty.channel, for: nil)
                }
            }
            let absent = Statements.EvidenceFile(
                digest: .sha256([9]), mediaType: "image/png", byteCount: 9,
                role: .featurePhotographs)
            #expect(try await filing([absent]) == "422 evidence-not-held")
            let asPDF = DeskOfParty.file(kept, .featurePhotographs, type: "application/pdf")
            #expect(try await filing([asPDF]) == "422 evidence-not-held")
            #expect(try brand.signed() == 0)
            #expect(try await filing([DeskOfParty.file(kept, .featurePhotographs)]) == nil)
            #expect(try brand.signed() == 1)
            try brand.close()
        }
    }

    @Test("nobody files into a channel that is no desk, or as what it is not")
    func elsewhere() async throws {
        try await Self.with { party in
            let brand = try DeskOfParty(party.node("brand"))
            let platform = try DeskOfParty(party.platform)
            let complaint = JudgeParty.complaint([try JudgeParty.listing(1)])
            for channel in [ChannelID.alliance, ChannelID(unchecked: "desk-other")] {
                #expect(
                    try await DeskOfParty.keyword {
                        try await brand.desk.file(complaint, in: channel, for: nil)
                    } == "404 no-desk")
            }
            var hosted = complaint
            hosted.hostedAccount = "acc-1"
            let claimed = hosted
            #expect(
                try await DeskOfParty.keyword {
                    try await brand.desk.file(claimed, in: JudgeParty.channel, for: nil)
                } == "409 not-the-platform")
            #expect(
                try await DeskOfParty.keyword {
                    try await platform.desk.file(complaint, in: JudgeParty.channel, for: nil)
                } == "409 complainant-missing")
            try brand.close()
            try platform.close()
        }
    }
}
