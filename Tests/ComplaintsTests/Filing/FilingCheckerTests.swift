import AllianceNames
import Complaints
import Statements
import Testing
import TransparencyLog

@Suite("Checks at filing")
struct FilingCheckerTests {
    /// Sees a mark that stands in the title as it is.
    struct PlainMarks: MarkFinder {
        func finds(_ right: Right, in capture: ListingCapture) -> Bool {
            capture.title.contains(right.title)
        }
    }

    static let now = Course.start

    static func right(_ kind: Right.Kind = .trademark) -> Right {
        Right(
            kind: kind, office: "EM", registrationNumber: "018 012 345", title: "AURUM",
            jurisdictions: ["EM"], niceClasses: [18, 25], validFrom: 1, validUntil: now + 1)
    }

    static func capture(
        title: String = "AURUM bag", classes: [Int] = [18], countries: [String] = ["DE"]
    ) -> ListingCapture {
        ListingCapture(
            title: title, capturedAt: now, niceClasses: classes, countries: countries)
    }

    static func file(_ role: EvidenceFile.Role) -> EvidenceFile {
        EvidenceFile(
            digest: .sha256([role.rawValue]), mediaType: "image/png", byteCount: 9, role: role)
    }

    static func facts(_ listings: [ListingFacts] = [ListingFacts(capture: capture())])
        -> FilingFacts
    {
        FilingFacts(right: right(), authority: .owner, listings: listings, now: now)
    }

    private func codes(_ complaint: Complaint, _ facts: FilingFacts) -> [FilingCheck] {
        FilingChecker.failures(of: complaint, facts, marks: PlainMarks()).map(\.check)
    }

    private func codes(_ change: (inout FilingFacts) -> Void) -> [FilingCheck] {
        var facts = Self.facts()
        change(&facts)
        return codes(Course.complaint(Course.listings(1)), facts)
    }

    @Test("nothing is wrong with a complaint that has what it needs")
    func clean() {
        #expect(codes { _ in } == [])
        #expect(codes { $0.authority = .agent(until: nil) } == [])
        #expect(codes { $0.authority = .agent(until: Self.now + 1) } == [])
        #expect(codes { $0.suspendedUntil = Self.now } == [])
    }

