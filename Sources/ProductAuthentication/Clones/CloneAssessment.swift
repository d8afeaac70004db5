/// How likely it is that more than one object carries a number, and why.
package struct CloneAssessment: Hashable, Sendable {
    /// 0...100, the odds in percent; 50 is where a copy is suspected. See `CloneSign.priorBits`.
    package let score: Int
    /// What speaks for it, weightiest first. A score without findings is that of any item.
    package let findings: [CloneFinding]

    /// From this score on the detector says that the number was copied.
    package static let suspectedScore = 50

    package var isSuspected: Bool { score >= Self.suspectedScore }

    package init(score: Int, findings: [CloneFinding]) {
        self.score = score
        self.findings = findings
    }
}

/// One sign, with the two scans that go ill together.
package struct CloneFinding: Hashable, Sendable {
    package let sign: CloneSign
    /// How often it was seen; of a first scan that comes late, how many times 30 days too late;
    /// of `manyHolders`, how many steps of two bits (`OneOrMany`).
    package let count: Int
    /// The earlier and the later scan of the plainest occurrence; nil where the record of the item
    /// itself is what the later one contradicts.
    package let earlier: Scan?
    package let later: Scan

    package init(sign: CloneSign, count: Int, earlier: Scan?, later: Scan) {
        self.sign = sign
        self.count = count
        self.earlier = earlier
        self.later = later
    }

    package var reason: ReasonCode { sign.reason }

    /// For the owner's people; it names countries, never who scanned.
    package var sentence: String {
        let hours = earlier.map { (later.at - min($0.at, later.at)) / 3_600_000 } ?? 0
        let from = earlier?.place.country.code ?? "the record"
        let to = later.place.country.code
        let between = hours < 72 ? "\(hours) h" : "\(hours / 24) days"
        let first = earlier?.kind.name ?? "destroyed"
        return switch sign {
        case .scannedAfterDestruction:
            "\(first) by \(from), and \(later.kind.name) in \(to) after that"
        case .newAgainAbroad:
            "\(first) in \(from), and as new goods \(later.kind.name) in \(to) \(between) later"
        case .newAgainNearby:
            "\(first) in \(from), and \(later.kind.name) by another site there \(between) later, with no return between"
        case .elsewhereBeforeSale:
            "scanned in \(from) while in the trade elsewhere: \(later.kind.name) in \(to) \(between) later"
        case .inspectedAfterSale:
            "\(first) in \(from), and inspected on its way in \(to) \(between) later"
        case .strangersTooFast, .samePersonTooFast, .readersTooFast:
            "\(first) in \(from) and \(later.kind.name) in \(to) within \(between): faster than an aircraft from door to door"
        case .farFromShop, .farFromWarehouse:
            "\(first) in \(from), and seen by people elsewhere only, the last in \(to)"
        case .awayFromShop:
            "\(first) in \(from), and seen by people elsewhere in that country only"
        case .ownedBeforeSale:
            "scanned by \(count == 1 ? "somebody" : "\(count) people") at home, the last \(between) before its sale"
        case .firstSeenLate, .firstSeenLongAfterTrade:
            "\(first) in \(from), and scanned by nobody until \(between) later"
        case .changedHandsElsewhere:
            "new people began to scan it in another place \(count) times, last from \(from) to \(to) in \(between)"
        case .changedHandsHere:
            "new people began to scan it in the same place \(count) times, last in \(to)"
        case .newcomerElsewhere:
            "somebody new scanned it once in another place \(count) times, last from \(from) to \(to) in \(between)"
        case .newcomerHere:
            "somebody new scanned it once in the same place \(count) times, last in \(to)"
        case .formerOwnerAgain:
            "scanned in \(to) by somebody who had it before others did, \(count) times"
        case .backInEarlierPlace:
            "back in a place it had left, with somebody else, \(count) times, last in \(to)"
        case .placesAtOnce:
            "in \(count) more places within three weeks than one, among them \(from) and \(to)"
        case .peopleAtOnce:
            "\(count) more people began to scan it within three weeks than a household has"
        case .onlookersAtOnce:
            "\(count) more people scanned it once within three weeks than a household has"
        case .carriedToAnotherPlace:
            "the same person in places far apart \(count) times, last from \(from) to \(to)"
        case .visitorsBeforeSale:
            "\(count) people asked while it was on sale"
        case .manyHolders:
            "those who scanned it, from \(from) to \(to) in \(between), are likelier buyers of copies than holders of one object"
        }
    }
}
