/// Which of all that was found is told: of each mark the surest reading of a place, of each place the
/// longest name.
///
/// The longest of one owner's: else whoever registers 'Gucci bag sale' would hide what others sell as 'Gucci'.
struct HitSelection {
    struct Found {
        let mark: Int32
        /// Of the mark.
        let owner: Int32
        let start: Int
        let end: Int
        var rules: RuleSet
        var confidence: Double

        /// Whether the text has another word or spelling in its place.
        var isLikeness: Bool { !rules.isDisjoint(with: [.typo, .transliteration]) }
    }

    /// What a longer name must reach to stand for a shorter one within it.
    private static let coveringMin = 0.75
    /// Kept of one text before the choice.
    private static let foundMax = 4_096
    /// Of one owner, so that nobody's many marks leave no room for another's.
    private static let foundOfOneMax = 2_048

    private var found: [Found] = []
    private var counts: [Int32: Int] = [:]

    mutating func add(_ hit: Found) {
        guard found.count < Self.foundMax, counts[hit.owner, default: 0] < Self.foundOfOneMax
        else { return }
        found.append(hit)
        counts[hit.owner, default: 0] += 1
    }

    /// Weighs what was found in some places once more.
    mutating func change(at places: [Range<Int>], _ weigh: (_ hit: inout Found) -> Void) {
        for index in found.indices {
            let place = found[index].start..<found[index].end
            if places.contains(place) { weigh(&found[index]) }
        }
    }

    /// Sorted by place.
    func chosen(confidenceMin: Double) -> [MarkHit] {
        let candidates = found.filter { $0.confidence >= confidenceMin }.sorted {
            // The longest first; of the same place the surest; then the list's order.
            ($1.end - $1.start, $1.confidence, $0.start, $0.mark)
                < ($0.end - $0.start, $0.confidence, $1.start, $1.mark)
        }
        var kept: [Found] = []
        var counts: [Int32: Int] = [:]
        for hit in candidates where counts[hit.owner, default: 0] < Recogniser.hitsMax {
            guard !kept.contains(where: { Self.covers($0, hit) }) else { continue }
            kept.append(hit)
            counts[hit.owner, default: 0] += 1
        }
        return Self.inTurns(kept).sorted {
            ($0.start, $0.end, $0.mark) < ($1.start, $1.end, $1.mark)
        }.map {
            MarkHit(
                mark: Int($0.mark), scalars: $0.start..<$0.end, rules: $0.rules.rules,
                confidence: min(1, max(0, $0.confidence)))
        }
    }

    /// - Parameters:
    ///   - other: that is as long at least.
    private static func covers(_ other: Found, _ hit: Found) -> Bool {
        guard hit.start < other.end && other.start < hit.end else { return false }
        if other.mark == hit.mark { return true }
        let isSamePlace = hit.start == other.start && hit.end == other.end
        // What is written there as it is called is nobody else's to deny.
        if other.owner != hit.owner {
            guard hit.isLikeness, isSamePlace || !other.isLikeness else { return false }
        }
        if isSamePlace { return hit.confidence < other.confidence - 0.1 }
        return other.confidence >= coveringMin || other.confidence >= hit.confidence
    }

    /// The first of each owner, then the second of each, so that nobody's many marks leave no room for another's.
    private static func inTurns(_ kept: [Found]) -> [Found] {
        guard kept.count > Recogniser.hitsMax else { return kept }
        var counts: [Int32: Int] = [:]
        let turns = kept.map { hit in
            counts[hit.owner, default: 0] += 1
            return counts[hit.owner, default: 0]
        }
        return kept.indices.sorted { (turns[$0], $0) < (turns[$1], $1) }
            .prefix(Recogniser.hitsMax).map { kept[$0] }
    }
}
