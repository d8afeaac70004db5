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
            var said: String?
            for round in 0... {
                do {
                    let finished = try await desk.finishAll()
                    if finished > 0 {
                        logger.info(
                            "reports that were decided on are signed now",
                            metadata: ["drafts": "\(finished)"])
                    }
                    if round % Self.roundsOfCleaning == 0 { try await desk.removeOld() }
                    said = nil
                } catch {
                    let reason = "\(error)"
                    if said != reason {
                        logger.error(
                            "reports that were decided on cannot be signed yet",
                            metadata: ["reason": "\(reason)"])
                    }
                    said = reason
                }
                do { try await Task.sleep(for: Self.interval) } catch { return }
            }
        }
    }
}
