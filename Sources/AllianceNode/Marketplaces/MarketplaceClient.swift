import AsyncHTTPClient
import Complaints
import IdentityProvider
import NIOCore
import NIOHTTP1
import NIOSSL
import Notices

/// Posts signed messages to one marketplace over TLS and reads its answers. Everything is bounded, and a redirection is
/// no answer: only the address that was set up is called.
final class MarketplaceClient: Sendable {
    static let secondsMax: Int64 = 15
    /// For the body of an answer.
    static let bodyTime = Duration.seconds(30)

    private let client: HTTPClient
    private let secret: WebhookSecret

    init(trust: TLSConfiguration, secret: WebhookSecret) {
        var configuration = HTTPClient.Configuration(tlsConfiguration: trust)
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(Self.secondsMax)
        configuration.timeout.read = .seconds(Self.secondsMax)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 2
        client = HTTPClient(configuration: configuration)
        self.secret = secret
    }

    /// To be called once, before the last reference goes.
    func shutdown() async { try? await client.shutdown() }

    /// Where a start has failed behind it, nobody has ended it.
    deinit { client.shutdown { _ in } }

    /// - Parameters:
    ///   - id: the same for each attempt at one thing.
    ///   - time: of this attempt, in seconds since 1970.
    /// - Returns: the body of an answer with a status of success.
    func post(
        _ body: [UInt8], to address: String, id: String, at time: UInt64, answerBytesMax: Int
    ) async throws(MarketplaceError) -> [UInt8] {
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers = [
            "content-type": "application/json", "accept": "application/json",
            "user-agent": "touchstone", "idempotency-key": "\"\(id)\"",
            "webhook-id": id, "webhook-timestamp": String(time),
            "webhook-signature": secret.signature(id: id, timestamp: time, body: body),
        ]
        request.body = .bytes(body)
        let response: HTTPClientResponse
        do {
            response = try await client.execute(request, timeout: .seconds(Self.secondsMax))
        } catch {
            throw .unreachable("\(error)")
        }
        guard (200..<300).contains(response.status.code) else {
            _ = try? await response.body.collect(upTo: 16 * 1_024, within: Self.bodyTime)
            throw .unreachable("status \(response.status.code)")
        }
        do {
            return try await response.body.collect(upTo: answerBytesMax, within: Self.bodyTime)
        } catch is NIOTooManyBytesError {
            throw .answerUnreadable("it has more than \(answerBytesMax) bytes")
        } catch {
            throw .unreachable("\(error)")
        }
    }
}
