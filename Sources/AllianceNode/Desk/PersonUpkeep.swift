import Logging
import ServiceLifecycle

/// Looks whether a command has changed who may sign in, so that answers which are being made for somebody
/// who was removed are not given. Each request looks by itself as well.
struct PersonUpkeep: Service {
    static let interval = Duration.milliseconds(500)

    let persons: PersonRegister
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var isFailing = false
            while !Task.isCancelled {
                do {
                    try await Task.sleep(for: Self.interval)
                } catch {
                    return
                }
                do {
                    try await persons.refresh()
                    isFailing = false
                } catch {
                    if !isFailing {
                        logger.error(
                            "the list of persons cannot be read", metadata: ["error": "\(error)"])
                    }
                    isFailing = true
                }
            }
        }
    }
}
