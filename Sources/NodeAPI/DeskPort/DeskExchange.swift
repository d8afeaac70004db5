import Credentials
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL
import Peering

/// The desk port's part in one connection: who is asking, which route answers, and the headers that
/// all answers have.
final class DeskExchange: ConnectionService {
    /// What all connections of a port share.
    struct Surroundings: Sendable {
        let authority: any PeerAuthority
        /// Nil at a desk where nobody signs in.
        let signIn: (any DeskSignIn)?
        /// Nil at a desk that has no accounts.
        var accounts: (any AccountSessions)?
        /// Nil at a desk that shows nothing which has to be recorded.
        let audit: (any AuditRecording)?
        let routes: DeskRoutes
        let tls: DeskTLS
        let publicOrigin: String?
        let limits: ConnectionLimits
        let ledger: ConnectionLedger<DeskCaller>
        /// For forms whose session is over.
        let typedPlaces = TypedPlaces()
        /// Where answers are made; nil is the cooperative pool.
        let executor: (any TaskExecutor)?
        let logger: Logger
    }

    /// A request whose route is found.
    struct Admitted {
        let route: DeskRoute
        let request: DeskRequest
        let headers: HTTPHeaders
    }

    /// The form that refusals take: what the request asked for, as far as it was understood.
    struct Form {
        var id = RequestNumber.random()
        var accept: String?
        var acceptLanguage: String?
        /// Where to go on, after signing in or after what went wrong.
        var path: String?
        /// Into a form whose session is over.
        var typed = TypedText()
        var isHeadOnly = false
        var isOpen = false
        /// What the path takes, where it does not take this method (RFC 9110, section 15.5.6).
        var allow: String?
    }

    let around: Surroundings
    private(set) weak var connection: ServerConnection?
    /// Where it comes from.
    private(set) var network = ClientAddress.network(nil)
    private(set) var gate: PeerGate?
    private(set) var place: (entry: ConnectionLedger<DeskCaller>.Entry, owner: DeskCaller)?
    var form = Form()
    private var lookup: RouteLookup
    /// Who was let in with a body that is taken as it comes; nil for other requests.
    private var sender: (access: DeskRoute.Access, headers: HTTPHeaders)?
    var underWay = AnswersUnderWay()
    /// Whether this request has one of `Surroundings.typedPlaces`.
    var hasTypedPlace = false

    init(_ around: Surroundings) {
        self.around = around
        lookup = RouteLookup(around.routes)
    }

    // MARK: The connection

    func opened(
        _ connection: ServerConnection, with certificate: NIOSSLCertificate?
    ) -> Admission {
        self.connection = connection
        network = ClientAddress.network(connection.remoteAddress)
        var owner = DeskCaller.stranger(from: network)
        if let certificate {
            do {
                let identity = try around.tls.contexts.verifier.identity(
                    ofLeafDER: certificate.toDERBytes(),
                    at: around.authority.standing().timestamp)
                gate = PeerGate(identity)
                owner = .member(identity.member)
            } catch {
                around.logger.debug("client certificate refused", metadata: ["error": "\(error)"])
                return .ended
            }
        }
        guard let loop = connection.eventLoop else { return .ended }
        let here = NIOLoopBound(self, eventLoop: loop)
        let entry = around.ledger.enter(owner) {
            loop.execute { here.value.review() }
        }
        place = (entry, owner)
        return if case .placed = entry { .placed } else { .refused }
    }

    /// The roster, the list of persons or the time has changed: a member's connection that is not served any more
    /// ends now, and so does one that still sends for a person or program that is not let in any more.
    /// One whose answer is being made is judged again when it is there.
    private func review() {
        guard let connection else { return }
        do throws(PeerProblem) {
            if var gate {
                _ = try gate.reader(around.authority.standing())
                self.gate = gate
            }
            // What is still being sent is signed piece by piece: that ends now.
            if connection.isStreaming, let sender {
                _ = try caller(for: sender.access, sender.headers)
            }
        } catch {
            around.logger.info(
                "desk connection ended",
                metadata: [
                    "peer": "\(gate.map { "\($0.identity.member)" } ?? "")",
                    "keyword": "\(error.keyword)",
                ])
            if connection.isWorking(connection.request), !connection.isStreaming { return }
            connection.abort()
        }
    }

    func closed() {
        leaveTypedPlace()
        if underWay.close() { leave() }
    }

    func leave() {
        if let place, case .placed(let number) = place.entry {
            around.ledger.leave(number, place.owner)
        }
        place = nil
    }

