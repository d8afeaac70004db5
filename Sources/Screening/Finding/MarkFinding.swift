package import AllianceNames
package import MarkRecognition

/// A mark that stands in a listing: whose it is, where, and how the text was read to see it.
package struct MarkFinding: Equatable, Sendable {
    package enum Place: String, CaseIterable, Comparable, Sendable {
        case title
        /// The seller's account.
        case seller
        /// What the seller calls itself.
        case sellerName = "seller-name"
        /// The machine in the listing's address.
        case address
        case description

        package static func < (left: Self, right: Self) -> Bool {
            left.rank < right.rank
        }

        private var rank: Int {
            switch self {
            case .title: 0
            case .sellerName: 1
            case .seller: 2
            case .address: 3
            case .description: 4
            }
        }
    }

    package let mark: String
    package let owner: MemberID
    /// The first of the registrations that it rests on, as `Right.key` writes it.
    package let right: String
    package let place: Place
    /// Of the text at that place, in Unicode scalars from its beginning.
    package let scalars: Range<Int>
    package let rules: [RecognitionRule]
    /// From 0 to 1.
    package let confidence: Double

    package init(
        mark: String, owner: MemberID, right: String, place: Place, scalars: Range<Int>,
        rules: [RecognitionRule], confidence: Double
    ) {
        self.mark = mark
        self.owner = owner
        self.right = right
        self.place = place
        self.scalars = scalars
        self.rules = rules
        self.confidence = confidence
    }

    /// What nobody does to a name but to hide it from machines.
    private static let disguises: Set<RecognitionRule> = [.confusable, .leetspeak, .invisible]

    package var isDisguised: Bool { Self.isDisguise(rules) }

    static func isDisguise(_ rules: [RecognitionRule]) -> Bool {
        rules.contains(where: disguises.contains)
    }
}
