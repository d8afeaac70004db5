package import AllianceNames
import CRDT
package import Complaints
import JSON
import MergedView
package import NodeAPI
import Peering
package import Replication
package import SQLiteStore
import Screening
import SignIn
package import Statements
import TransparencyLog

/// What screening finds among the listings that marketplaces hand over, for the platform's people: kept until one of
/// them says that it is no case, or files it as the platform's own complaint.
package final class ScreeningProposals: Sendable {
    static let batchListings = 256
    /// Lines of one file or message.
    package static let linesMax = 10_000
    package static let listedMax = 500
    /// How often listings are looked through while something is being erased, and what is waited between.
    static let attemptsMax = 10
    static let erasurePause = Duration.milliseconds(200)

    private let marketplaces: MarketplaceSet
    private let outbox: SQLiteOrderOutbox
    private let screening: any ListingScreening
    private let logs: any LogStore
    private let calls: BlockingCalls
    /// Milliseconds since 1970.
    private let now: @Sendable () -> UInt64

    /// - Parameter logs: the record of what screening looks at.
    package init(
        marketplaces: MarketplaceSet, outbox: SQLiteOrderOutbox, screening: any ListingScreening,
        logs: any LogStore, calls: BlockingCalls, now: @escaping @Sendable () -> UInt64
    ) {
        self.marketplaces = marketplaces
        self.outbox = outbox
        self.screening = screening
        self.logs = logs
        self.calls = calls
        self.now = now
    }

    // MARK: Screening

    /// Takes up files that wait in folders. One that cannot be read, or put aside, stays where it is and holds up no
    /// other: whoever writes into one marketplace's folder has no say over the rest.
    ///
    /// - Throws: what the first one was that could not be taken up, when all others are.
    package func takeUpFiles() async throws {
        var failure: (any Error)?
        for entry in marketplaces.all {
            guard let folder = entry.adapter as? FolderMarketplace else { continue }
            do {
                for name in try await calls.run({ try folder.screeningFiles() }) {
                    do {
                        try await takeUp(name, of: folder)
                    } catch {
                        try Task.checkCancellation()
                        failure = failure ?? error
                    }
                }
            } catch {
                try Task.checkCancellation()
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }

    private func takeUp(_ name: String, of folder: FolderMarketplace) async throws {
        let bytes = try await calls.run { try folder.screeningFile(name) }
        if let bytes { _ = try await screen(bytes, of: folder.marketplaces) }
        try await calls.run { try folder.finish(screeningFile: name) }
    }

    /// Looks listings through, one a line, and keeps what is proposed.
    ///
    /// - Parameter served: the marketplaces of whoever hands them over.
    package func screen(
        _ lines: [UInt8], of served: Set<String>
    ) async throws -> ScreenedLines {
        var screened = ScreenedLines()
        var listings: [Listing] = []
        var begun = try await begin()
        for (place, line) in lines.split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
        ).enumerated() where !line.isEmpty {
            guard place < Self.linesMax else {
                screened.refuse(place + 1, "there are more than \(Self.linesMax) lines")
                break
            }
            do throws(ListingError) {
                let listing = try ListingLine(parsing: Array(line)).listing()
                guard served.contains(listing.marketplace.rawValue) else {
                    screened.refuse(place + 1, "it is of another marketplace")
                    continue
                }
                listings.append(listing)
            } catch {
                screened.refuse(place + 1, "\(error)")
                continue
            }
            if listings.count >= Self.batchListings {
                try await keep(listings, &begun, &screened)
                listings = []
            }
        }
        try await keep(listings, &begun, &screened)
        return screened
    }

    /// A screening, and how many erasures were carried out before it looked at anything.
    private struct Begun {
        let screener: any ListingScreener
        let wiped: Int
    }

    private func begin() async throws -> Begun {
        let progress = try await calls.run { [logs] in try logs.erasureProgress() }
        return Begun(
            screener: try await screening.begin(for: .ownSystem), wiped: progress.wiped)
    }

    /// What was found in a report that is erased meanwhile is not kept: its listings are looked through anew.
    private func keep(
        _ listings: [Listing], _ begun: inout Begun, _ screened: inout ScreenedLines
    ) async throws {
        guard !listings.isEmpty else { return }
        var attempts = 1
        while true {
            let (cases, wiped) = (try await cases(listings, begun.screener), begun.wiped)
            let isKept = try await calls.run { [outbox, logs] in
                try outbox.propose(cases) {
                    try logs.erasureProgress() == ErasureProgress(wiped: wiped, isUnderWay: false)
                } != nil
            }
            if isKept {
                screened.listings += listings.count
                screened.proposed += cases.count
                return
            }
            guard attempts < Self.attemptsMax else {
                throw PeerProblem(
                    status: 503, keyword: "erasing",
                    detail: "Reports are being erased; send the listings again later.")
            }
            attempts += 1
            try await Task.sleep(for: Self.erasurePause)
            begun = try await begin()
        }
    }

    private func cases(
        _ listings: [Listing], _ screener: any ListingScreener
    ) async throws -> [ProposedCase] {
        let now = now()
        return try await screener.screen(listings).compactMap { proposal in
            try proposal.map { proposal in
                ProposedCase(
                    number: 0,
                    listing: try Indicator(
                        .listing, parsing: "\(proposal.marketplace):\(proposal.number)"),
                    title: proposal.title, harmCents: proposal.harmCents,
                    proposal: proposal.json.compactBytes, proposedAt: now)
            }
        }
    }

    // MARK: What people do with it

    /// Those that wait, by which most is at stake first.
    package func open(limit: Int = listedMax) async throws -> [ProposedCase] {
        try await calls.run { [outbox] in
            try outbox.openProposals(limit: min(max(1, limit), Self.listedMax))
        }
    }

    package func proposal(_ number: UInt64) async throws -> ProposedCase? {
        try await calls.run { [outbox] in try outbox.proposal(number) }
    }

    /// - Returns: false where it does not wait any more.
    package func dismiss(_ number: UInt64) async throws -> Bool {
        try await calls.run { [outbox] in try outbox.settle(number, as: .dismissed) }
    }

    package static func complaint(of proposed: ProposedCase, _ filing: ProposalFiling) -> Complaint
    {
        Complaint(
            right: filing.right, ground: filing.ground, listings: [proposed.listing],
            evidence: filing.evidence,
            goodFaithStatement: filing.goodFaithStatement, declaredBy: filing.declaredBy,
            explanation: filing.explanation, isFromScreening: true)
    }

    /// Files a proposal as the platform's own complaint in a brand's channel, once. The same filing that comes again is
    /// answered by the complaint that it made.
    ///
    /// - Returns: nil where the proposal does not wait, and became no complaint or another one.
    package func file(
        _ number: UInt64, _ filing: ProposalFiling, in channel: ChannelID,
        by desk: any DeskComplaints
    ) async throws -> FilingOutcome? {
        guard let proposed = try await proposal(number) else { return nil }
        let complaint = Self.complaint(of: proposed, filing)
        switch proposed.state {
        case .open: break
        case .dismissed: return nil
        case .filed(let id): return try await again(complaint, in: channel, as: id)
        }
        // Whatever a filing says, a proposal is filed once: also by another one after a stop between the two steps here.
        let name = Array("proposal \(number) \(proposed.listing.value)".utf8)
        let outcome = try await desk.file(
            complaint, in: channel,
            for: KeyedRequest(
                caller: "screening", key: "proposal-\(number)", fingerprint: Digest.sha256(name)))
        guard case .answered(.signed(let entries, let isAgain)) = outcome else { return outcome }
        let id = EntryReference(origin: entries.log, index: entries.indexes.lowerBound)
        _ = try await calls.run { [outbox] in try outbox.settle(number, as: .filed(id)) }
        return isAgain ? try await again(complaint, in: channel, as: id) : outcome
    }

    /// The answer to a filing that made this complaint; nil where it says something else, or in another channel, or what
    /// was said is erased.
    private func again(
        _ complaint: Complaint, in channel: ChannelID, as id: EntryReference
    ) async throws -> FilingOutcome? {
        guard id.origin.channel == channel else { return nil }
        return try await calls.run { [logs] in
            let (stored, dot) = (
                StoredEntries(logs), StatementDot(log: id.origin, index: id.index)
            )
            guard try stored.statement(at: dot) == .complaint(.complaint(complaint)),
                let leaf = try stored.leafHash(of: dot),
                let signed = try logs.state(of: id.origin)?.served?.size, signed > id.index
            else { return nil }
            return .answered(
                .signed(
                    SignedEntries(
                        log: id.origin, indexes: id.index..<id.index + 1, leafHash: leaf,
                        treeSize: signed), isAgain: true))
        }
    }
}
