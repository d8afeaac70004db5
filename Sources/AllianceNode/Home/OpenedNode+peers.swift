package import Credentials
package import Logging
package import NIOCore
import NIOPosix
package import Peering
import Roster

extension OpenedNode {
    /// What this node shows and trusts on the peer port, in either direction.
    /// - Throws: `PeeringError.credentials`.
    package func tlsContexts() throws(PeeringError) -> TLSContexts {
        try TLSContexts(
            TLSMaterial(identity, anchors: anchors), alliance: alliance, seen: certificatesSeen)
    }

    /// That other members will take this node's certificate: they judge it as this does.
    /// - Throws: `CredentialsError` saying why they will not.
    package func checkCertificate() async throws(CredentialsError) {
        let verifier = PeerVerifier(anchors: anchors, alliance: alliance)
        _ = try await verifier.verify(
            chainDER: [identity.certificateDER],
            at: UTCTimestamp(millisecondsSince1970: clock.now()))
    }

    /// Through which proxy other members are called: what was given for this process, else what the
    /// folder says, else the environment.
    /// - Throws: as `proxySettings(in:)`.
    package func proxySettings() throws -> ProxySettings { try proxySettings(given: proxy) }

    /// The same with what was given for this process since.
    func proxySettings(given proxy: String?) throws -> ProxySettings {
        if let proxy { return try ProxySettings(parsing: proxy) }
        return try Self.proxySettings(in: home) ?? ProxySettings(environment: environment)
    }

    /// What the folder's file `proxy` says; nil where there is none.
    /// - Throws: `PeeringError.proxy`; `CredentialsError` for a file that others can read.
    package static func proxySettings(in home: HomeFolder) throws -> ProxySettings? {
        guard DurableFile.exists(home.proxy) else { return nil }
        let text = try DurableFile.text(home.proxy, secret: true)
        return try ProxySettings(
            parsing: text.last == "\n" ? String(text.dropLast()) : text)
    }

    /// Reaches the other members as this one. Whoever makes it ends it with `shutdown()`.
    /// - Parameter tls: shared with the peer port in a node that serves.
    /// - Throws: as `proxySettings`.
    package func peerClient(
        tls: TLSContexts, limits: PeerClientLimits = PeerClientLimits(),
        eventLoopGroup: any EventLoopGroup, logger: Logger
    ) throws -> PeerClient {
        PeerClient(
            authority: register, tls: tls, proxies: try proxySettings(), limits: limits,
            eventLoopGroup: eventLoopGroup, logger: logger)
    }

    /// Lends a client for a few calls, as a command makes them: it leaves no connection behind.
    package func withPeerClient<Result>(
        limits: PeerClientLimits = PeerClientLimits(),
        _ body: (PeerClient) async throws -> Result
    ) async throws -> Result {
        let client = try peerClient(
            tls: try tlsContexts(), limits: limits,
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: Logger(label: "peering") { _ in SwiftLogNoOpLogHandler() })
        do {
            let result = try await body(client)
            await client.shutdown()
            return result
        } catch {
            await client.shutdown()
            throw error
        }
    }
}
