package import AllianceNames
import CRDT
import Casework
package import Complaints
import MergedView
import Roster
package import Statements

/// Looks up what a complaint is checked against, from what this node has: rights and objections in its view, the
/// complaints in its register, its own list of sellers, and marketplaces where it has any.
package final class FilingFactsReader: FilingFactsReading {
    private let node: OpenedNode
    private let register: any ComplaintRegister
    private let captures: MarketplaceCaptures
    private let standing: any ComplainantStanding
    private let house: HouseDirectory
    private let calls: BlockingCalls

    /// - Parameter marketplaces: none at a brand's node; what needs one is then left to the platform.
    package init(
        node: OpenedNode, register: any ComplaintRegister,
        marketplaces: [any MarketplaceAdapter] = [],
        standing: any ComplainantStanding = NoComplainantStanding(), calls: BlockingCalls
    ) {
        self.node = node
        self.register = register
        self.standing = standing
        self.calls = calls
        captures = MarketplaceCaptures(marketplaces, now: node.clock.now)
        house = HouseDirectory(node)
    }

    /// - Throws: `MarketplaceError`; store errors.
    package func facts(
        of complaint: Complaint, in channel: ChannelID, filed: EntryReference?
    ) async throws -> FilingFacts {
        let shown = try await captures.shown(complaint.listings)
        return try await calls.run { [self] in
            try facts(of: complaint, shown: shown, filed: filed)
        }
    }

    private func facts(
        of complaint: Complaint, shown: [MarketplaceCaptures.Shown], filed: EntryReference?
    ) throws -> FilingFacts {
        let now = node.clock.now()
        let author = filed?.author ?? node.member
        let stated = try StatedRights(complaint.right.key, at: node)
        let statement = stated.statement(for: complaint, by: author)
        var right = statement?.right
        var authority = stated.authority(for: complaint, by: author)
        let complainant = try? Complainant(of: complaint, by: author, node.caseParties)
        switch complainant {
        case .hosted(let account, _) where author == node.member:
            right = try standing.right(complaint.right.key, of: account) ?? right
            authority = try standing.authority(
                of: account, over: complaint.right.key, onBehalfOf: complaint.onBehalfOf)
        case .hosted:
            // The platform answers for its accounts; nobody else knows them.
            authority = .agent(until: nil)
        case .screening:
            // What the platform proposes by itself nobody has to authorise.
            authority = .agent(until: nil)
        case .member, nil: break
        }
        let vouching = Set([author] + (statement.map { [$0.member] } ?? []))
        let sellers = try authorised(complaint.listings, shown, by: vouching, at: now)
        var earlier = EarlierComplaints(register, complaint, filed: filed)
        let listings = try complaint.listings.indices.map { place in
            let (openIn, decidedIn) = try earlier.mentions(of: complaint.listings[place])
            return ListingFacts(
                capture: shown[place].capture, isAsked: shown[place] != .notAsked,
                isAuthorisedSeller: sellers.contains(place), openIn: openIn, decidedIn: decidedIn)
        }
        return FilingFacts(
            right: right, authority: authority, listings: listings,
            suspendedUntil: try complainant.flatMap { try suspendedUntil($0, filed, at: now) },
            now: now)
    }

    /// A suspension that began after a complaint was filed does not touch it. When one was that is not confirmed nobody
    /// knows yet, and nothing but a return is decided of it before.
    private func suspendedUntil(
        _ complainant: Complainant, _ filed: EntryReference?, at now: UInt64
    ) throws -> UInt64? {
        let measures = try register.measures(against: .complainant(complainant))
        guard !measures.isEmpty else { return nil }
        guard let filed else { return measures.suspendedUntil(at: now) }
        guard let filedAt = try register.reading(of: filed)?.state?.time.milliseconds else {
            return nil
        }
        return measures.suspendedUntil(at: filedAt)
    }

    /// Places of listings whose seller one of these members has authorised: by an objection that counts, or by this
    /// node's own list where it is one of them.
    private func authorised(
        _ listings: [Indicator], _ shown: [MarketplaceCaptures.Shown], by members: Set<MemberID>,
        at now: UInt64
    ) throws -> Set<Int> {
        let named = listings.indices.map { place in
            [listings[place]] + (shown[place].capture?.seller.map { [$0] } ?? [])
        }
        let states = GatheredStates(
            view: node.view, channels: node.channels, scope: try node.scope(), at: now)
        try states.read(named.joined())
        let own = members.contains(node.member) ? try house.house() : nil
        var places: Set<Int> = []
        for (place, identifiers) in named.enumerated() {
            for identifier in identifiers {
                let isVouched =
                    try states.state(of: identifier)?.vouching.isDisjoint(with: members) == false
                var isOwn = false
                if case .own? = own?.owner(of: identifier) { isOwn = true }
                if isOwn || isVouched { places.insert(place) }
            }
        }
        return places
    }
}
