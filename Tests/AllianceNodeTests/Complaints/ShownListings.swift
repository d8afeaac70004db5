import AllianceNames
import AllianceNode
import Complaints
import Statements
import Synchronization
import TransparencyLog

/// What marketplaces show, as a test says.
final class ShownListings: FilingFactsReading {
    private let captures = Mutex<[Indicator: ListingCapture]>([:])
    private let silent = Mutex<Set<String>>([])
    private let meanwhile = Mutex<(@Sendable () async throws -> Void)?>(nil)
    private let right: Right
    private let now: @Sendable () -> UInt64

    init(_ now: @escaping @Sendable () -> UInt64, right: Right = JudgeParty.right) {
        self.now = now
        self.right = right
    }

    /// Happens once, while marketplaces are asked.
    func meanwhile(_ body: @escaping @Sendable () async throws -> Void) {
        meanwhile.withLock { $0 = body }
    }

    func show(
        _ listing: Indicator, title: String = "Verelle bag", seller: Indicator? = nil,
        countries: [String] = ["DE"], offer: ListingCapture.OfferFacts = .init(),
        likenesses: [Digest: Indicator] = [:]
    ) {
        var capture = ListingCapture(
            title: title, priceMinorUnits: 4_990, currency: "EUR", seller: seller,
            capturedAt: now(), niceClasses: [18], countries: countries)
        capture.offer = offer
        capture.images = likenesses.keys.sorted()
        capture.likenesses = likenesses
        captures.withLock { [capture] in $0[listing] = capture }
    }

    /// A marketplace answers no more, or again.
    func setSilent(_ marketplace: String, _ isSilent: Bool) {
        silent.withLock {
            if isSilent { $0.insert(marketplace) } else { $0.remove(marketplace) }
        }
    }

    func facts(
        of complaint: Complaint, in channel: ChannelID, filed: EntryReference?
    ) async throws -> FilingFacts {
        let away = silent.withLock { $0 }
        for listing in complaint.listings
        where away.contains(listing.marketplaceAndID.marketplace) {
            throw MarketplaceError.unreachable("nobody is there")
        }
        let shown = captures.withLock { $0 }
        let body = meanwhile.withLock { $0.take() }
        try await body?()
        return FilingFacts(
            right: right, authority: .owner,
            listings: complaint.listings.map { ListingFacts(capture: shown[$0]) }, now: now())
    }
}