    func give(_ byteCount: Int) -> Bool {
        guard let place else { return true }
        return around.ledger.give(byteCount, to: place.owner)
    }

    func taken(_ byteCount: Int) {
        if let place { around.ledger.taken(byteCount, by: place.owner) }
    }

    /// The pipeline itself ends connections whose answer is out when the port closes.
    var isDraining: Bool { false }

    func parkingEnded() {}

    // MARK: Requests

    func takesBody(_ head: HTTPRequestHead, hasBody: Bool) throws(PeerProblem) -> Bool {
        form = Form()
        sender = nil
        leaveTypedPlace()
        // Programs alone come to the REST interface, whatever they say that they take.
        form.accept =
            RESTRoutes.isBelow(head.uri) ? nil : head.headers.first(name: "accept")
        // A form of the console is not asked for again: one goes on at its first page.
        form.path =
            head.method == .GET
            ? head.uri : ConsoleRoutes.isAround(head.uri) ? SignInPath.home : nil
        form.acceptLanguage = DeskLanguage.wanted(
            cookie: head.headers.first(name: "cookie"),
            header: head.headers.first(name: "accept-language"))
        form.isHeadOnly = head.method == .HEAD
        // Only these have something to say with their body, and to whom is decided before it comes.
        guard head.method == .POST || head.method == .PUT else {
            // That the address does not take the method is said before that the method takes no body.
            if hasBody { _ = try admit(head, []) }
            return false
        }
        do throws(PeerProblem) {
            let admitted = try admit(head, [])
            if admitted.route.access == .everybody { try StrangersBody.check(head) }
        } catch {
            // What it shows may have been given to it since the list of persons was last looked at: that is
            // decided when the request is there.
            guard error.status == 401, isForPeople(head), StrangersBody.showsSomething(head) else {
                throw error
            }
            // What was typed is read where there is room for it, and where there is none, that one has to sign in is
            // all that is said.
            if enterTypedPlace(head) { return true }
            if isTypedForm(head), (try? StrangersBody.check(head)) == nil { throw error }
            try StrangersBody.check(head)
        }
        return true
    }

    func streamedBytesMax(_ head: HTTPRequestHead) -> Int? {
        guard head.method == .POST || head.method == .PUT else { return nil }
        return route(head)?.streamedBytesMax
    }

    func answer(_ head: HTTPRequestHead, _ body: ByteBuffer) {
        answer(head, Array(body.readableBytesView), nil)
    }

    func answer(_ head: HTTPRequestHead, streaming body: RequestStream) {
        guard let places = route(head)?.collecting else { return answer(head, [], body) }
        // A place is for who may come in, and that is judged again when all is there.
        whenAdmitted(head, [], coming: body) { admitted in
            do throws(PeerProblem) {
                try CrossSite.checkHead(admitted.request)
            } catch {
                return self.refuse(error)
            }
            self.sender = (admitted.route.access, admitted.headers)
            self.collect(body, in: places, of: head)
        }
    }

    private func collect(_ body: RequestStream, in places: BodyPlaces, of head: HTTPRequestHead) {
        guard let connection, let loop = connection.eventLoop else { return }
        let number = connection.request
        loop.makeFutureWithTask { try await places.collect(body) }
            .assumeIsolated().whenComplete { result in
                guard connection.isWorking(number) else { return }
                switch result {
                case .success(let bytes): self.answer(head, bytes, nil)
                case .failure(let error):
                    self.refuse((error as? PeerProblem) ?? BodyPlaces.brokenOff)
                }
            }
    }

    private func answer(_ head: HTTPRequestHead, _ body: [UInt8], _ stream: RequestStream?) {
        do throws(PeerProblem) {
            if head.method == .OPTIONS { return write(try options(head)) }
        } catch {
            return refuse(error)
        }
        whenAdmitted(head, body, stream) { admitted in
            if stream != nil { self.sender = (admitted.route.access, admitted.headers) }
            self.perform(admitted)
        }
    }

    /// Goes on with who may have it, by the newest list of persons, and refuses all others.
    ///
    /// - Parameter coming: a body that is no part of what is admitted, and not read yet.
    private func whenAdmitted(
        _ head: HTTPRequestHead, _ body: [UInt8], _ stream: RequestStream? = nil,
        coming: RequestStream? = nil, _ then: @escaping (Admitted) -> Void
    ) {
        do throws(PeerProblem) {
            guard let list = deciding(head) else {
                return then(try admit(head, body, stream))
            }
            refresh(list) { result in
                do throws(PeerProblem) {
                    guard case .success = result else { throw Self.listUnreadable }
                    let admitted = try self.admit(head, body, stream)
                    self.leaveTypedPlace()
                    then(admitted)
                } catch {
                    self.refuse(error, typedIn: head, body, coming: coming)
                }
            }
        } catch {
            refuse(error)
        }
    }

