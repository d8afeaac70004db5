package import AllianceNames
import AsyncHTTPClient
package import Logging
package import NIOCore
import NIOHTTP1
package import Replication
import Roster

/// Reaches peers over HTTP/1.1 and mutual TLS 1.3.
///
/// An answer is taken only from the member that was meant: the handshake proves a certificate of the
/// alliance CA, and before a connection is used its leaf must name that member and carry a key that
/// the newest roster accepts. There are no redirects, no retries, and no HTTP caches in between.
package final class PeerClient: PeerTransport {
    private let authority: any PeerAuthority
    private let links: PeerLinks
    private let logger: Logger

    package init(
        authority: any PeerAuthority, tls: TLSContexts, proxies: ProxySettings = .direct,
        limits: PeerClientLimits = .init(), eventLoopGroup: any EventLoopGroup, logger: Logger
    ) {
        self.authority = authority
        self.logger = logger
        links = PeerLinks(
            authority: authority, tls: tls, proxies: proxies, limits: limits,
            eventLoopGroup: eventLoopGroup)
    }

    package func fetch(
        _ resource: PeerResource, from peer: MemberID, deadline: Duration
    ) async throws(PeerError) -> [UInt8] {
        try await fetch(
            resource, from: peer, deadline: deadline, bytesMax: resource.bodyBytesMax)
    }

    package func fetch(
        _ resource: PeerResource, from peer: MemberID, deadline: Duration, bytesMax: Int
    ) async throws(PeerError) -> [UInt8] {
        precondition(
            !resource.isPosted, "this is posted, not fetched")
        return try await call(
            resource, of: peer, body: nil, deadline: deadline,
            bytesMax: min(bytesMax, resource.bodyBytesMax))
    }

    package func ask(
        _ question: [UInt8], of peer: MemberID, deadline: Duration
    ) async throws(PeerError) -> [UInt8] {
        try await post(question, as: .questions, to: peer, deadline: deadline)
    }

    /// The body of a `200` answer to a question or an answer.
    func post(
        _ body: [UInt8], as resource: PeerResource, to peer: MemberID, deadline: Duration
    ) async throws(PeerError) -> [UInt8] {
        // A roster that has run out does not say to whom a question may still be told.
        guard !authority.standing().isExpired else {
            throw .unreachable("the member register of this node has expired: nobody is asked")
        }
        guard body.count <= PeerResource.questionBytesMax else {
            throw .malformed(
                "a question has \(body.count) bytes, at most \(PeerResource.questionBytesMax)")
        }
        return try await call(
            resource, of: peer, body: body, deadline: deadline, bytesMax: resource.bodyBytesMax)
    }

    /// Asks a peer that issues certificates for the next one.
    /// - Parameter request: PKCS #10 in PEM.
    /// - Returns: what it answered, which nobody has checked yet.
    package func certify(
        _ request: [UInt8], by peer: MemberID, deadline: Duration
    ) async throws(PeerError) -> [UInt8] {
        try await call(
            .certificate, of: peer, body: request, deadline: deadline,
            bytesMax: PeerResource.certificateBytesMax)
    }

    /// Reaches peers through other proxies from now on; calls under way finish as they began.
    package func use(_ proxies: ProxySettings) {
        links.use(proxies)
        links.refresh()
    }

    /// Call after the roster or this node's credentials have changed: connections to members that
    /// left, moved or changed keys end with their last call.
    package func refresh() { links.refresh() }

    /// Ends all connections; calls under way fail with `unreachable`.
    package func shutdown() async { await links.shutdown() }

    private func call(
        _ resource: PeerResource, of peer: MemberID, body: [UInt8]?, deadline: Duration,
        bytesMax: Int
    ) async throws(PeerError) -> [UInt8] {
        let answer = try await send(
            resource, to: peer, body: body, deadline: deadline, bytesMax: bytesMax)
        guard answer.status == 200 else {
            let problem = try? PeerProblem(parsing: answer.body)
            throw .refused(
                status: answer.status, detail: problem?.detail ?? "it gave no reason")
        }
        return answer.body
    }

    /// The answer with whatever status.
    func send(
        _ resource: PeerResource, to peer: MemberID, body: [UInt8]?, deadline: Duration,
        bytesMax: Int
    ) async throws(PeerError) -> AnswerCollector.Answer {
        let link = try links.lease(peer)
        defer { links.release(link) }
        let begun = ContinuousClock.now
        do {
            var request = try HTTPClient.Request(
                url: link.base + resource.path, method: body == nil ? .GET : .POST)
            if let body {
                request.headers.add(name: "content-type", value: "application/octet-stream")
                request.body = .byteBuffer(ByteBuffer(bytes: body))
            }
            let task = link.client.execute(
                request: request, delegate: AnswerCollector(bytesMax: bytesMax),
                deadline: .now() + TimeAmount(deadline), logger: logger)
            return try await withTaskCancellationHandler {
                try await task.get()
            } onCancel: {
                task.cancel()
            }
        } catch {
            var error = error
            if (error as? HTTPClientError) == .remoteConnectionClosed {
                error = link.alert.error(since: begun) ?? error
            }
            throw PeerError(
                transport: error, deadline: deadline, endpoint: link.endpoint, proxy: link.proxy)
        }
    }
}
