import Logging
import NodeAPI
import Peering
import ServiceLifecycle

/// The certificate keeper as a service, with the web certificate of the desk port beside it.
struct CertificateKeeping: Service {
    /// How long a replaced file or an admitted key may go unnoticed.
    static let interval = Duration.seconds(5)

    let keeper: CertificateKeeper
    let pulse: Pulse
    let deskPort: DeskPort?
    let calls: BlockingCalls
    let logger: Logger

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            do {
                try await pulse.forEach(orEvery: Self.interval) {
                    await keeper.look()
                    await lookAtWebCertificate()
                }
            } catch is CancellationError {
                return
            }
        }
    }

    private func lookAtWebCertificate() async {
        guard let deskPort else { return }
        do {
            if try await calls.run({ try deskPort.reloadWebCertificate() }) {
                logger.info("the desk port shows another web certificate")
            }
        } catch {
            logger.warning(
                "the web certificate of the desk port cannot be read; the one before stays in use",
                metadata: ["reason": "\(error)"])
        }
    }
}
