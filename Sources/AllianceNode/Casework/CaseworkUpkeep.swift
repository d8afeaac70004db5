import Logging
import ServiceLifecycle

/// Goes on with drafts that are decided and not signed yet, and throws away what nobody has touched for
/// long.
struct CaseworkUpkeep: Service {
    static let interval = Duration.seconds(5)
    /// Rounds from one look for old drafts to the next: an hour.
    private static let roundsOfCleaning = 720

    let desk: CaseworkDesk
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var said: [String: String] = [:]
            for round in 0... {
                await attempt("reports that were decided on cannot be signed yet", &said) {
                    let finished = try await desk.finishAll()
                    if finished > 0 {
                        logger.info(
                            "reports that were decided on are signed now",
                            metadata: ["drafts": "\(finished)"])
                    }
                }
                await attempt("old drafts cannot be removed", &said) {
                    if round % Self.roundsOfCleaning == 0 { try await desk.removeOld() }
                    try await desk.scrub()
                }
                do { try await Task.sleep(for: Self.interval) } catch { return }
            }
        }
    }

    /// What fails is said once, until it is something else.
    private func attempt(
        _ failure: String, _ said: inout [String: String], _ work: () async throws -> Void
    ) async {
        do {
            try await work()
            said[failure] = nil
        } catch {
            let reason = "\(error)"
            if said[failure] != reason {
                logger.error("\(failure)", metadata: ["reason": "\(reason)"])
            }
            said[failure] = reason
        }
    }
}
