import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOSSL
package import SignIn

/// Calls a provider over TLS. Everything it sends is bounded and timed, and a redirection is refused: the provider's
/// own document says where to go, and its secret goes nowhere else.
package final class ProviderClient: ProviderTransport {
    package static let bytesMax = 256 * 1024
    /// For connecting, for the head of an answer, and for each pause in its body.
    package static let secondsMax: Int64 = 10
    /// For the body of an answer.
    package static let bodyTime = Duration.seconds(10)

    private let client: HTTPClient
    private let bodyTime: Duration

    /// - Parameters:
    ///   - certificates: issuers that are trusted, as PEM; nil trusts the system's.
    ///   - pauseMax: in a body, in seconds.
    ///   - bodyTime: for all of a body.
    /// - Throws: `SignInError.settings` where they cannot be read.
    package init(
        certificates: [UInt8]?, pauseMax: Int64 = secondsMax, bodyTime: Duration = bodyTime
    ) throws(SignInError) {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        if let certificates {
            do {
                tls.trustRoots = .certificates(
                    try NIOSSLCertificate.fromPEMBytes(certificates))
            } catch {
                throw .settings("certs/sign-in-ca.pem holds no PEM certificates (\(error))")
            }
        }
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(Self.secondsMax)
        configuration.timeout.read = .seconds(pauseMax)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 2
        client = HTTPClient(configuration: configuration)
        self.bodyTime = bodyTime
    }

    /// To be called once, before the last reference goes.
    package func shutdown() async { try? await client.shutdown() }

    package func get(_ url: String) async throws(SignInError) -> [UInt8] {
        try await answer(HTTPClientRequest(url: url))
    }

    package func post(
        _ url: String, form: String, authorization: String?
    ) async throws(SignInError) -> [UInt8] {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
        if let authorization { request.headers.add(name: "authorization", value: authorization) }
        request.body = .bytes(Array(form.utf8))
        return try await answer(request)
    }

    private func answer(_ request: HTTPClientRequest) async throws(SignInError) -> [UInt8] {
        var request = request
        request.headers.add(name: "accept", value: "application/json")
        // Without the query, which nothing here has, and without what a provider puts into errors.
        let place = request.url
        do {
            let response = try await client.execute(
                request, timeout: .seconds(Self.secondsMax))
            guard response.status == .ok else {
                throw SignInError.provider("\(place) answered with status \(response.status.code)")
            }
            return try await response.body.collect(upTo: Self.bytesMax, within: bodyTime)
        } catch let error as SignInError {
            throw error
        } catch is NIOTooManyBytesError {
            throw .provider("\(place) sent more than \(Self.bytesMax) bytes")
        } catch {
            throw .provider("\(place) cannot be asked (\(error))")
        }
    }
}