    @Test("a right must be there, and in force on the day")
    func right() {
        #expect(codes { $0.right = nil } == [.rightUnknown])
        // It is nobody's, so it is not another's.
        #expect(
            codes {
                ($0.right, $0.authority) = (nil, .none)
            } == [.rightUnknown])
        #expect(codes { $0.right?.validFrom = Self.now + 1 } == [.rightNotYetInForce])
        #expect(codes { $0.right?.validFrom = Self.now } == [])
        #expect(codes { $0.right?.validUntil = Self.now } == [.rightExpired])
        let unlimited = codes {
            $0.right?.validFrom = nil
            $0.right?.validUntil = nil
        }
        #expect(unlimited == [])
    }

    @Test("who files is the owner, or an agent whose authorisation has not ended")
    func authority() {
        #expect(codes { $0.authority = .none } == [.notTheOwner])
        #expect(codes { $0.authority = .agent(until: Self.now) } == [.authorisationExpired])
        #expect(codes { $0.suspendedUntil = Self.now + 1 } == [.complainantSuspended])
    }

    @Test(
        "each ground needs its evidence and its kind of right", arguments: Complaint.Ground.allCases
    )
    func grounds(ground: Complaint.Ground) {
        let needed = GroundRequirement.of(ground)
        for kind in Right.Kind.allCases {
            var facts = Self.facts()
            facts.right = Self.right(kind)
            let evidence = needed.evidence.map { Self.file($0[0]) }
            let complaint = Course.complaint(
                Course.listings(1), ground: ground, evidence: evidence)
            let isRight = needed.rights.contains(kind)
            #expect(codes(complaint, facts) == (isRight ? [] : [.rightOfAnotherKind]))
            for missing in evidence.indices {
                var less = complaint
                less.evidence.remove(at: missing)
                #expect(codes(less, facts).contains(.evidenceMissing))
            }
        }
    }

    @Test("a declaration of good faith is made by somebody, in words")
    func goodFaith() {
        for change: (inout Complaint) -> Void in [
            { $0.goodFaithStatement = " " }, { $0.declaredBy = "\n" },
        ] {
            var complaint = Course.complaint(Course.listings(1))
            change(&complaint)
            #expect(codes(complaint, Self.facts()) == [.goodFaithMissing])
        }
    }

    @Test("a listing is known, not of an authorised seller, and not in another complaint")
    func listings() {
        let other = EntryReference(origin: Course.log(.brand), index: 9)
        #expect(codes { $0.listings[0].capture = nil } == [.listingUnknown])
        #expect(codes { $0.listings[0].isAuthorisedSeller = true } == [.authorisedSeller])
        #expect(codes { $0.listings[0].openIn = other } == [.duplicate])
        #expect(codes { $0.listings[0].decidedIn = other } == [.alreadyDecided])
    }

    @Test("where nobody can ask a marketplace, nothing is said of what it would have to show")
    func notAsked() {
        let unasked = ListingFacts(capture: nil, isAsked: false)
        #expect(codes { $0.listings = [unasked] } == [])
        #expect(codes { $0.listings[0] = ListingFacts(capture: nil) } == [.listingUnknown])
    }

    @Test("the complaint that is mended is no duplicate of the one that mends it")
    func mending() {
        let other = EntryReference(origin: Course.log(.brand), index: 9)
        var facts = Self.facts()
        facts.listings[0].openIn = other
        #expect(codes(Course.complaint(Course.listings(1), mends: other), facts) == [])
    }

    @Test("the right holds where the listing is offered, and for such goods")
    func coverage() {
        func listing(_ capture: ListingCapture) -> [FilingCheck] {
            codes { $0.listings[0].capture = capture }
        }
        #expect(listing(Self.capture(countries: ["CH"])) == [.countryNotCovered])
        #expect(listing(Self.capture(countries: ["CH", "FR"])) == [])
        #expect(listing(Self.capture(countries: [])) == [.countryNotCovered])
        #expect(listing(Self.capture(classes: [9])) == [.classNotCovered])
        #expect(listing(Self.capture(classes: [9, 25])) == [])
        #expect(listing(Self.capture(classes: [])) == [])
        #expect(RightCoverage.covers(["BX"], "NL") && !RightCoverage.covers(["BX"], "DE"))
        #expect(RightCoverage.covers(["US"], "US") && !RightCoverage.covers(["WO"], "US"))
        #expect(RightCoverage.union.count == 27)
    }

    @Test("the mark is looked for where the ground says that it is there, and not elsewhere")
    func mark() {
        let unmarked = [ListingFacts(capture: Self.capture(title: "leather bag"))]
        let complaint = Course.complaint(Course.listings(1))
        #expect(codes(complaint, Self.facts(unmarked)) == [.markNotInListing])
        let bought = Course.complaint(
            Course.listings(1), ground: .testBuy,
            evidence: [Self.file(.testBuyReport), Self.file(.purchaseReceipt)])
        #expect(codes(bought, Self.facts(unmarked)) == [])
    }

    @Test("all that is wrong is said at once, each with its listings, a sentence and what to mend")
    func allAtOnce() throws {
        let other = EntryReference(origin: Course.log(.brand), index: 9)
        var facts = Self.facts([
            ListingFacts(capture: nil),
            ListingFacts(capture: Self.capture(title: "bag", classes: [9], countries: ["US"])),
            ListingFacts(capture: Self.capture(), isAuthorisedSeller: true, openIn: other),
            ListingFacts(capture: Self.capture(), decidedIn: other),
        ])
        facts.right?.validUntil = Self.now
        facts.authority = .none
        facts.suspendedUntil = Self.now + 1
        var complaint = Course.complaint(Course.listings(4), ground: .modelDoesNotExist)
        complaint.declaredBy = ""
        let failures = FilingChecker.failures(of: complaint, facts, marks: PlainMarks())
        #expect(
            failures.map(\.check) == [
                .rightExpired, .notTheOwner, .evidenceMissing, .goodFaithMissing,
                .complainantSuspended, .listingUnknown, .countryNotCovered, .classNotCovered,
                .markNotInListing, .authorisedSeller, .duplicate, .alreadyDecided,
            ])
        #expect(
            failures.map(\.places) == [[], [], [], [], [], [0], [1], [1], [1], [2], [2], [3]])
        for failure in failures {
            #expect(!failure.problem.isEmpty && !failure.mend.isEmpty)
            #expect(failure.problem != failure.mend)
        }
        #expect(
            try #require(failures.first { $0.check == .evidenceMissing }).mend
                == "add product-range")
    }
}
