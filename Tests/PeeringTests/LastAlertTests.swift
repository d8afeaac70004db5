import NIOCore
import NIOEmbedded
import NIOSSL
import Testing

@testable import Peering

@Suite struct LastAlertTests {
    @Test("what TLS says on a connection is kept with its time, and goes on to whoever listens")
    func kept() throws {
        let channel = EmbeddedChannel()
        defer { _ = try? channel.finish() }
        let context = try NIOSSLContext(configuration: .makeClientConfiguration())
        try channel.pipeline.syncOperations.addHandler(
            NIOSSLClientHandler(context: context, serverHostname: nil))
        let (alert, before) = (LastAlert(), ContinuousClock.now)
        try alert.watch(channel)
        #expect(alert.error(since: before) == nil)
        channel.pipeline.fireErrorCaught(ChannelError.ioOnClosedChannel)
        #expect(alert.error(since: before) == nil)
        channel.pipeline.fireErrorCaught(NIOSSLError.uncleanShutdown)
        #expect((alert.error(since: before) as? NIOSSLError) == .uncleanShutdown)
        #expect(alert.error(since: .now) == nil)
        #expect(throws: (any Error).self) { try channel.throwIfErrorCaught() }
    }
}
