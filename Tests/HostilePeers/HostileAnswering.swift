import NIOCore
import NIOHTTP1

/// One connection to a hostile peer.
final class HostileAnswering: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let peer: HostilePeer
    private var head: HTTPRequestHead?
    /// What is sent again and again.
    private var endless: ByteBuffer?
    private var sent = 0

    init(_ peer: HostilePeer) { self.peer = peer }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body: break
        case .end:
            guard let head else { return }
            switch peer.answer(head.uri) {
            case .status(let status):
                write(context, [], status: status, length: 0)
                end(context)
            case .bytes(let bytes, let pause) where pause > .zero:
                let here = NIOLoopBound((self, context), eventLoop: context.eventLoop)
                context.eventLoop.scheduleTask(in: pause) {
                    let (handler, context) = here.value
                    handler.send(context, bytes)
                }
            case .bytes(let bytes, _): send(context, bytes)
            }
        }
    }

    private func send(_ context: ChannelHandlerContext, _ answer: HostileBytes) {
        switch answer.ending {
        case .whole:
            write(context, answer.bytes, length: answer.bytes.count)
            end(context)
        case .cut:
            write(
                context, Array(answer.bytes.prefix(answer.bytes.count / 2)),
                length: answer.bytes.count)
            context.flush()
            context.close(promise: nil)
        case .endless:
            write(context, answer.bytes, length: nil)
            endless = ByteBuffer(bytes: answer.bytes)
            sent = answer.bytes.count
            context.flush()
            goOn(context)
        }
    }

    private func write(
        _ context: ChannelHandlerContext, _ bytes: [UInt8], status: Int = 200, length: Int?
    ) {
        var headers = HTTPHeaders()
        if let length { headers.add(name: "content-length", value: "\(length)") }
        let head = HTTPResponseHead(
            version: .http1_1, status: .init(statusCode: status), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        guard !bytes.isEmpty else { return }
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
    }

    private func end(_ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    /// A piece at a time, each a little after the one before is in the socket: a loop that always has
    /// something to do looks at no other.
    private func goOn(_ context: ChannelHandlerContext) {
        guard let endless else { return }
        sent += endless.readableBytes
        let here = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(endless)))).whenSuccess {
            here.eventLoop.scheduleTask(in: .milliseconds(1)) {
                let (handler, context) = here.value
                handler.goOn(context)
            }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if endless != nil { peer.took(endless: sent) }
        endless = nil
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
