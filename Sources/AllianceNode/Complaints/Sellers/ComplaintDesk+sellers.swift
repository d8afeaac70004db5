import AllianceNames
import Complaints
package import NodeAPI
import Peering
package import Statements

extension ComplaintDesk {
    /// Longest time that a link holds.
    package static let linkMillisecondsMax = 30 * CaseRules.dayMilliseconds
    /// Of the page that answers links.
    private static let linkPath = "/seller?token="

    package func sellerLink(
        of complaint: EntryReference, places: [Int]
    ) async throws -> SellerLink {
        guard isPlatform, node.deskChannels.contains(complaint.origin.channel) else {
            throw PeerProblem.noComplaint
        }
        let now = node.clock.now()
        let (state, judgements) = try await calls.run { [register] in
            try register.catchUp()
            return (
                try register.reading(of: complaint)?.state, try register.judgements(of: complaint)
            )
        }
        guard let state else { throw PeerProblem.noComplaint }
        guard !places.isEmpty, places.allSatisfy(state.listings.indices.contains) else {
            throw PeerProblem(
                status: 422, keyword: "listing-unknown",
                detail: "A link is of listings that the complaint names, one at least.")
        }
        // One seller sees nothing of another's, and answers for nothing of it.
        guard Self.sellers(of: places, in: state, judgements).count <= 1 else {
            throw PeerProblem(
                status: 409, keyword: "several-sellers",
                detail:
                    "These listings are of several sellers; name those of one by their numbers, and make each seller a link of its own."
            )
        }
        let ends = places.compactMap { Self.end(of: state.listings[$0], at: now) }
        guard ends.count == places.count, let end = ends.max() else {
            throw PeerProblem(
                status: 409, keyword: "nothing-to-answer",
                detail:
                    "A seller answers what is down, confirmed and not held, while there is time for it."
            )
        }
        let token = SellerToken(
            complaint: complaint, places: places, endsAt: min(end, now + Self.linkMillisecondsMax))
        return SellerLink(path: Self.linkPath + token.text(under: key), endsAt: token.endsAt)
    }

    /// As far as they are known: a storefront is its seller, and a listing is whose the marketplace showed it to be.
    private static func sellers(
        of places: [Int], in state: CaseState, _ judgements: [ListingJudgement]
    ) -> Set<Indicator> {
        let shown = Dictionary(
            judgements.map { ($0.place, $0.capture?.seller) },
            uniquingKeysWith: { first, _ in first })
        return Set(
            places.compactMap { place in
                let listing = state.listings[place].listing
                return listing.type == .sellerAccount ? listing : shown[place] ?? nil
            })
    }

    /// Until when its seller may object; nil where there is nothing to answer now.
    private static func end(of listing: ListingState, at now: UInt64) -> UInt64? {
        guard listing.stage == .takenDown, let told = listing.noticeTime, told <= now else {
            return nil
        }
        let end = told + CaseRules.objectionWindowMilliseconds
        return now < end ? end : nil
    }

    package func sellerCase(_ token: String) async throws -> SellerCase? {
        let now = node.clock.now()
        guard isPlatform, let token = SellerToken(token, under: key), now < token.endsAt,
            node.deskChannels.contains(token.complaint.origin.channel)
        else { return nil }
        let state = try await calls.run { [register] in
            try register.catchUp()
            return try register.reading(of: token.complaint)?.state
        }
        guard let state, token.places.allSatisfy(state.listings.indices.contains) else {
            return nil
        }
        return SellerCase(
            id: token.complaint, listings: token.places.map { state.listings[$0] },
            ground: state.complaint.ground, right: state.complaint.right.key,
            endsAt: token.endsAt)
    }
}
