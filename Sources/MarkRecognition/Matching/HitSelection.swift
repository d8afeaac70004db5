/// Which of all that was found is told: of each mark the surest reading of a place, of each place the
/// longest name.
struct HitSelection {
    struct Found {
        let mark: Int32
        let start: Int
        let end: Int
        let rules: RuleSet
        let confidence: Double
    }

    /// What a longer name must reach to stand for a shorter one within it.
    private static let coveringMin = 0.75
    /// Kept of one text before the choice.
    private static let foundMax = 4_096

    private var found: [Found] = []

    mutating func add(_ hit: Found) {
        guard found.count < Self.foundMax else { return }
        found.append(hit)
    }

    /// Sorted by place.
    func chosen(confidenceMin: Double) -> [MarkHit] {
        let candidates = found.filter { $0.confidence >= confidenceMin }.sorted {
            // The longest first; of the same place the surest; then the list's order.
            ($1.end - $1.start, $1.confidence, $0.start, $0.mark)
                < ($0.end - $0.start, $0.confidence, $1.start, $1.mark)
        }
        var kept: [Found] = []
        for hit in candidates where kept.count < Recogniser.hitsMax {
            let isTold = kept.contains { other in
                let overlaps = hit.start < other.end && other.start < hit.end
                guard overlaps else { return false }
                if other.mark == hit.mark { return true }
                let isSamePlace = hit.start == other.start && hit.end == other.end
                if isSamePlace { return hit.confidence < other.confidence - 0.1 }
                return other.confidence >= Self.coveringMin
                    || other.confidence >= hit.confidence
            }
            if !isTold { kept.append(hit) }
        }
        return kept.sorted { ($0.start, $0.end, $0.mark) < ($1.start, $1.end, $1.mark) }.map {
            MarkHit(
                mark: Int($0.mark), scalars: $0.start..<$0.end, rules: $0.rules.rules,
                confidence: min(1, max(0, $0.confidence)))
        }
    }
}
