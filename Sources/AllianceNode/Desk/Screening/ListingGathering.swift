import AllianceNames
import Casework
import ImageRecognition
import MergedView
import Screening
import Statements

/// Gathers all that is known of some listings, in three reads of the view however many they are: their identifiers and
/// the images near theirs, what those are linked with, and what of that is reported.
struct ListingGathering {
    /// Reported images near one listing's that are looked up, and told.
    static let nearLookedUpMax = 16
    static let nearToldMax = 4
    /// Groups told of one listing.
    static let groupsMax = 4

    /// What a member can vouch for: an account or a shop, and not a name that anybody can write.
    private static let vouchedTypes: Set<IndicatorType> = [.sellerAccount, .domain, .url]

    let states: GatheredStates
    let house: HouseIdentifiers
    let images: PDQIndex
    /// Whose node it is.
    let own: MemberID

    /// - Parameter marks: found in each of them.
    func facts(of listings: ArraySlice<Listing>, marks: [[MarkFinding]]) throws -> [ListingFacts] {
        let near = try listings.map { try self.near($0) }
        try states.read(
            listings.flatMap(\.identifiers) + near.flatMap { $0.map(\.indicator) })
        let linked = try listings.map { listing in try groups(of: listing) }
        try states.read(linked.flatMap { $0.flatMap(\.group.indicators) })
        return try zip(zip(listings, marks), zip(near, linked)).map { known, looked in
            let (listing, marks) = known
            var facts = ListingFacts()
            facts.marks = marks
            facts.reported = try listing.identifiers.compactMap { try report(of: $0) }
            facts.linked = try looked.1.compactMap { try reports(in: $0, beside: listing) }
            facts.images = try likenesses(looked.0)
            facts.authorisedBy = try authorising(listing)
            return facts
        }
    }

    private func report(of indicator: Indicator) throws -> ReportedIdentifier? {
        try states.state(of: indicator).flatMap(ReportedIdentifier.init)
    }

    // MARK: Images

    private struct Near {
        let image: Int
        let turn: ImageTurn
        let distance: Int
        let indicator: Indicator
    }

    /// The nearest first, each reported hash once.
    private func near(_ listing: Listing) throws -> [Near] {
        guard images.count > 0 else { return [] }
        var nearest: [PDQHash: (distance: Int, image: Int, turn: ImageTurn)] = [:]
        for (place, image) in listing.images.enumerated() {
            for asked in image.asked {
                let matches = images.matches(of: asked.hash, within: PDQHash.distanceOfTheSame)
                for match in matches.prefix(Self.nearLookedUpMax) {
                    if let other = nearest[match.hash], other.distance <= match.distance {
                        continue
                    }
                    nearest[match.hash] = (match.distance, place, asked.turn)
                }
            }
        }
        return try nearest.sorted { ($0.value.distance, $0.key) < ($1.value.distance, $1.key) }
            .prefix(Self.nearLookedUpMax).map { hash, found in
                Near(
                    image: found.image, turn: found.turn, distance: found.distance,
                    indicator: try Indicator(.imagePDQ, parsing: hash.description))
            }
    }

    private func likenesses(_ near: [Near]) throws -> [ReportedLikeness] {
        var told: [ReportedLikeness] = []
        for one in near where told.count < Self.nearToldMax {
            guard let report = try report(of: one.indicator) else { continue }
            told.append(
                ReportedLikeness(
                    image: one.image, turn: one.turn, distance: one.distance, report: report))
        }
        return told
    }

    // MARK: Linked sellers

    private struct Group {
        let identifier: Indicator
        let group: LinkedSellers
    }

    private func groups(of listing: Listing) throws -> [Group] {
        var found: [Group] = []
        for identifier in listing.identifiers where found.count < Self.groupsMax {
            guard let state = try states.state(of: identifier) else { continue }
            for group in try states.groups(of: state) where found.count < Self.groupsMax {
                let isTold = found.contains {
                    $0.group.channel == group.channel && $0.group.id == group.id
                }
                if !isTold { found.append(Group(identifier: identifier, group: group)) }
            }
        }
        return found
    }

    private func reports(in found: Group, beside listing: Listing) throws -> LinkedReports? {
        let own = Set(listing.identifiers)
        return LinkedReports(
            of: found.identifier, in: found.group.channel,
            identifiers: found.group.indicators.count,
            reported: try found.group.indicators.filter { !own.contains($0) }
                .compactMap { try report(of: $0) })
    }

    // MARK: Authorised sellers

    /// Who objects to reports of this seller because it is authorised, and whose own it is by this node's list and by the
    /// member register.
    private func authorising(_ listing: Listing) throws -> Set<MemberID> {
        var members: Set<MemberID> = []
        for identifier in listing.identifiers where Self.vouchedTypes.contains(identifier.type) {
            members.formUnion(try states.state(of: identifier)?.vouching ?? [])
            switch house.owner(of: identifier) {
            case .own: members.insert(own)
            case .member(let member): members.insert(member)
            case nil: break
            }
        }
        return members
    }
}
