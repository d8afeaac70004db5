import AllianceNames
import Credentials
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOTLS
import Peering
import Replication
import Roster

/// One connection of the peer port, from the TCP handshake to the last byte.
///
/// It stands behind `HTTPServerPipelineHandler`, which holds back pipelined requests until the answer
/// before them has ended. An answer's end is passed on only when its body is in the socket, so that
/// a peer that sends and does not read costs one answer's memory, not many.
final class PeerConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// What all connections of a port share.
    struct Surroundings: Sendable {
        let authority: any PeerAuthority
        let source: any PeerPortSource
        let questions: any QuestionAnswering
        let board: FrontierBoard
        let tls: TLSContexts
        let limits: PeerPortLimits
        let threads: NIOThreadPool
        let ledger: ConnectionLedger
        let logger: Logger
    }

    private enum Phase {
        case handshaking
        case idle
        /// A request without a body: its end is awaited.
        case asked(HTTPRequestHead)
        /// A question, its body arriving.
        case receiving(ByteBuffer)
        /// The answer is being made elsewhere.
        case working(PeerResource)
        case polling(after: String?, ticket: UInt64)
        case flushing(PeerAnswer.Ending)
        /// The last answer is out; whatever still arrives is dropped.
        case lingering
        case closed
    }

    private let around: Surroundings
    private let router: PeerRouter
    private var phase = Phase.handshaking
    private var gate: PeerGate?
    private var place: UInt64?
    /// Counts requests, so that a result that comes too late is known as such.
    private var request: UInt64 = 0
    /// Whether the connection can go on after the answer.
    private var keepAlive = true
    private var clock: DeadlineTimer?
    private var context: ChannelHandlerContext?

    init(_ around: Surroundings) {
        self.around = around
        router = PeerRouter(board: around.board)
    }

    private var limits: PeerPortLimits { around.limits }

    // MARK: The connection

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        clock = DeadlineTimer(on: context.eventLoop) { [weak self] in self?.expired() }
        clock?.set(limits.handshake)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        leave()
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }

    private func leave() {
        if case .polling(_, let ticket) = phase { around.board.cancel(ticket) }
        phase = .closed
        clock?.cancel()
        if let place, let gate { around.ledger.leave(place, gate.identity.member) }
        place = nil
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted = event, case .handshaking = phase {
            identify(context)
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// The identity comes from the certificate of the connection itself, which a resumed session has
    /// too, though no callback has seen it.
    private func identify(_ context: ChannelHandlerContext) {
        let identity: PeerIdentity
        do {
            guard
                let certificate = try context.pipeline.syncOperations.nioSSL_peerCertificate()
            else { throw CredentialsError.noCertificate }
            identity = try around.tls.verifier.identity(
                ofLeafDER: certificate.toDERBytes(), at: around.authority.standing().timestamp)
        } catch {
            around.logger.debug("peer certificate refused", metadata: ["error": "\(error)"])
            return abort()
        }
        gate = PeerGate(identity)
        let here = NIOLoopBound(self, eventLoop: context.eventLoop)
        let loop = context.eventLoop
        place = around.ledger.enter(identity.member) {
            loop.execute { here.value.review() }
        }
        phase = .idle
        // One connection too many gets its explanation with its first request, which must come soon.
        clock?.set(place == nil ? limits.handshake : limits.idle)
    }

    /// The roster has changed: a connection whose member is not served any more ends now. One whose
    /// answer is being made is judged again when it is there.
    private func review() {
        guard var gate else { return }
        do {
            _ = try gate.reader(around.authority.standing())
            self.gate = gate
        } catch {
            around.logger.info(
                "peer connection ended",
                metadata: ["peer": "\(gate.identity.member)", "keyword": "\(error.keyword)"])
            switch phase {
            case .working: break
            case .polling: wake()
            default: abort()
            }
        }
    }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (unwrapInboundIn(data), phase) {
        case (.head(let head), .idle):
            request += 1
            keepAlive = head.isKeepAlive
            clock?.set(limits.request)
            attempt(endingOnRefusal: true) { () throws(PeerProblem) in try begin(head) }
        case (.end, .asked(let head)):
            attempt { () throws(PeerProblem) in try start(head) }
        case (.body(var part), .receiving(var body)):
            phase = .receiving(ByteBuffer())
            guard body.readableBytes + part.readableBytes <= limits.bodyBytesMax else {
                return refuse(RequestFraming.tooLarge(limits.bodyBytesMax), ending: true)
            }
            body.writeBuffer(&part)
            phase = .receiving(body)
        case (.end, .receiving(let body)): ask(body)
        default: break
        }
    }

    /// What has to be refused before the body arrives is refused here, and ends the connection; all
    /// else waits for the end of the request.
    private func begin(_ head: HTTPRequestHead) throws(PeerProblem) {
        guard head.version == .http1_1 else {
            throw PeerProblem(
                status: 505, keyword: "http-version", detail: "Peers speak HTTP/1.1.")
        }
        let framing = try RequestFraming(head, bodyBytesMax: limits.bodyBytesMax)
        guard head.method == .POST else {
            guard !framing.hasBody else {
                throw PeerProblem(
                    status: 400, keyword: "body-unexpected",
                    detail: "A \(head.method) has no body here.")
            }
            phase = .asked(head)
            return
        }
        let (reader, standing) = try admit()
        let resource = try router.resource(head.method, head.uri)
        _ = try router.work(for: resource, reader, standing)
        phase = .receiving(ByteBuffer())
        if framing.expectsContinue {
            context?.writeAndFlush(
                wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))),
                promise: nil)
        }
    }

    private func start(_ head: HTTPRequestHead) throws(PeerProblem) {
        // Who is asking comes first: a stranger learns nothing about paths.
        let (reader, standing) = try admit()
        let resource = try router.resource(head.method, head.uri)
        switch try router.work(for: resource, reader, standing) {
        case .answer(let answer): write(answer)
        case .read(let read): perform(read, resource)
        case .poll(let after, let wait): poll(after: after, wait: wait, reader)
        case .ask: preconditionFailure("questions are posted, and other methods refused")
        }
    }

    private func admit() throws(PeerProblem) -> (PeerReader, RosterStanding) {
        let standing = around.authority.standing()
        guard gate != nil, let reader = try gate?.reader(standing) else {
            throw PeerProblem(
                status: 403, keyword: "no-certificate", detail: "The connection has no identity.")
        }
        guard place != nil else {
            throw PeerProblem(
                status: 429, keyword: "connection-limit",
                detail:
                    "A member may have \(limits.connectionsPerMemberMax) connections here; close some."
            )
        }
        return (reader, standing)
    }

    private func perform(
        _ read: @escaping @Sendable (any PeerPortSource) throws -> PeerAnswer?,
        _ resource: PeerResource
    ) {
        guard let context else { return }
        phase = .working(resource)
        let number = request
        let source = around.source
        around.threads.runIfActive(eventLoop: context.eventLoop) { try read(source) }
            .assumeIsolated().whenComplete { result in
                self.finish(number, result.mapError { $0 })
            }
    }

    private func ask(_ body: ByteBuffer) {
        guard let context, let asker = gate?.identity.member else { return }
        phase = .working(.questions)
        let number = request
        let questions = around.questions
        context.eventLoop.makeFutureWithTask {
            let answer = try await questions.answer(Array(body.readableBytesView), from: asker)
            return PeerAnswer(.bytes, .noStore, ByteBuffer(bytes: answer))
        }.map { Optional($0) }.assumeIsolated().whenComplete { self.finish(number, $0) }
    }

    /// The answer is there: whether this member may still have it is decided now.
    private func finish(_ number: UInt64, _ result: Result<PeerAnswer?, any Error>) {
        guard number == request, case .working(let resource) = phase else { return }
        do {
            let (reader, standing) = try admit()
            _ = try router.work(for: resource, reader, standing)
            guard let answer = try result.get() else { throw PeerProblem.notFound }
            write(answer)
        } catch let problem as PeerProblem {
            refuse(problem)
        } catch {
            around.logger.error(
                "peer request failed",
                metadata: ["path": "\(resource.path)", "error": "\(error)"])
            refuse(
                PeerProblem(
                    status: 500, keyword: "internal",
                    detail: "This node could not read its own store; its operator has the details."
                ))
        }
    }

    // MARK: The long poll

    private func poll(after token: String?, wait: Int, _ reader: PeerReader) {
        guard let context else { return }
        var waiter: FrontierBoard.Waiter?
        if wait > 0 {
            let here = NIOLoopBound(self, eventLoop: context.eventLoop)
            let loop = context.eventLoop
            let number = request
            waiter = FrontierBoard.Waiter(channels: reader.channels) {
                loop.execute { if here.value.request == number { here.value.wake() } }
            }
        }
        let reply = around.board.reply(
            after: token, channels: reader.channels, rosterVersion: reader.rosterVersion,
            waiter: waiter)
        switch reply {
        case .answer(let answer):
            write(PeerAnswer(.json, .noStore, ByteBuffer(bytes: answer.bytes)))
        case .parked(let ticket):
            // Woken without news, it waits on for what is left of its time.
            if case .polling = phase {} else { clock?.set(.seconds(wait)) }
            phase = .polling(after: token, ticket: ticket)
        }
    }

    /// Something has changed, or the roster has: the answer is composed for who may read now.
    private func wake(wait: Int = PeerResource.waitSecondsMax) {
        guard case .polling(let after, let ticket) = phase else { return }
        around.board.cancel(ticket)
        attempt { () throws(PeerProblem) in
            let (reader, standing) = try admit()
            _ = try router.work(for: .frontier(after: after, wait: 0), reader, standing)
            poll(after: after, wait: wait, reader)
        }
    }

    // MARK: Answers

    private func attempt(
        endingOnRefusal: Bool = false, _ step: () throws(PeerProblem) -> Void
    ) {
        do throws(PeerProblem) {
            try step()
        } catch {
            refuse(error, ending: endingOnRefusal)
        }
    }

    /// - Parameter ending: the rest of the request has not arrived and will not be waited for, so the
    ///   connection ends with the answer; so it does where the member is not served at all.
    private func refuse(_ problem: PeerProblem, ending: Bool = false) {
        if ending || problem.status == 403 || problem.status == 429 { keepAlive = false }
        write(PeerAnswer(problem))
    }

    private func write(_ answer: PeerAnswer) {
        guard let context else { return }
        let ending: PeerAnswer.Ending =
            keepAlive && !around.board.isDraining ? .keepAlive : .close
        phase = .flushing(ending)
        clock?.set(limits.request)
        let number = request
        let head = HTTPResponseHead(
            version: .http1_1, status: answer.status, headers: answer.headers(ending))
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        let flushed = context.eventLoop.makePromise(of: Void.self)
        flushed.futureResult.assumeIsolated().whenComplete { self.flushed(number, $0) }
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(answer.body))), promise: flushed)
    }

    private func flushed(_ number: UInt64, _ result: Result<Void, any Error>) {
        guard number == request, case .flushing(let ending) = phase, let context else { return }
        guard case .success = result else { return abort() }
        switch ending {
        case .keepAlive:
            phase = .idle
            clock?.set(limits.idle)
            // From here the next request may come, within this very call.
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        case .close:
            phase = .lingering
            clock?.set(limits.linger)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            context.close(mode: .output, promise: nil)
        }
    }

    // MARK: Time and errors

    private func expired() {
        switch phase {
        case .handshaking, .lingering, .flushing: abort()
        case .idle: context?.close(promise: nil)
        case .asked, .receiving:
            refuse(
                PeerProblem(
                    status: 408, keyword: "request-timeout",
                    detail: "The request was not complete within \(limits.request)."),
                ending: true)
        case .working:
            refuse(
                PeerProblem(
                    status: 503, keyword: "busy",
                    detail: "No answer was ready within \(limits.request); try again later."),
                ending: true)
        case .polling: wake(wait: 0)
        case .closed: break
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch (error, phase) {
        case (_, .lingering), (_, .closed): break
        case (let error as HTTPParserError, .idle), (let error as HTTPParserError, .asked),
            (let error as HTTPParserError, .receiving):
            request += 1
            refuse(RequestFraming.problem(error, limits), ending: true)
        default:
            around.logger.debug("peer connection failed", metadata: ["error": "\(error)"])
            abort()
        }
    }

    /// Closes the socket without a word of TLS, which a hostile peer could drag out.
    private func abort() {
        guard let pipeline = context?.pipeline.syncOperations else { return }
        phase = .lingering
        do {
            try pipeline.context(handlerType: NIOSSLServerHandler.self).close(promise: nil)
        } catch {
            context?.close(promise: nil)
        }
    }
}
