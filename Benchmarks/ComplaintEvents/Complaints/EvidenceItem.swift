/// A file that came with a complaint or an answer, and what can be seen of it without a person.
package struct EvidenceItem: Hashable, Sendable {
    package enum Kind: String, Sendable {
        case statement
        case screenshot
        case photoComparison
        case catalogueExtract
        case registryExtract
        case testBuyReport
        case laboratoryReport
        case invoice
        case authorisation
    }

    package enum Strength: Int, Sendable, Comparable {
        case unreadable = 0
        /// Says so, without a detail.
        case bare = 1
        /// Names the listing and what is wrong with it.
        case specific = 2
        /// Of somebody who has no part in it, and dated.
        case independent = 3

        package static func < (left: Strength, right: Strength) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    package let kind: Kind
    package let strength: Strength
    /// The same file sent again has the same.
    package let digest: Digest

    package init(kind: Kind, strength: Strength, digest: Digest) {
        self.kind = kind
        self.strength = strength
        self.digest = digest
    }
}
