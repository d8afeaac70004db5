import Logging
import ServiceLifecycle

/// Keeps the collections up to the record, in the background, once somebody has asked for them.
struct CollectionKeeping: Service {
    let keeper: CollectionKeeper
    let pulse: Pulse
    let calls: BlockingCalls
    let logger: Logger

    /// Of one round, after which others have the thread.
    private static let roundTime = Duration.milliseconds(500)

    func run() async throws {
        let rounds = PatientRounds(what: "the collections cannot be kept up", logger: logger)
        try await cancelWhenGracefulShutdown {
            do {
                try await pulse.forEach(orEvery: .seconds(5)) {
                    guard keeper.isBegun else { return }
                    try await rounds.run {
                        let isDone = try await calls.run {
                            try keeper.catchUp(within: Self.roundTime)
                                && keeper.bringBack(within: Self.roundTime)
                        }
                        if !isDone { pulse.fire() }
                    }
                }
            } catch is CancellationError {
                return
            }
        }
    }
}
