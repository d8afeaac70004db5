import ComplaintScoring
import Complaints
import Statements

/// What is decided without a person of one complaint, as statements: listings that are answered alike together, and no
/// statement larger than an entry may be.
enum AutomaticDecisions {
    /// Why something was decided by its score.
    static let takenDown = "score-above-threshold"
    static let refused = "score-below-threshold"
    /// Left for what stands around the parts.
    private static let payloadBytesMax = PayloadBundle.payloadBytesMax - 1_024

    private struct Answer: Hashable {
        let verdict: ComplaintDecision.Verdict
        let reasons: [String]
        let explanation: String
        let score: DisclosedScore?
    }

    static func decisions(of id: EntryReference, _ judged: [JudgedListing]) -> [ComplaintDecision] {
        var places: [Answer: [Int]] = [:]
        var order: [Answer] = []
        for listing in judged {
            guard let answer = answer(listing) else { continue }
            if places[answer] == nil { order.append(answer) }
            places[answer, default: []].append(listing.place)
        }
        let parts = order.map { answer in
            ComplaintDecision.Part(
                listings: places[answer, default: []].sorted(), verdict: answer.verdict,
                reasons: answer.reasons, explanation: answer.explanation, score: answer.score)
        }
        return divided(parts).map { ComplaintDecision(of: id, parts: $0, maker: .automatic) }
    }

    private static func answer(_ listing: JudgedListing) -> Answer? {
        switch listing.lane {
        case .review: nil
        case .express(let verdict):
            Answer(
                verdict: verdict, reasons: [verdict == .takeDown ? takenDown : refused],
                explanation: "", score: listing.score?.disclosed)
        case .returned(let failures):
            Answer(
                verdict: .return, reasons: codes(failures), explanation: mending(failures),
                score: nil)
        }
    }

    private static func codes(_ failures: [FilingFailure]) -> [String] {
        var codes: [String] = []
        for failure in failures where !codes.contains(failure.code) { codes.append(failure.code) }
        return Array(codes.prefix(ComplaintDecision.Part.reasonsMax))
    }

    /// A sentence of what is wrong and one of what mends it, for each; cut where a statement must end.
    static func mending(_ failures: [FilingFailure]) -> String {
        var text = ""
        for failure in failures {
            let line = "\(sentence(failure.problem)) \(sentence(failure.mend))"
            let next = text.isEmpty ? line : text + "\n" + line
            guard next.utf8.count <= StatementLimits.textBytesMax else { break }
            text = next
        }
        return text
    }

    private static func sentence(_ text: String) -> String {
        let first = text.prefix(1).uppercased() + text.dropFirst()
        return first.hasSuffix(".") ? first : first + "."
    }

    private static func divided(_ parts: [ComplaintDecision.Part]) -> [[ComplaintDecision.Part]] {
        var statements: [[ComplaintDecision.Part]] = []
        var bytes = 0
        for part in parts {
            let length = self.bytes(of: part)
            if statements.isEmpty || bytes + length > payloadBytesMax {
                statements.append([])
                bytes = 0
            }
            statements[statements.count - 1].append(part)
            bytes += length
        }
        return statements
    }

    /// At most: a number takes up to five bytes, a text what it has, a field up to four before it.
    private static func bytes(of part: ComplaintDecision.Part) -> Int {
        let texts = part.reasons + [part.explanation]
        let score = part.score.map { score in
            score.contributions.reduce(32 + score.table.utf8.count) {
                $0 + $1.feature.utf8.count + 20
            }
        }
        return 32 + part.listings.count * 3 + texts.reduce(0) { $0 + $1.utf8.count + 4 }
            + (score ?? 0)
    }
}
