import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// A small HTTP proxy on this machine that knows CONNECT and nothing else, and remembers what it sees.
final class ConnectProxy: Sendable {
    struct Seen: Sendable {
        /// What a client sent before it was connected, whole.
        var heads: [String] = []
        /// What clients sent through it, connection after connection.
        var sent: [[UInt8]] = []
        var byteCount = 0
        var refused = 0
    }

    private let channel: any Channel
    private let seen: Log
    private let host: String

    var port: Int { channel.localAddress?.port ?? 0 }
    var url: String { url(user: nil) }
    var log: Seen { seen.state.withLock { $0 } }

    /// - Parameters:
    ///   - host: where it listens.
    ///   - hosts: where names lead that only this proxy knows.
    ///   - authorization: what a client has to show; nil for nothing.
    init(
        on host: String = "127.0.0.1", hosts: [String: String] = [:],
        authorization: String? = nil
    ) async throws {
        let seen = Log()
        self.seen = seen
        self.host = host
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.autoRead, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        Client(seen, hosts: hosts, authorization: authorization))
                }
            }
            .bind(host: host, port: 0).get()
    }

    /// - Parameter user: `name:password`.
    func url(user: String?) -> String {
        let place = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        return "http://\(user.map { "\($0)@" } ?? "")\(place)"
    }

    /// Whether this machine has an IPv6 loopback address.
    static var hasIPv6: Bool {
        get async {
            let channel = try? await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .bind(host: "::1", port: 0).get()
            try? await channel?.close()
            return channel != nil
        }
    }

    func close() async throws { try await channel.close() }

    final class Log: Sendable {
        let state = Mutex(Seen())
    }

    /// The side of whoever wants to be connected.
    private final class Client: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private enum Phase {
            case head(ByteBuffer)
            case connecting(ByteBuffer)
            case connected(any Channel)
            case refused
        }

        private let seen: Log
        private let hosts: [String: String]
        private let authorization: String?
        private var phase = Phase.head(ByteBuffer())
        private var number = 0

        init(_ seen: Log, hosts: [String: String], authorization: String?) {
            self.seen = seen
            self.hosts = hosts
            self.authorization = authorization
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            var bytes = unwrapInboundIn(data)
            switch phase {
            case .head(var head):
                head.writeBuffer(&bytes)
                let text = String(buffer: head)
                guard let end = text.range(of: "\r\n\r\n") else {
                    phase = .head(head)
                    return
                }
                // A client waits for the answer before it says more.
                connect(String(text[..<end.upperBound]), context)
            case .connecting(var early):
                early.writeBuffer(&bytes)
                phase = .connecting(early)
            case .connected(let peer):
                note(bytes)
                peer.writeAndFlush(bytes, promise: nil)
            case .refused: break
            }
        }

        private func connect(_ head: String, _ context: ChannelHandlerContext) {
            let words = head.split(separator: "\r\n")[0].split(separator: " ")
            number = seen.state.withLock { state in
                state.heads.append(head)
                state.sent.append([])
                return state.sent.count - 1
            }
            // Behind the last colon stands the port; a host with colons of its own stands in brackets.
            guard words.count == 3, words[0] == "CONNECT",
                let colon = words[1].lastIndex(of: ":"),
                let port = Int(words[1][words[1].index(after: colon)...])
            else { return refuse("405 Method Not Allowed", context) }
            let host = String(words[1][..<colon])
            guard !host.contains(":") || host.hasPrefix("[") && host.hasSuffix("]") else {
                return refuse("400 Bad Request", context)
            }
            if let authorization,
                !head.lowercased().contains(
                    "proxy-authorization: \(authorization)".lowercased())
            {
                return refuse("407 Proxy Authentication Required", context)
            }
            phase = .connecting(ByteBuffer())
            let client = context.channel
            let here = NIOLoopBound(self, eventLoop: context.eventLoop)
            ClientBootstrap(group: context.eventLoop)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(Server(client))
                    }
                }
                .connect(host: hosts[host] ?? host, port: port)
                .whenComplete { result in
                    switch result {
                    case .success(let server):
                        client.writeAndFlush(
                            ByteBuffer(string: "HTTP/1.1 200 Connection established\r\n\r\n"),
                            promise: nil)
                        here.value.phase = .connected(server)
                    case .failure:
                        client.writeAndFlush(
                            ByteBuffer(string: "HTTP/1.1 502 Bad Gateway\r\n\r\n")
                        ).whenComplete { _ in client.close(promise: nil) }
                    }
                }
        }

        private func refuse(_ status: String, _ context: ChannelHandlerContext) {
            phase = .refused
            seen.state.withLock { $0.refused += 1 }
            let channel = context.channel
            channel.writeAndFlush(
                ByteBuffer(string: "HTTP/1.1 \(status)\r\nContent-Length: 0\r\n\r\n")
            ).whenComplete { _ in channel.close(promise: nil) }
        }

        private func note(_ bytes: ByteBuffer) {
            seen.state.withLock { state in
                state.byteCount += bytes.readableBytes
                // Enough to look at.
                guard state.sent[number].count < 1 << 20 else { return }
                state.sent[number] += bytes.readableBytesView
            }
        }

        func channelInactive(context: ChannelHandlerContext) {
            if case .connected(let peer) = phase { peer.close(promise: nil) }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }

    /// The side of whom it is connected with.
    private final class Server: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let client: any Channel

        init(_ client: any Channel) { self.client = client }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            client.writeAndFlush(unwrapInboundIn(data), promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) { client.close(promise: nil) }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }
}
