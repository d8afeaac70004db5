import NodeAPI
import ServiceLifecycle

/// Ends connections whose time has come without a roster that says so: a certificate ran out, or the
/// roster did.
struct ConnectionReview: Service {
    static let interval = Duration.milliseconds(500)

    let port: PeerPort?
    let deskPort: DeskPort?

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await Task.sleep(for: Self.interval)
                } catch {
                    return
                }
                port?.review()
                deskPort?.review()
            }
        }
    }
}
