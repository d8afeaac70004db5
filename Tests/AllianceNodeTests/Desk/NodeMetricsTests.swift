import AllianceNames
import AllianceNode
import NodeAPI
import Replication
import Roster
import SQLiteStore
import Statements
import Testing
import TransparencyLog

@Suite struct NodeMetricsTests {
    private func value(
        _ name: String, _ labels: [String] = [], of node: OpenedNode
    ) throws -> Double? {
        try NodeMetrics(node).families().first { $0.name == name }?.samples
            .first { $0.labels.map(\.value) == labels }?.value
    }

    @Test("tells what is held, whom the node reaches, who keeps back, and when what expires")
    func values() async throws {
        let alliance = try await ErasureAlliance(["brand", "hub"])
        let node = try OpenedNode(alliance.home("brand"))
        _ = try await node.report(
            [ErasureWorld.person("someone"), ErasureWorld.person("another")], to: .alliance)
        let own = node.writer.origin(in: .alliance)
        let hub = MemberID(unchecked: "hub")
        let state = try #require(try node.logs.state(of: own))
        #expect(try value("touchstone_log_entries", [own.description], of: node) == 2)
        #expect(try value("touchstone_view_entries", of: node) == 2)
        #expect(try value("touchstone_roster_version", of: node) == 1)
        let expiry = Double(node.roster.roster.expiresAt.secondsSince1970)
        #expect(
            try value("touchstone_roster_expiry_timestamp_seconds", of: node) == expiry)
        #expect(try value("touchstone_evidence_held", of: node) == 0)

        var status = PeerStatus(peer: hub)
        status.lastSuccessAt = 1_795_659_503_500
        status.entriesBehind = 7
        try node.logs.record(status)
        #expect(
            try value("touchstone_peer_success_timestamp_seconds", ["hub"], of: node)
                == 1_795_659_503.5)
        #expect(try value("touchstone_peer_entries_behind", ["hub"], of: node) == 7)

        var finding = Withholding(
            origin: own, peer: hub, shownSize: 1, checkpoint: try #require(state.served),
            shownBy: node.member, since: 1, foundAt: 2)
        try node.logs.record(finding)
        let names = ["hub", own.description]
        #expect(try value("touchstone_withholding", names, of: node) == 1)
        finding.endedAt = 3
        try node.logs.record(finding)
        #expect(try value("touchstone_withholding", names, of: node) == 0)
        try node.close()
    }

    @Test("a log of which nothing was heard for too long is stale")
    func stale() async throws {
        let alliance = try await ErasureAlliance(["brand", "hub"])
        let node = try OpenedNode(alliance.home("brand"))
        let log = try LogOrigin(parsing: "erasure.example/alliance/hub/e1")
        #expect(try value("touchstone_log_stale", [log.description], of: node) == 0)
        let hub = try OpenedNode(alliance.home("hub"))
        _ = try await hub.report([ErasureWorld.person("someone")], to: .alliance)
        let record = try #require(try hub.logs.state(of: log)?.served)
        try hub.close()
        try node.logs.record([
            SeenCheckpoint(origin: log, peer: hub.member, record: record, seenAt: 1_000)
        ])
        #expect(try value("touchstone_log_stale", [log.description], of: node) == 1)
        #expect(
            try value("touchstone_log_heard_timestamp_seconds", [log.description], of: node) == 1)
        try node.close()
    }
}
