/// A right that a brand has registered with the platform.
package struct Right: Equatable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case trademark
        case design
        case copyright
        case patent
    }

    package let right: Int
    /// The owner.
    package let brand: Int
    package let kind: Kind
    /// Countries, ISO 3166, sorted.
    package let jurisdictions: [String]
    /// Of the Nice classification; empty for everything but trademarks.
    package let classes: [Int]
    /// In force at these times, seconds of the year.
    package let inForce: Range<Int>

    package init(
        right: Int, brand: Int, kind: Kind, jurisdictions: [String], classes: [Int],
        inForce: Range<Int>
    ) {
        self.right = right
        self.brand = brand
        self.kind = kind
        self.jurisdictions = jurisdictions
        self.classes = classes
        self.inForce = inForce
    }

    package func covers(country: String, goodsClass: Int, at time: Int) -> Bool {
        inForce.contains(time) && jurisdictions.contains(country)
            && (kind != .trademark || classes.contains(goodsClass))
    }
}
