import AsyncHTTPClient
import IdentityProvider
import NIOCore
import NIOHTTP1
import NIOSSL
import Notices

/// Posts messages over TLS. Everything is bounded, and a redirection is a failure: only the host that was allowed is
/// called.
final class WebhookSender: Sendable {
    static let secondsMax: Int64 = 15
    static let answerBytesMax = 16 * 1_024
    /// For the body of an answer, which nobody reads: its status has said everything.
    static let bodyTime = Duration.seconds(1)

    enum Answer: Sendable {
        /// - Parameter retryAfter: what a receiver asks for, in seconds.
        case status(Int, retryAfter: UInt64?)
        case unreachable(String)
    }

    private let client: HTTPClient

    /// Whom it trusts.
    ///
    /// - Parameter certificates: issuers that are trusted, as PEM; nil trusts the system's.
    /// - Throws: `NoticeFileError` where they cannot be read.
    static func trust(certificates: [UInt8]?) throws(NoticeFileError) -> TLSConfiguration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        if let certificates {
            tls.trustRoots = .certificates(try NoticeFiles.issuers(in: certificates))
        }
        return tls
    }

    init(_ tls: TLSConfiguration) {
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(Self.secondsMax)
        configuration.timeout.read = .seconds(Self.secondsMax)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 2
        client = HTTPClient(configuration: configuration)
    }

    /// To be called once, before the last reference goes.
    func shutdown() async { try? await client.shutdown() }

    /// - Parameter time: of this attempt, in seconds since 1970.
    /// - Throws: `CancellationError` and nothing else.
    func post(
        _ body: [UInt8], id: String, to webhook: Webhook, at time: UInt64
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: webhook.address.description)
        request.method = .POST
        request.headers = [
            "content-type": "application/json", "user-agent": "touchstone",
            "webhook-id": id, "webhook-timestamp": String(time),
            "webhook-signature": webhook.secret.signature(id: id, timestamp: time, body: body),
        ]
        request.body = .bytes(body)
        do {
            let response = try await client.execute(request, timeout: .seconds(Self.secondsMax))
            // Taken, so that the connection can be used again.
            _ = try? await response.body.collect(
                upTo: Self.answerBytesMax, within: Self.bodyTime)
            return .status(
                Int(response.status.code),
                retryAfter: response.headers.first(name: "retry-after").flatMap { UInt64($0) })
        } catch {
            // That the node stops is no failure of the receiver.
            if Task.isCancelled { throw CancellationError() }
            return .unreachable("\(error)")
        }
    }
}
