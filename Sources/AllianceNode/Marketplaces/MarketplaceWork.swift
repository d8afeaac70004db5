package import AllianceNames
package import Complaints
package import NodeAPI
import SQLiteStore

/// What people at a platform do about its marketplaces.
package struct MarketplaceWork: DeskMarketplaceWork {
    private let screening: ScreeningProposals
    private let rounds: OrderRounds
    private let outbox: SQLiteOrderOutbox
    private let desk: any DeskComplaints
    private let calls: BlockingCalls
    /// Fired when something is to be brought.
    private let pulse: Pulse

    /// - Parameter desk: of this platform, which files what is proposed.
    package init(
        _ parts: MarketplaceParts, desk: any DeskComplaints, calls: BlockingCalls
    ) {
        screening = parts.proposals
        rounds = parts.rounds
        outbox = parts.outbox
        pulse = parts.pulse
        self.desk = desk
        self.calls = calls
    }

    package func proposals() async throws -> [ProposedCase] { try await screening.open() }

    package func proposal(_ number: UInt64) async throws -> ProposedCase? {
        try await screening.proposal(number)
    }

    package func dismiss(_ number: UInt64) async throws -> Bool {
        try await screening.dismiss(number)
    }

    package func file(
        _ number: UInt64, _ filing: ProposalFiling, in channel: ChannelID
    ) async throws -> FilingOutcome? {
        try await screening.file(number, filing, in: channel, by: desk)
    }

    package func orders(_ query: OrderQuery) async throws -> [OutboxOrder] {
        try await calls.run { [outbox] in try outbox.orders(query) }
    }

    package func order(_ id: String) async throws -> OutboxOrder? {
        try await calls.run { [outbox] in try outbox.order(id) }
    }

    package func tryAgain(_ id: String) async throws -> Bool {
        let isTried = try await rounds.tryAgain(id)
        if isTried { pulse.fire() }
        return isTried
    }
}
