import AllianceNames
import AllianceNode
import NodeAPI
import Replication
import Roster
import SQLiteStore
import Testing

@Suite struct NodeReadinessTests {
    private func keywords(_ node: OpenedNode) -> [String] {
        NodeReadiness(node).obstacles().map(\.keyword)
    }

    private func heard(
        _ node: OpenedNode, entriesBehind: UInt64 = 0, at time: UInt64? = nil
    ) throws {
        var status = PeerStatus(peer: MemberID(unchecked: "hub"))
        status.lastSuccessAt = time ?? node.clock.now()
        status.entriesBehind = entriesBehind
        try node.logs.record(status)
    }

    @Test("a node is ready once it has heard of the others and holds what they have shown")
    func caughtUp() async throws {
        let alliance = try await ErasureAlliance(["brand", "hub"])
        let node = try OpenedNode(alliance.home("brand"))
        #expect(keywords(node) == ["no-peer-heard"])
        try heard(node)
        #expect(keywords(node) == [])
        try heard(node, entriesBehind: NodeReadiness.entriesBehindMax)
        #expect(keywords(node) == [], "a busy alliance is always a few behind")
        try heard(node, entriesBehind: NodeReadiness.entriesBehindMax + 1)
        #expect(keywords(node) == ["entries-to-come"])
        let limit = node.roster.roster.stalenessSeconds * 1_000
        try heard(node, at: node.clock.now() - limit - 60_000)
        #expect(keywords(node) == ["no-peer-heard"])
        try node.close()
    }

    @Test("a member that nobody can be called by is not waited for")
    func alone() async throws {
        let alliance = try await ErasureAlliance(["brand"])
        let node = try OpenedNode(alliance.home("brand"))
        #expect(keywords(node) == [])
        try node.close()
    }

    @Test("a register or certificate that has run out is in the way")
    func expired() async throws {
        let alliance = try await ErasureAlliance(["brand"])
        let now = WallClock.system.now()
        let node = try OpenedNode(
            alliance.home("brand"), clock: WallClock { now + 1_000 * 86_400_000 })
        #expect(keywords(node) == ["register-expired", "certificate-expired"])
        try node.close()
    }

    @Test("a record that cannot be read is in the way")
    func unreadable() async throws {
        let alliance = try await ErasureAlliance(["brand"])
        let node = try OpenedNode(alliance.home("brand"))
        try node.close()
        #expect(keywords(node) == ["record-unreadable"])
    }
}
