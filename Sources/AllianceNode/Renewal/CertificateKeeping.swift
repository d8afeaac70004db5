import ServiceLifecycle

/// The certificate keeper as a service.
struct CertificateKeeping: Service {
    /// How long an admitted key may go unnoticed.
    static let interval = Duration.seconds(5)

    let keeper: CertificateKeeper
    let pulse: Pulse

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            do {
                try await pulse.forEach(orEvery: Self.interval) {
                    await keeper.look()
                }
            } catch is CancellationError {
                return
            }
        }
    }
}
