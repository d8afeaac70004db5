package import MarkRecognition

/// Looks listings through for marks.
package struct MarkReader: Sendable {
    /// Told of one listing.
    package static let findingsMax = 16
    /// How sure the recogniser must be that a title names a mark as what goods merely go with.
    private static let negatedMin = 0.1

    private let register: MarkRegister

    package init(_ register: MarkRegister) { self.register = register }

    package var marks: [RegisteredMark] { register.marks }

    /// Of each mark the surest sight at each place, the title first.
    package func findings(in listing: Listing) -> [MarkFinding] {
        guard !marks.isEmpty else { return [] }
        var found: [MarkFinding] = []
        let title = hits(in: listing.title)
        found += surest(title, at: .title)
        if let name = listing.sellerName { found += surest(hits(in: name), at: .sellerName) }
        if let account = listing.seller { found += surest(hits(in: account), at: .seller) }
        if let host = listing.host {
            found += surest(hits(in: host, as: .domain), at: .address)
        }
        if !listing.description.isEmpty {
            let named = Set(title.map(\.mark))
            let told = hits(in: listing.description)
            let others = told.contains { !named.contains($0.mark) }
            let companions = others ? negated(in: listing.title).subtracting(named) : []
            found += surest(told.filter { !companions.contains($0.mark) }, at: .description)
        }
        return Array(found.prefix(Self.findingsMax))
    }

    private func hits(
        in text: String, as context: RecognitionContext = .title,
        confidenceMin: Double = Recogniser.confidenceMin
    ) -> [MarkHit] {
        do throws(RecognitionError) {
            return try register.found(in: text, context: context, confidenceMin: confidenceMin)
        } catch {
            // A listing's texts are shorter than what the recogniser reads.
            preconditionFailure("\(error)")
        }
    }

    /// Marks that the title names as another's: 'strap compatible with'. A description that goes on about them means
    /// the same.
    private func negated(in title: String) -> Set<Int> {
        Set(
            hits(in: title, confidenceMin: Self.negatedMin)
                .filter { $0.rules.contains(.negativeContext) }.map(\.mark))
    }

    private func surest(_ hits: [MarkHit], at place: MarkFinding.Place) -> [MarkFinding] {
        var best: [Int: MarkHit] = [:]
        for hit in hits {
            // A disguise says more than a plain name beside it.
            if let other = best[hit.mark], Self.weight(other) >= Self.weight(hit) { continue }
            best[hit.mark] = hit
        }
        return best.values.sorted {
            (-$0.confidence, $0.scalars.lowerBound, $0.mark)
                < (-$1.confidence, $1.scalars.lowerBound, $1.mark)
        }.map { finding($0, at: place) }
    }

    private static func weight(_ hit: MarkHit) -> Double {
        MarkFinding.isDisguise(hit.rules) ? 1 + hit.confidence : hit.confidence
    }

    private func finding(_ hit: MarkHit, at place: MarkFinding.Place) -> MarkFinding {
        let mark = marks[hit.mark]
        return MarkFinding(
            mark: mark.mark.name, owner: mark.owner, right: mark.registrations[0], place: place,
            scalars: hit.scalars, rules: hit.rules, confidence: hit.confidence)
    }
}
