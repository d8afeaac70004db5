import Complaints
import Peering
import Statements

/// What a reviewer decides of a group of listings: one verdict, with the listings that were left ticked.
struct ReviewForm: Sendable {
    let complaint: EntryReference
    let places: [Int]
    let verdict: ComplaintDecision.Verdict
    let scope: ComplaintDecision.Scope
    let reasons: [String]
    let explanation: String
    let objection: EntryReference?
    let grouping: ReviewGrouping

    /// - Throws: status 400 for what no form of ours sends, and where a verdict, a listing or a reason is missing.
    init(_ fields: FormFields) throws(PeerProblem) {
        guard
            let complaint = ComplaintLink.reference(log: fields["log"], entry: fields["entry"])
        else { throw ComplaintLink.unnamed }
        self.complaint = complaint
        places = (0..<Complaint.listingsMax).filter { fields["p\($0)"] == "yes" }
        guard !places.isEmpty else { throw Self.wrong("No listing is ticked.") }
        guard let verdict = ComplaintDecision.Verdict(name: fields["verdict"] ?? "") else {
            throw Self.wrong("Choose a verdict.")
        }
        self.verdict = verdict
        scope = ComplaintDecision.Scope(name: fields["scope"] ?? "") ?? .listing
        let codes =
            DecisionReason.allCases.map(\.rawValue) + FilingCheck.allCases.map(\.rawValue)
        reasons = codes.filter { fields["r-\($0)"] == "yes" }
        guard !reasons.isEmpty else {
            throw Self.wrong("Tick a reason: nothing is decided without one.")
        }
        guard reasons.count <= ComplaintDecision.Part.reasonsMax else {
            throw Self.wrong("A verdict has at most \(ComplaintDecision.Part.reasonsMax) reasons.")
        }
        explanation = ComplaintForm.text(fields["explanation"], StatementLimits.textBytesMax)
        objection =
            (fields["answers"] ?? "").isEmpty
            ? nil : ComplaintLink.reference(shown: fields["answers"] ?? "")
        grouping = ReviewGrouping(rawValue: fields["by"] ?? "") ?? .seller
        guard objection == nil || verdict != .return else {
            throw Self.wrong("An objection is decided one way or the other, and not sent back.")
        }
    }

    /// Listings that were weighed alike share a part, so that each decision has what it rests on.
    ///
    /// - Parameter decider: the name under which the person decides.
    func decision(_ judgements: [Int: ListingJudgement], decider: String) -> ComplaintDecision {
        var order: [DisclosedScore?] = []
        var groups: [DisclosedScore?: [Int]] = [:]
        for place in places {
            let score = judgements[place].flatMap(Self.score)
            if groups[score] == nil { order.append(score) }
            groups[score, default: []].append(place)
        }
        // More would not fit a statement; the person's own reasons stand for themselves.
        if order.count > Self.scoresMax || explanation.utf8.count > Self.repeatedBytesMax {
            order = [nil]
            groups = [nil: places]
        }
        return ComplaintDecision(
            of: complaint, answering: objection,
            parts: order.map { score in
                ComplaintDecision.Part(
                    listings: (groups[score] ?? []).sorted(), verdict: verdict, scope: scope,
                    reasons: reasons, explanation: explanation, score: score)
            }, maker: .person(decider))
    }

    /// Of 16 KiB that a statement has.
    private static let scoresMax = 3
    /// Of an explanation that stands in each part.
    private static let repeatedBytesMax = 1_024

    private static func score(_ judgement: ListingJudgement) -> DisclosedScore? {
        let told = judgement.contributions.filter {
            $0.isDisclosable && $0.logOddsThousandths != 0
        }
        guard !told.isEmpty, !judgement.table.isEmpty else { return nil }
        return DisclosedScore(
            table: judgement.table,
            contributions: told.map {
                .init(feature: $0.feature, logOddsThousandths: $0.logOddsThousandths)
            })
    }

    private static func wrong(_ detail: String) -> PeerProblem { ComplaintForm.wrong(detail) }
}
