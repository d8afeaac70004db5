import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// A web server on 127.0.0.1 with a certificate of its own, made by `openssl`, that answers as it is told and keeps
/// what it gets.
final class HTTPSReceiver: Sendable {
    struct Received: Sendable {
        let method: HTTPMethod
        let path: String
        let headers: HTTPHeaders
        let body: [UInt8]
    }

    /// An answer with a body.
    struct Reply: Sendable {
        var status = HTTPResponseStatus.ok
        var body: [UInt8] = []
    }

    private struct State {
        var received: [Received] = []
        var answers: [HTTPResponseStatus]
    }

    let port: Int
    let certificatePEM: String
    private let channel: any Channel
    private let state: State_

    private final class State_: Sendable {
        let value: Mutex<State>
        init(_ answers: [HTTPResponseStatus]) { value = Mutex(State(answers: answers)) }
    }

    /// - Parameters:
    ///   - answers: in order; 204 when they are used up.
    ///   - isEndless: whether the body of each answer begins and never ends.
    ///   - replying: answers what `answers` has nothing for.
    init(
        answers: [HTTPResponseStatus], isEndless: Bool = false,
        replying: (@Sendable (Received) -> Reply)? = nil
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (key, certificate) = (
            folder.appending(path: "key.pem").path(), folder.appending(path: "cert.pem").path()
        )
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=receiver", "-addext",
            "subjectAltName=IP:127.0.0.1",
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        certificatePEM = try String(contentsOfFile: certificate, encoding: .utf8)
        let tls = try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: NIOSSLCertificate.fromPEMFile(certificate).map {
                    .certificate($0)
                }, privateKey: .privateKey(NIOSSLPrivateKey(file: key, format: .pem))))
        let state = State_(answers)
        self.state = state
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(NIOSSLServerHandler(context: tls))
                    try pipeline.configureHTTPServerPipeline()
                    try pipeline.addHandler(
                        Handler(isEndless: isEndless) { received in
                            state.value.withLock { state in
                                state.received.append(received)
                                if !state.answers.isEmpty {
                                    return Reply(status: state.answers.removeFirst())
                                }
                                return replying?(received) ?? Reply(status: .noContent)
                            }
                        })
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
    }

    var received: [Received] { state.value.withLock { $0.received } }

    func close() async throws { try await channel.close() }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let take: @Sendable (Received) -> Reply
        private let isEndless: Bool
        private var head: HTTPRequestHead?
        private var body: [UInt8] = []

        init(
            isEndless: Bool, _ take: @escaping @Sendable (Received) -> Reply
        ) {
            self.isEndless = isEndless
            self.take = take
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head): (self.head, body) = (head, [])
            case .body(let part): body += Array(part.readableBytesView)
            case .end:
                guard let head else { return }
                let reply = take(
                    Received(
                        method: head.method, path: head.uri, headers: head.headers, body: body))
                let status = reply.status
                var headers: HTTPHeaders =
                    isEndless
                    ? ["transfer-encoding": "chunked"]
                    : ["content-length": "\(reply.body.count)"]
                if status == .found { headers.add(name: "location", value: "/elsewhere") }
                let answer = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
                context.write(wrapOutboundOut(.head(answer)), promise: nil)
                if isEndless {
                    let part = IOData.byteBuffer(ByteBuffer(string: "and so on"))
                    context.writeAndFlush(wrapOutboundOut(.body(part)), promise: nil)
                    return
                }
                if !reply.body.isEmpty {
                    let part = IOData.byteBuffer(ByteBuffer(bytes: reply.body))
                    context.write(wrapOutboundOut(.body(part)), promise: nil)
                }
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }
    }
}
