import ComplaintEvents
import ComplaintScoring
import MarkRecognition

/// Looks for a brand's mark in titles with the recogniser, compiled once from all marks that are known.
struct MarkReader {
    /// Below what the recogniser tells of itself: names that only say what goods go with.
    private static let descriptiveConfidenceMin = 0.2

    private var recogniser: Recogniser?
    private var compiled = 0

    mutating func read(_ title: String, for brand: Int, in world: KnownWorld) -> ListingSignals.Mark
    {
        if recogniser == nil || compiled != world.brands.count { compile(world) }
        guard let recogniser, let place = world.brandPlaces[brand],
            let hits = try? recogniser.recognise(
                title, confidenceMin: Self.descriptiveConfidenceMin)
        else { return .absent }
        let own = hits.filter { $0.mark == place }
        guard let best = own.max(by: { $0.confidence < $1.confidence }) else { return .absent }
        if best.rules.contains(.negativeContext)
            || best.rules.contains(.compatibility)
                && best.confidence < Recogniser.confidenceMin
        {
            return .descriptive
        }
        return best.rules == [.mark] ? .plain : .disguised
    }

    private mutating func compile(_ world: KnownWorld) {
        let marks = world.brands.map { brand in
            MarkRecognition.Mark(
                brand.mark, aliases: brand.aliases.map { .init(name: $0) }, classes: brand.classes)
        }
        compiled = world.brands.count
        recogniser = (try? MarkList(marks)).map(Recogniser.init)
    }
}
