package import Complaints
import Statements

/// Figures as numbers with few digits, the same on every machine: shares in percent with one digit after the
/// point, times in hours with two, rounded to the nearest.
package enum FigureText {
    /// Nil of nothing.
    package static func percent(_ share: ComplaintFigures.Share) -> String? {
        guard share.whole > 0 else { return nil }
        return fixed((UInt64(max(share.part, 0)) * 2_000 / UInt64(share.whole) + 1) / 2, digits: 1)
    }

    package static func hours(_ milliseconds: UInt64) -> String {
        // A hundredth of an hour.
        fixed((milliseconds / 18_000 + 1) / 2, digits: 2)
    }

    private static func fixed(_ number: UInt64, digits: Int) -> String {
        let text = String(number)
        let padded = String(repeating: "0", count: max(0, digits + 1 - text.utf8.count)) + text
        return "\(padded.dropLast(digits)).\(padded.suffix(digits))"
    }
}

/// Figures in one order: of all first, then by channel, marketplace and ground.
package struct KeyedFigures: Sendable {
    package let key: FigureKey
    package let figures: ComplaintFigures

    package static func sorted(_ figures: [FigureKey: ComplaintFigures]) -> [KeyedFigures] {
        figures.map { KeyedFigures(key: $0.key, figures: $0.value) }.sorted {
            $0.place.lexicographicallyPrecedes($1.place)
        }
    }

    private var place: [String] {
        [key.channel ?? "", key.marketplace ?? "", key.ground.map { "\($0.rawValue)" } ?? ""]
    }
}
