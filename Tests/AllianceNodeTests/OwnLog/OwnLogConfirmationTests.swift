import AllianceNames
import AllianceNode
import Credentials
import Foundation
import Peering
import Replication
import Synchronization
import Testing

@Suite struct OwnLogConfirmationTests {
    @Test("an answer that came before the machine was put back confirms nothing; the next one does")
    func putBackMeanwhile() async throws {
        let alliance = try await ErasureAlliance(["brand", "hub"])
        let home = alliance.home("brand")
        try SigningMemory.forget(fenceAt: home.certs.logFence)
        let node = try OpenedNode(home)
        let origin = node.writer.origin(in: .alliance)
        let startedAt = Mutex<Int64>(1_790_000_000_000)
        let isPutBack = Mutex(true)
        let peers = InMemoryPeers(sleep: { _ in try? await Task.sleep(for: .seconds(600)) })
        peers.connect(MemberID(unchecked: "hub")) { (_, _) throws(PeerError) in
            // Its clock is set once it runs again.
            if isPutBack.withLock({ $0 }) { startedAt.withLock { $0 += 60_000 } }
            throw .refused(status: 404, detail: "none")
        }
        let confirmation = OwnLogConfirmation(
            node, transport: peers.transport(of: node.member),
            clocks: MachineClocks { startedAt.withLock { $0 } })
        func isConfirmed() async throws -> Bool {
            try await node.writer.withLog { try $0.isConfirmed(origin) }
        }
        #expect(try await confirmation.run([origin]) == [origin])
        #expect(try await !isConfirmed())
        isPutBack.withLock { $0 = false }
        #expect(try await confirmation.run([origin]) == [])
        #expect(try await isConfirmed())
        try node.close()
    }
}
