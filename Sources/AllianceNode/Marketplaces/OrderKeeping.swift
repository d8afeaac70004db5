package import Logging
import ServiceLifecycle

/// Runs rounds of orders while the node runs: when something was merged, when a marketplace has said something, and
/// every few seconds.
package struct OrderKeeping: Service {
    static let interval = Duration.seconds(5)
    private static let cleaningPause = Duration.seconds(3_600)

    let rounds: OrderRounds
    let proposals: ScreeningProposals
    let marketplaces: MarketplaceSet
    let pulse: Pulse
    let logger: Logger

    /// - Parameter pulse: fired when a complaint has changed, or a marketplace has answered.
    package init(
        rounds: OrderRounds, proposals: ScreeningProposals, marketplaces: MarketplaceSet,
        pulse: Pulse, logger: Logger
    ) {
        self.rounds = rounds
        self.proposals = proposals
        self.marketplaces = marketplaces
        self.pulse = pulse
        self.logger = logger
    }

    package func run() async throws {
        try await cancelWhenGracefulShutdown {
            do {
                try await withThrowingTaskGroup(of: Void.self) { tasks in
                    tasks.addTask {
                        try await again(
                            pulse, Self.interval, "orders cannot be brought to marketplaces"
                        ) { try await rounds.round() }
                    }
                    tasks.addTask {
                        try await again(
                            Pulse(), Self.interval, "listings of marketplaces cannot be screened"
                        ) { try await proposals.takeUpFiles() }
                    }
                    tasks.addTask {
                        try await again(
                            Pulse(), Self.cleaningPause, "old orders cannot be removed"
                        ) { try await rounds.clean() }
                    }
                    try await tasks.waitForAll()
                }
            } catch is CancellationError {
                return
            }
        }
        await marketplaces.shutdown()
    }

    private func again(
        _ pulse: Pulse, _ interval: Duration, _ what: Logger.Message,
        _ body: () async throws -> Void
    ) async throws {
        let rounds = PatientRounds(what: what, logger: logger)
        try await pulse.forEach(orEvery: interval) { try await rounds.run(body) }
    }
}
