import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOSSL
import Notices

/// Posts messages over TLS. Everything is bounded, and a redirection is a failure: only the host that was allowed is
/// called.
final class WebhookSender: Sendable {
    static let secondsMax: Int64 = 15
    static let answerBytesMax = 16 * 1_024

    enum Answer: Sendable {
        /// - Parameter retryAfter: what a receiver asks for, in seconds.
        case status(Int, retryAfter: UInt64?)
        case unreachable(String)
    }

    private let client: HTTPClient

    /// Whom it trusts.
    ///
    /// - Parameter certificates: issuers that are trusted, as PEM; nil trusts the system's.
    /// - Throws: where they cannot be read.
    static func trust(certificates: [UInt8]?) throws -> TLSConfiguration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        if let certificates {
            tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(certificates))
        }
        return tls
    }

    init(_ tls: TLSConfiguration) {
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(Self.secondsMax)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 2
        client = HTTPClient(configuration: configuration)
    }

    /// To be called once, before the last reference goes.
    func shutdown() async { try? await client.shutdown() }

    /// - Parameter time: of this attempt, in seconds since 1970.
    func post(
        _ body: [UInt8], id: String, to webhook: Webhook, at time: UInt64
    ) async -> Answer {
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
            // Taken, so that the connection can be used again; nobody reads it.
            _ = try? await response.body.collect(upTo: Self.answerBytesMax)
            return .status(
                Int(response.status.code),
                retryAfter: response.headers.first(name: "retry-after").flatMap { UInt64($0) })
        } catch {
            return .unreachable("\(error)")
        }
    }
}
