package import Logging
package import NodeAPI
package import Peering
import ServiceLifecycle
import Synchronization
import TransparencyLog

/// Takes up the desk port's web certificate when its files change, and when the node is told to
/// reload, without ending a connection. What cannot be used is not taken up: the one before goes on, and its operator
/// is told once.
package final class WebCertificateKeeper: Service {
    /// How often the files are looked at.
    package static let interval = Duration.seconds(10)

    package enum Finding: Hashable, Sendable {
        case unchanged
        case renewed
        /// Nothing that can be shown, or not yet: a key that has not followed its certificate.
        case refused(String)
    }

    private struct Seen {
        var files: WebCertificateFiles
        var digest: Digest?
        var refusal: String?
    }

    package let tls: DeskTLS
    private let calls: BlockingCalls
    private let logger: Logger
    private let seen: Mutex<Seen>

    /// - Parameter contexts: of the peer port.
    /// - Throws: `PeeringError.credentials` where there is nothing to begin with.
    package init(
        _ files: WebCertificateFiles, contexts: TLSContexts, calls: BlockingCalls, logger: Logger
    ) throws {
        guard let reading = try files.read() else {
            preconditionFailure("a first reading is never known already")
        }
        tls = try DeskTLS(contexts, web: reading.certificate)
        self.calls = calls
        self.logger = logger
        seen = Mutex(Seen(files: files, digest: reading.digest))
    }

    /// Blocks.
    /// - Parameter others: other files from now on.
    @discardableResult
    package func look(at others: WebCertificateFiles? = nil) -> Finding {
        seen.withLock { seen in
            if let others { seen.files = others }
            let files = seen.files
            do throws(PeeringError) {
                guard let reading = try files.read(unless: seen.digest) else {
                    seen.refusal = nil
                    return .unchanged
                }
                try tls.show(reading.certificate)
                seen = Seen(files: files, digest: reading.digest)
                logger.info(
                    "a new web certificate is shown", metadata: ["file": "\(files.certificate)"])
                return .renewed
            } catch {
                let refusal = "\(error)"
                if seen.refusal != refusal {
                    logger.error(
                        "the web certificate cannot be taken up; the one before goes on",
                        metadata: ["reason": "\(refusal)"])
                }
                seen.refusal = refusal
                return .refused(refusal)
            }
        }
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await Task.sleep(for: Self.interval) } catch { return }
                // What it finds is logged where it is found.
                _ = try? await self.calls.run { self.look() }
            }
        }
    }
}
