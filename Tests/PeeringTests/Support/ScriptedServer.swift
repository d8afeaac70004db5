import Credentials
import NIOCore
import NIOPosix
import NIOSSL
import Peering
import Synchronization

/// A server on 127.0.0.1 that answers every request head with the same bytes, honest or not.
final class ScriptedServer: Sendable {
    private let channel: any Channel
    private let heads: Heads

    var port: Int { channel.localAddress?.port ?? 0 }
    /// The heads of the requests that came in.
    var requests: [String] { heads.list.withLock { $0 } }

    /// - Parameters:
    ///   - material: nil for a server that never speaks TLS.
    ///   - answer: nil closes the connection instead; empty never answers.
    init(_ material: TLSMaterial?, answering answer: [UInt8]?) async throws {
        let context = try material.map { material in
            var tls = TLSConfiguration.makeServerConfigurationWithMTLS(
                certificateChain: try material.certificateChain.map {
                    .certificate(try NIOSSLCertificate(bytes: $0, format: .der))
                },
                privateKey: .privateKey(
                    try NIOSSLPrivateKey(bytes: Array(material.privateKeyPEM.utf8), format: .pem)),
                trustRoots: .certificates(
                    try material.anchors.certificates.map {
                        try NIOSSLCertificate(bytes: $0.der, format: .der)
                    }))
            tls.minimumTLSVersion = .tlsv12
            return try NIOSSLContext(configuration: tls)
        }
        let heads = Heads()
        self.heads = heads
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let context {
                        try pipeline.addHandler(NIOSSLServerHandler(context: context))
                    }
                    try pipeline.addHandler(Answerer(answer, heads))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    func close() async throws { try await channel.close() }

    private final class Heads: Sendable {
        let list = Mutex<[String]>([])
    }

    private final class Answerer: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        private let answer: [UInt8]?
        private let heads: Heads
        private var buffer = ""

        init(_ answer: [UInt8]?, _ heads: Heads) {
            self.answer = answer
            self.heads = heads
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            buffer += String(buffer: unwrapInboundIn(data))
            guard buffer.contains("\r\n\r\n") else { return }
            heads.list.withLock { $0.append(buffer) }
            buffer = ""
            guard let answer else { return context.close(promise: nil) }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: answer)), promise: nil)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }
}
