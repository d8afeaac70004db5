import NIOCore

/// The only handler of a connection until its first TLS record is there. TLS and HTTP together take
/// tens of KiB, which nobody gets for a TCP handshake: a silent or dripping connection costs its
/// channel, this handler and what it has sent.
final class Doorway: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let room: PendingConnections
    private let limits: ConnectionLimits
    /// Of the whole handshake; nil before its first byte.
    private var deadline: NIODeadline?
    /// Adds the handlers that take it from here, until the deadline of the handshake, with its number in `room`.
    private let open: (any Channel, NIODeadline, UInt64) throws -> Void
    private var received: ByteBuffer?
    private var number: UInt64?
    private var clock: DeadlineTimer?
    private var context: ChannelHandlerContext?

    init(
        in room: PendingConnections, _ limits: ConnectionLimits,
        open: @escaping (any Channel, NIODeadline, UInt64) throws -> Void
    ) {
        self.room = room
        self.limits = limits
        self.open = open
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        let loop = context.eventLoop
        let here = NIOLoopBound(self, eventLoop: loop)
        number = room.enter(ClientAddress.network(context.remoteAddress)) {
            loop.execute { here.value.end() }
        }
        clock = DeadlineTimer(on: loop) { [weak self] in self?.end() }
        clock?.set(limits.silence)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        leave()
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var part = unwrapInboundIn(data)
        let isFirst = received == nil
        let deadline = deadline ?? context.eventLoop.now + TimeAmount(limits.handshake)
        self.deadline = deadline
        received?.writeBuffer(&part)
        let bytes = received ?? part
        switch FirstRecord(bytes) {
        case .partial:
            received = bytes
            if isFirst { clock?.set(until: deadline) }
        case .other: end()
        case .whole:
            guard let number else { return }
            received = nil
            leave()
            do {
                try open(context.channel, deadline, number)
            } catch {
                return end()
            }
            context.fireChannelRead(wrapInboundOut(bytes))
            context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // The port closes, and nothing is under way here.
        if event is ChannelShouldQuiesceEvent { return end() }
        context.fireUserInboundEventTriggered(event)
    }

    private func leave() {
        clock?.cancel()
        if let number { room.leave(number) }
        number = nil
    }

    private func end() { context?.close(promise: nil) }
}

/// What the first bytes of a connection are (RFC 8446, section 5.1).
enum FirstRecord {
    /// Its header, or its body, is not all there.
    case partial
    /// A record of a handshake, which a ClientHello comes in.
    case whole
    /// No TLS, or none that a server is begun with.
    case other

    static let headerBytes = 5
    static let bodyBytesMax = 1 << 14
    private static let handshake: UInt8 = 22
    private static let majorVersion: UInt8 = 3

    init(_ bytes: ByteBuffer) {
        let header = bytes.readableBytesView.prefix(Self.headerBytes)
        let expected = [Self.handshake, Self.majorVersion]
        guard zip(header, expected).allSatisfy({ $0 == $1 }) else {
            self = .other
            return
        }
        guard header.count == Self.headerBytes else {
            self = .partial
            return
        }
        let length = header.suffix(2).reduce(0) { $0 << 8 | Int($1) }
        guard (1...Self.bodyBytesMax).contains(length) else {
            self = .other
            return
        }
        self = bytes.readableBytes < Self.headerBytes + length ? .partial : .whole
    }
}
