package import Statements

/// Looks at a complaint before it is sent, and when it arrives: all that is wrong at once, each with what
/// mends it.
package struct FilingChecker {
    private let complaint: Complaint
    private let facts: FilingFacts
    private let marks: any MarkFinder
    private var failures: [FilingFailure] = []

    /// - Precondition: `facts.listings` has as many as the complaint.
    /// - Returns: in the order of `FilingCheck`; none where nothing is wrong.
    package static func failures(
        of complaint: Complaint, _ facts: FilingFacts, marks: any MarkFinder
    ) -> [FilingFailure] {
        precondition(
            facts.listings.count == complaint.listings.count, "facts of each listing, in order")
        var checker = FilingChecker(complaint: complaint, facts: facts, marks: marks)
        checker.checkRight()
        checker.checkEvidence()
        checker.checkFiler()
        checker.checkListings()
        let order = FilingCheck.allCases
        return checker.failures.sorted {
            (order.firstIndex(of: $0.check) ?? 0) < (order.firstIndex(of: $1.check) ?? 0)
        }
    }

    private init(complaint: Complaint, facts: FilingFacts, marks: any MarkFinder) {
        self.complaint = complaint
        self.facts = facts
        self.marks = marks
    }

    private mutating func fail(
        _ check: FilingCheck, places: [Int] = [], _ problem: String, mend: String
    ) {
        failures.append(FilingFailure(check, places: places, problem, mend: mend))
    }

    private mutating func checkRight() {
        guard let right = facts.right else {
            return fail(
                .rightUnknown, "the right \(complaint.right.key) is not registered in the alliance",
                mend: "register the right with its number, office and countries, then file again")
        }
        if (right.validFrom ?? 0) > facts.now {
            fail(
                .rightNotYetInForce, "the right \(right.key) is not in force yet",
                mend: "file when it is, or name another right")
        }
        if let until = right.validUntil, until <= facts.now {
            fail(
                .rightExpired,
                "the right \(right.key) ended on \(CivilDate(milliseconds: until))",
                mend: "enter its renewal, or name another right")
        }
        let accepted = GroundRequirement.of(complaint.ground).rights
        if !accepted.contains(right.kind) {
            fail(
                .rightOfAnotherKind,
                "the ground '\(complaint.ground.name)' cannot rest on a \(right.kind.name)",
                mend: "name a " + accepted.map(\.name).joined(separator: " or ")
                    + ", or choose the ground that fits the right")
        }
    }

    private mutating func checkEvidence() {
        let held = Set(complaint.evidence.map(\.role))
        let missing = GroundRequirement.of(complaint.ground).evidence.filter {
            held.isDisjoint(with: $0)
        }
        if !missing.isEmpty {
            let names = missing.map { $0.map(\.name).joined(separator: " or ") }
            fail(
                .evidenceMissing,
                "the ground '\(complaint.ground.name)' needs evidence that is not here",
                mend: "add " + names.joined(separator: " and "))
        }
        if complaint.goodFaithStatement.allSatisfy(\.isWhitespace)
            || complaint.declaredBy.allSatisfy(\.isWhitespace)
        {
            fail(
                .goodFaithMissing, "nobody declares that it is filed in good faith",
                mend: "have a person with a name make the declaration")
        }
    }

    private mutating func checkFiler() {
        switch facts.authority {
        case .owner, .agent(until: nil): break
        case .agent(until: let until?):
            if until <= facts.now {
                fail(
                    .authorisationExpired,
                    "the authorisation to act for the owner ended on \(CivilDate(milliseconds: until))",
                    mend: "have the owner renew it, and enter it with the account")
            }
        // Whose an unknown right is, nobody can say.
        case .none where facts.right == nil: break
        case .none:
            fail(
                .notTheOwner,
                "the right \(complaint.right.key) belongs to somebody else, who has not authorised this",
                mend: "file through its owner, or enter the owner's authorisation with the account")
        }
        if let until = facts.suspendedUntil, until > facts.now {
            fail(
                .complainantSuspended,
                "complaints of this account are not taken until \(CivilDate(milliseconds: until))",
                mend: "answer the notice of the suspension, or wait until it ends")
        }
    }

    private func places(where isBad: (ListingFacts) -> Bool) -> [Int] {
        facts.listings.indices.filter { isBad(facts.listings[$0]) }
    }

    private mutating func checkListings() {
        let unknown = places { $0.capture == nil && $0.isAsked }
        if !unknown.isEmpty {
            fail(
                .listingUnknown, places: unknown, "the marketplace knows no such listing",
                mend: "look at the number and the marketplace; leave out what is gone")
        }
        if let right = facts.right { check(right) }
        let sellers = places(where: \.isAuthorisedSeller)
        if !sellers.isEmpty {
            fail(
                .authorisedSeller, places: sellers, "the owner has authorised this seller",
                mend: "leave it out, or end the seller's authorisation first")
        }
        let open = places { $0.openIn != nil && $0.openIn != complaint.mends }
        if !open.isEmpty {
            fail(
                .duplicate, places: open, "another complaint on the same right is open for it",
                mend: "leave it out and follow the other complaint, or withdraw that one")
        }
        let decided = places { $0.decidedIn != nil }
        if !decided.isEmpty {
            fail(
                .alreadyDecided, places: decided,
                "it was decided in another complaint on the same right",
                mend: "object to that decision, or add what is new since then and say so")
        }
    }

    private mutating func check(_ right: Right) {
        let elsewhere = places { facts in
            guard let capture = facts.capture else { return false }
            return !capture.countries.contains {
                RightCoverage.covers(right.jurisdictions, $0)
            }
        }
        if !elsewhere.isEmpty {
            fail(
                .countryNotCovered, places: elsewhere,
                "the right \(right.key) does not hold where it is offered",
                mend: "name a right that holds there, or leave it out")
        }
        let otherGoods = places { facts in
            guard right.kind == .trademark, let capture = facts.capture,
                !right.niceClasses.isEmpty, !capture.niceClasses.isEmpty
            else { return false }
            return Set(capture.niceClasses).isDisjoint(with: right.niceClasses)
        }
        if !otherGoods.isEmpty {
            fail(
                .classNotCovered, places: otherGoods,
                "the mark is registered for other goods than are offered",
                mend: "name a registration for these goods, or leave it out")
        }
        guard GroundRequirement.of(complaint.ground).needsMark, right.kind == .trademark else {
            return
        }
        let marks = self.marks
        let unmarked = places { facts in
            facts.capture.map { !marks.finds(right, in: $0) } ?? false
        }
        if !unmarked.isEmpty {
            fail(
                .markNotInListing, places: unmarked,
                "the mark '\(right.title)' is not seen in it, in any script that it is known in",
                mend:
                    "add the spelling to the right's names, or choose a ground that shows the goods"
            )
        }
    }
}