    /// What decides who may have it, and has to be the newest; nil for what neither list decides.
    private func deciding(_ head: HTTPRequestHead) -> (@Sendable () async throws -> Void)? {
        switch route(head)?.access {
        case .people, .reporters:
            guard let signIn = around.signIn else { return nil }
            return { try await signIn.refresh() }
        // The list has tokens; what a certificate opens it does not decide.
        case .programs:
            guard let signIn = around.signIn, head.headers.contains(name: "authorization") else {
                return nil
            }
            return { try await signIn.refresh() }
        case .accountHolders:
            guard let accounts = around.accounts else { return nil }
            return { try await accounts.refresh() }
        case .everybody, .members, .ownSystems, nil: return nil
        }
    }

    /// Whether the list of persons decides, so that it has to be the newest.
    private func isForPeople(_ head: HTTPRequestHead) -> Bool {
        route(head)?.access.isForPeople == true
    }

    /// Nil for an address or a method that there is not.
    private func route(_ head: HTTPRequestHead) -> DeskRoute? {
        guard case .found(let route, _)? = try? lookup.look(head).match else { return nil }
        return route
    }

    private func refresh(
        _ list: @escaping @Sendable () async throws -> Void,
        _ then: @escaping (Result<Void, any Error>) -> Void
    ) {
        guard let connection, let loop = connection.eventLoop else { return }
        let number = connection.request
        run(on: loop) { try await list() }
            .assumeIsolated().whenComplete { result in
                guard connection.isWorking(number) else { return }
                if case .failure(let error) = result {
                    self.around.logger.error(
                        "the list of persons cannot be read", metadata: ["error": "\(error)"])
                }
                then(result)
            }
    }

    private static let listUnreadable = PeerProblem(
        status: 503, keyword: "persons-unreadable",
        detail: "This node cannot read who may sign in; its operator finds the cause in its log.")

    private func options(_ head: HTTPRequestHead) throws(PeerProblem) -> DeskAnswer {
        guard head.uri != "*" else {
            return StandardHeaders.options(DeskMethod.allCases.sorted(), isOpen: false)
        }
        switch around.routes.match(nil, try RequestTarget(parsing: head.uri)) {
        case .methods(let methods, let isOpen, let discovery):
            form.isOpen = isOpen
            return discovery.reduce(StandardHeaders.options(methods, isOpen: isOpen)) {
                $0.adding($1.name, $1.value)
            }
        case .found, .nothing: throw Self.notFound
        }
    }

    private func admit(
        _ head: HTTPRequestHead, _ body: [UInt8], _ stream: RequestStream? = nil
    ) throws(PeerProblem) -> Admitted {
        switch place?.entry {
        case .placed: break
        case .portIsFull: throw .portIsFull
        case .ownerIsFull, nil:
            throw PeerProblem(
                status: 429, keyword: "connection-limit",
                detail:
                    "One caller may have \(around.limits.connectionsPerMemberMax) connections here; close some."
            )
        }
        let origin = try RequestOrigin.of(head.headers, publicOrigin: around.publicOrigin)
        let found = try lookup.look(head)
        let route: DeskRoute
        let parameters: [String: String]
        switch found.match {
        case .found(let match, let values): (route, parameters) = (match, values)
        case .methods(let methods, let isOpen, _):
            form.isOpen = isOpen
            form.allow = StandardHeaders.allow(methods)
            throw PeerProblem(
                status: 405, keyword: "method-not-allowed",
                detail: "This takes \(StandardHeaders.allow(methods)) only.")
        case .nothing: throw Self.notFound
        }
        form.isOpen = route.isOpenToOtherSites
        return Admitted(
            route: route,
            request: DeskRequest(
                method: route.method, target: found.target, parameters: parameters,
                headers: Self.fields(head.headers), body: body,
                stream: stream,
                caller: try caller(for: route.access, head.headers), origin: origin,
                id: form.id),
            headers: head.headers)
    }

    func caller(
        for access: DeskRoute.Access, _ headers: HTTPHeaders
    ) throws(PeerProblem) -> DeskCaller {
        try DeskAdmission(
            authority: around.authority, signIn: around.signIn, accounts: around.accounts
        ).caller(
            for: access, &gate, headers, from: network)
    }

    static func fields(_ headers: HTTPHeaders) -> [DeskRequest.Header] {
        headers.map { .init($0.name.lowercased(), $0.value) }
    }
}
