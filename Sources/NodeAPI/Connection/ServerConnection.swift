import Logging
import NIOCore
import NIOHTTP1
import NIOSSL
import NIOTLS
import Peering

/// One HTTP/1.1 connection over TLS, from the TCP handshake to the last byte: deadlines, framing,
/// writing. What is answered is the service's part.
///
/// It stands behind `HTTPServerPipelineHandler`, which holds back pipelined requests until the answer
/// before them has ended. An answer's end is passed on only when its body is in the socket, so that
/// a peer that sends and does not read costs one answer's memory, not many.
final class ServerConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private enum Phase {
        case handshaking
        case idle
        /// The head is there, the end is awaited.
        case receiving(HTTPRequestHead, ByteBuffer)
        /// The body is handed on as it comes; its answer is being made meanwhile.
        case streaming(StreamedBody)
        /// The answer is being made elsewhere.
        case working
        /// The service waits for news, for a time of its own.
        case parked
        case flushing(ServerAnswer.Ending)
        /// The last answer is out; whatever still arrives is dropped.
        case lingering
        case closed
    }

    let limits: ConnectionLimits
    private let service: any ConnectionService
    private let room: PendingConnections
    private let arrival: UInt64
    private let handshakeDeadline: NIODeadline
    private let logger: Logger
    /// In `room`, until the connection has a place.
    private var pending: UInt64?
    private var phase = Phase.handshaking
    /// Counts requests, so that a result that comes too late is known as such.
    private(set) var request: UInt64 = 0
    /// Whether an answer has begun before.
    private var hasAnswered = false
    /// Whether the connection can go on after the answer.
    private var keepAlive = true
    /// Of a long answer that is on its way.
    private var unread = 0
    /// Whoever reads the body has enough for now.
    private var isPaused = false
    private var clock: DeadlineTimer?
    private var context: ChannelHandlerContext?

    /// - Parameters:
    ///   - room: where it is until it has a place.
    ///   - arrival: its number among those that arrived.
    ///   - deadline: of the handshake.
    init(
        _ service: any ConnectionService, limits: ConnectionLimits, room: PendingConnections,
        arrival: UInt64, handshakeUntil deadline: NIODeadline, logger: Logger
    ) {
        self.service = service
        self.limits = limits
        self.room = room
        self.arrival = arrival
        handshakeDeadline = deadline
        self.logger = logger
    }

    var eventLoop: (any EventLoop)? { context?.eventLoop }
    var remoteAddress: SocketAddress? { context?.remoteAddress }

    /// Whether request `number` still waits for its answer, made elsewhere.
    func isWorking(_ number: UInt64) -> Bool {
        switch phase {
        case .working, .streaming: number == request
        default: false
        }
    }

    /// Whether a request's body is handed on as it comes.
    var isStreaming: Bool {
        if case .streaming = phase { return true }
        return false
    }

    // MARK: The connection

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        let loop = context.eventLoop
        let here = NIOLoopBound(self, eventLoop: loop)
        pending = room.enter(
            ClientAddress.network(context.remoteAddress), arrival: arrival
        ) {
            loop.execute { here.value.abort() }
        }
        clock = DeadlineTimer(on: loop) { [weak self] in self?.expired() }
        clock?.set(until: handshakeDeadline)
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
        if case .closed = phase { return }
        if case .streaming(let body) = phase { body.stream.breakOff() }
        phase = .closed
        clock?.cancel()
        leaveRoom()
        settle()
        service.closed()
    }

    private func leaveRoom() {
        if let pending { room.leave(pending) }
        pending = nil
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted = event, case .handshaking = phase {
            open(context)
        }
        context.fireUserInboundEventTriggered(event)
    }

    private func open(_ context: ChannelHandlerContext) {
        let certificate: NIOSSLCertificate?
        do {
            certificate = try context.pipeline.syncOperations.nioSSL_peerCertificate()
        } catch {
            logger.debug("no look at the peer certificate", metadata: ["error": "\(error)"])
            return abort()
        }
        switch service.opened(self, with: certificate) {
        case .placed:
            leaveRoom()
            clock?.set(limits.idle)
        case .refused: clock?.set(limits.handshake)
        case .ended: return abort()
        }
        phase = .idle
    }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (unwrapInboundIn(data), phase) {
        case (.head(let head), .idle):
            request += 1
            keepAlive = head.isKeepAlive
            clock?.set(limits.request)
            do throws(PeerProblem) {
                try begin(head)
            } catch {
                // The rest of the request has not arrived and will not be waited for.
                refuse(error, ending: true)
            }
        case (.body(var part), .receiving(let head, var body)):
            phase = .receiving(head, ByteBuffer())
            guard body.readableBytes + part.readableBytes <= limits.bodyBytesMax else {
                return refuse(RequestFraming.tooLarge(limits.bodyBytesMax), ending: true)
            }
            body.writeBuffer(&part)
            phase = .receiving(head, body)
        case (.end, .receiving(let head, let body)):
            phase = .working
            service.answer(head, body)
        case (.body(let part), .streaming(let body)): take(part, body)
        case (.end, .streaming(let body)):
            phase = .working
            clock?.set(limits.request)
            body.stream.end()
        default: break
        }
    }

    /// What has to be refused before the body arrives is refused here, and ends the connection; all
    /// else waits for the end of the request.
    private func begin(_ head: HTTPRequestHead) throws(PeerProblem) {
        guard head.version == .http1_1 else {
            throw PeerProblem(
                status: 505, keyword: "http-version", detail: "This port speaks HTTP/1.1.")
        }
        let streamedBytesMax = service.streamedBytesMax(head)
        let framing = try RequestFraming(
            head, bodyBytesMax: streamedBytesMax ?? limits.bodyBytesMax)
        let takesBody = try service.takesBody(head, hasBody: framing.hasBody)
        guard takesBody || !framing.hasBody else {
            throw PeerProblem(
                status: 400, keyword: "body-unexpected",
                detail: "A \(head.method) has no body here.")
        }
        phase = .receiving(head, ByteBuffer())
        if takesBody, framing.expectsContinue {
            context?.writeAndFlush(
                wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))),
                promise: nil)
        }
        if let streamedBytesMax { stream(head, bytesMax: streamedBytesMax) }
    }

    // MARK: Bodies that are handed on as they come

    private func stream(_ head: HTTPRequestHead, bytesMax: Int) {
        guard let context else { return }
        let here = NIOLoopBound(self, eventLoop: context.eventLoop)
        let (loop, number) = (context.eventLoop, request)
        let body = StreamedBody(
            stream: RequestStream(onRoom: { loop.execute { here.value.hasRoom(number) } }),
            bytesMax: bytesMax, bytesLeft: bytesMax, until: .now() + TimeAmount(limits.stream))
        phase = .streaming(body)
        service.answer(head, streaming: body.stream)
    }

    private func take(_ part: ByteBuffer, _ body: StreamedBody) {
        var body = body
        body.bytesLeft -= part.readableBytes
        guard body.bytesLeft >= 0 else {
            // Whoever reads it says what became of what came before. The rest is dropped.
            keepAlive = false
            phase = .working
            clock?.set(limits.request)
            return body.stream.breakOff(RequestFraming.tooLarge(body.bytesMax))
        }
        phase = .streaming(body)
        clock?.set(until: min(.now() + TimeAmount(limits.request), body.until))
        if !body.stream.offer(Array(part.readableBytesView)) { setReading(false) }
    }

    /// What was handed on is taken: the socket is read again.
    private func hasRoom(_ number: UInt64) {
        if number == request, isPaused { setReading(true) }
    }

    private func setReading(_ isReading: Bool) {
        isPaused = !isReading
        // Whoever cannot be told to wait is gone.
        do {
            try context?.channel.syncOptions?.setOption(.autoRead, value: isReading)
        } catch {
            abort()
        }
    }

    /// The service waits for news, for at most `duration`; nil where it went on waiting.
    func park(for duration: Duration?) {
        if let duration { clock?.set(duration) }
        phase = .parked
    }

    // MARK: Answers

    /// - Parameter ending: the connection ends with the answer.
    func refuse(_ problem: PeerProblem, ending: Bool = false) {
        if ending { keepAlive = false }
        put(service.form(problem))
    }

    func write(_ answer: ServerAnswer) {
        // Nobody would give back what is given to a connection that is gone.
        if case .closed = phase { return }
        settle()
        let byteCount = answer.isHeadOnly ? 0 : answer.body.readableBytes
        if byteCount > limits.pieceBytes {
            guard service.give(byteCount) else {
                return refuse(.unread(bytesMax: limits.unreadBytesPerMemberMax), ending: true)
            }
            unread = byteCount
        }
        put(answer)
    }

    private func put(_ answer: ServerAnswer) {
        guard let context else { return }
        if case .streaming(let body) = phase {
            // Answered before it was there, whole: the rest is dropped.
            keepAlive = false
            body.stream.breakOff()
        }
        if isPaused { setReading(true) }
        let ending: ServerAnswer.Ending = keepAlive && !service.isDraining ? .keepAlive : .close
        phase = .flushing(ending)
        clock?.set(limits.request)
        let number = request
        let flushed = context.eventLoop.makePromise(of: Void.self)
        flushed.futureResult.assumeIsolated().whenComplete { self.flushed(number, $0) }
        let head = wrapOutboundOut(.head(answer.head(ending)))
        guard !answer.isHeadOnly, answer.body.readableBytes > 0 else {
            return context.writeAndFlush(head, promise: flushed)
        }
        context.write(head, promise: nil)
        send(answer.body, of: number, flushed)
    }

    /// A piece at a time, each when the one before is in the socket.
    private func send(_ body: ByteBuffer, of number: UInt64, _ flushed: EventLoopPromise<Void>) {
        guard let context, number == request else { return flushed.fail(ChannelError.eof) }
        var rest = body
        let byteCount = hasAnswered ? limits.pieceBytes : limits.firstPieceBytes
        hasAnswered = true
        guard rest.readableBytes > byteCount, let piece = rest.readSlice(length: byteCount) else {
            return context.writeAndFlush(
                wrapOutboundOut(.body(.byteBuffer(rest))), promise: flushed)
        }
        let sent = context.eventLoop.makePromise(of: Void.self)
        sent.futureResult.assumeIsolated().whenComplete { result in
            switch result {
            case .success: self.send(rest, of: number, flushed)
            case .failure(let error): flushed.fail(error)
            }
        }
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(piece))), promise: sent)
    }

    private func settle() {
        if unread > 0 { service.taken(unread) }
        unread = 0
    }

    private func flushed(_ number: UInt64, _ result: Result<Void, any Error>) {
        guard number == request, case .flushing(let ending) = phase, let context else { return }
        guard case .success = result else { return abort() }
        settle()
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
        case .receiving, .streaming:
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
        case .parked: service.parkingEnded()
        case .closed: break
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch (error, phase) {
        case (_, .lingering), (_, .closed): break
        case (let error as HTTPParserError, .idle), (let error as HTTPParserError, .receiving):
            request += 1
            refuse(RequestFraming.problem(error, limits), ending: true)
        default:
            logger.debug("connection failed", metadata: ["error": "\(error)"])
            abort()
        }
    }

    /// Closes the socket without a word of TLS, which a hostile peer could drag out.
    func abort() {
        guard let pipeline = context?.pipeline.syncOperations else { return }
        if case .streaming(let body) = phase { body.stream.breakOff() }
        phase = .lingering
        do {
            try pipeline.context(handlerType: NIOSSLServerHandler.self).close(promise: nil)
        } catch {
            context?.close(promise: nil)
        }
    }
}
