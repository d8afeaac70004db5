import Logging
import ServiceLifecycle

/// Keeps the collections up to the record, in the background.
struct CollectionKeeping: Service {
    let keeper: CollectionKeeper
    let pulse: Pulse
    let calls: BlockingCalls
    let logger: Logger

    func run() async throws {
        let rounds = PatientRounds(what: "the collections cannot be kept up", logger: logger)
        try await cancelWhenGracefulShutdown {
            do {
                try await pulse.forEach(orEvery: .seconds(5)) {
                    try await rounds.run { try await calls.run { try keeper.catchUp() } }
                }
            } catch is CancellationError {
                return
            }
        }
    }
}
