import AllianceNames
import AsyncHTTPClient
import Credentials
import NIOCore
import NIOSSL
import Replication
import Roster
import Synchronization

/// The connection pools, one for each peer.
///
/// AsyncHTTPClient has no verification callback, and what it offers instead
/// (`http1_1ConnectionDebugInitializer`, after the handshake and before pooling) does not say whom
/// the connection was meant for. So each peer has a client of its own, whose initializer knows.
final class PeerLinks: Sendable {
    /// A pool of connections to one peer at one address, under one set of keys on both sides.
    struct Link: Sendable {
        let peer: MemberID
        let number: Int
        let client: HTTPClient
        let alert: LastAlert
        let endpoint: PeerEndpoint
        let proxy: PeerProxy?
        let keys: [Member.TLSKey]
        let generation: Int

        /// `https://host:port`
        var base: String { endpoint.description }
    }

    fileprivate struct State {
        var proxies: ProxySettings
        var links: [MemberID: Link] = [:]
        var users: [Int: Int] = [:]
        /// Replaced, and closed when their last user is done.
        var retired: [Int: HTTPClient] = [:]
        var count = 0
        var isShutDown = false
    }

    private let authority: any PeerAuthority
    private let tls: TLSContexts
    private let limits: PeerClientLimits
    private let eventLoopGroup: any EventLoopGroup
    private let state: Mutex<State>

    init(
        authority: any PeerAuthority, tls: TLSContexts, proxies: ProxySettings,
        limits: PeerClientLimits, eventLoopGroup: any EventLoopGroup
    ) {
        self.authority = authority
        self.tls = tls
        self.limits = limits
        self.eventLoopGroup = eventLoopGroup
        state = Mutex(State(proxies: proxies))
    }

    /// Goes through other proxies from now on; takes effect with `refresh`.
    func use(_ proxies: ProxySettings) { state.withLock { $0.proxies = proxies } }

    /// The pool to `peer` as the newest roster has it; give it back with `release`.
    func lease(_ peer: MemberID) throws(PeerError) -> Link {
        let roster = authority.standing().roster
        guard let member = roster.member(peer), member.isActive else {
            throw .unreachable("the roster names no active member '\(peer)'")
        }
        guard let endpoint = member.endpoint else {
            throw .unreachable("the roster has no address of '\(peer)'; it works outbound only")
        }
        let generation = tls.generation
        let result = state.withLock { state -> Result<(Link, HTTPClient?), PeerError> in
            guard !state.isShutDown else { return .failure(.unreachable("this node is stopping")) }
            if let link = state.links[peer], link.endpoint == endpoint,
                link.keys == member.tlsKeys, link.generation == generation
            {
                state.users[link.number, default: 0] += 1
                return .success((link, nil))
            }
            let client: HTTPClient
            let proxy = state.proxies.proxy(for: endpoint)
            let alert = LastAlert()
            do throws(PeeringError) {
                client = try makeClient(for: peer, through: proxy, alert)
            } catch {
                return .failure(.unreachable(error.description))
            }
            let closing = state.retire(peer)
            state.count += 1
            let link = Link(
                peer: peer, number: state.count, client: client, alert: alert,
                endpoint: endpoint, proxy: proxy, keys: member.tlsKeys, generation: generation)
            state.links[peer] = link
            state.users[link.number] = 1
            return .success((link, closing))
        }
        let (link, closing) = try result.get()
        close(closing)
        return link
    }

    func release(_ link: Link) {
        let closing = state.withLock { state -> HTTPClient? in
            let users = (state.users[link.number] ?? 1) - 1
            state.users[link.number] = users > 0 ? users : nil
            return users > 0 ? nil : state.retired.removeValue(forKey: link.number)
        }
        close(closing)
    }

    /// Retires what the newest roster or new credentials have overtaken.
    func refresh() {
        let roster = authority.standing().roster
        let generation = tls.generation
        let closing = state.withLock { state in
            state.links.values.filter { link in
                guard let member = roster.member(link.peer), member.isActive else {
                    return true
                }
                return member.endpoint != link.endpoint || member.tlsKeys != link.keys
                    || link.generation != generation
                    || link.proxy != state.proxies.proxy(for: link.endpoint)
            }.compactMap { state.retire($0.peer) }
        }
        for client in closing { close(client) }
    }

    func shutdown() async {
        let clients = state.withLock { state -> [HTTPClient] in
            state.isShutDown = true
            defer { (state.links, state.retired) = ([:], [:]) }
            return state.links.values.map(\.client) + state.retired.values
        }
        for client in clients { try? await client.shutdown().get() }
    }

    /// Nobody waits for a pool to close; closing cannot fail in a way that matters to anyone.
    private func close(_ client: HTTPClient?) {
        client?.shutdown { _ in }
    }

    private func makeClient(
        for peer: MemberID, through proxy: PeerProxy?, _ alert: LastAlert
    ) throws(PeeringError) -> HTTPClient {
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: try TLSContexts.clientConfiguration(tls.material),
            redirectConfiguration: .disallow,
            timeout: .init(connect: TimeAmount(limits.connect)),
            connectionPool: .init(
                idleTimeout: TimeAmount(limits.idle),
                concurrentHTTP1ConnectionsPerHostSoftLimit: limits.connectionsPerPeerMax),
            decompression: .disabled)
        // A failed connection fails its calls at once: the follower decides when to try again.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        // The handshake, and the check of who is there, come after CONNECT and are with the peer.
        configuration.proxy = proxy.map(HTTPClient.Configuration.Proxy.init)
        let check = IdentityCheck(
            peer: peer, authority: authority, verifier: tls.verifier, seen: tls.seen, alert: alert)
        configuration.http1_1ConnectionDebugInitializer = { check.run(on: $0) }
        return HTTPClient(
            eventLoopGroupProvider: .shared(eventLoopGroup), configuration: configuration)
    }
}

extension PeerLinks.State {
    /// Takes the link to `peer` out of use; returns its client if nobody uses it any more.
    fileprivate mutating func retire(_ peer: MemberID) -> HTTPClient? {
        guard let link = links.removeValue(forKey: peer) else { return nil }
        guard users[link.number] != nil else { return link.client }
        retired[link.number] = link.client
        return nil
    }
}

extension HTTPClient.Configuration.Proxy {
    fileprivate init(_ proxy: PeerProxy) {
        var authorization: HTTPClient.Authorization?
        if let user = proxy.user, let password = proxy.password {
            authorization = .basic(username: user, password: password)
        }
        self = .server(host: proxy.host, port: proxy.port, authorization: authorization)
    }
}
