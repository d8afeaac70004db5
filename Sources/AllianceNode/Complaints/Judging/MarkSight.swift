import AllianceNames
import ComplaintScoring
import Complaints
import MarkRecognition
import Statements

/// How the mark of one right stands in the titles of listings, in any script.
struct MarkSight {
    /// Below what the recogniser tells of itself: names that only say what goods go with.
    private static let descriptiveConfidenceMin = 0.2
    /// Ways to read a text that nobody needs for a name which is written as it is registered.
    private static let disguises: Set<RecognitionRule> = [
        .compatibility, .invisible, .decoration, .confusable, .leetspeak, .separators,
        .scriptVariant, .transliteration, .typo, .embedded,
    ]

    private let register: MarkRegister
    /// Of the marks in the register those that rest on the right; none where it is no mark, or cannot be looked for.
    private let places: Set<Int>
    private let isWord: Bool

    init(_ right: Right, in register: MarkRegister) {
        self.register = register
        guard right.kind == .trademark else {
            (places, isWord) = ([], false)
            return
        }
        places = Set(register.places(restingOn: right.key))
        isWord = OrdinaryWords.contains(right.title)
    }

    /// Members that state the right.
    func owners() -> Set<MemberID> { Set(places.map { register.marks[$0].owner }) }

    func mark(in title: String) -> ListingSignals.Mark {
        guard !places.isEmpty else { return .notSought }
        let text = String(title.unicodeScalars.prefix(Recogniser.textScalarsMax))
        let hits: [MarkHit]
        do throws(RecognitionError) {
            hits = try register.found(
                in: text, context: .title, confidenceMin: Self.descriptiveConfidenceMin)
        } catch {
            // Marks were compiled, and the text is as short as it must be.
            preconditionFailure("\(error)")
        }
        let own = hits.filter { places.contains($0.mark) }
        guard let best = own.max(by: { $0.confidence < $1.confidence }) else { return .absent }
        if best.rules.contains(.negativeContext) { return .descriptive }
        return best.rules.contains(where: Self.disguises.contains) ? .disguised : .plain
    }

    /// Whether the mark is a word of every day, and stands there.
    func isCommonWord(_ mark: ListingSignals.Mark) -> Bool {
        isWord && mark != .absent && mark != .notSought
    }
}

extension MarkSight: MarkFinder {
    func finds(_ right: Right, in capture: ListingCapture) -> Bool {
        mark(in: capture.title) != .absent
    }
}

/// Titles that were read already, for the checks. Where nobody looked nothing is said against the listing.
struct MarksSeen: MarkFinder {
    let byTitle: [String: ListingSignals.Mark]

    func finds(_ right: Right, in capture: ListingCapture) -> Bool {
        byTitle[capture.title] != .absent
    }
}
