import AllianceNames
import AllianceNode
import CRDT
import MergedView
import NodeAPI
import Replication
import Roster
import SQLiteStore
import Statements
import Testing
import TransparencyLog

@Suite("A fork between running nodes, over TLS", .serialized)
struct ForkSystemTests {
    private func report(
        _ names: [String], in channel: ChannelID, at node: OpenedNode
    ) async throws {
        try await node.report(
            try names.map { name in
                .assertIndicator(
                    IndicatorAssertion(
                        indicator: try Indicator(.domain, parsing: name), basis: .testBuy,
                        confidence: 80, tlp: .amber))
            }, to: channel)
    }

    private func root(of channel: ChannelID, at node: OpenedNode) throws -> StateRoot {
        try node.merger.catchUp()
        return try node.view.stateRoot(of: channel, scope: node.scope())
    }

    private func forkedMetric(_ node: OpenedNode, _ origin: LogOrigin) throws -> Double? {
        NodeMetrics(node).families().first { $0.name == "touchstone_log_forked" }?.samples
            .first { $0.labels.map(\.value) == [origin.description] }?.value
    }

    /// A fork proof from files alone, as `evidence verify` does it.
    private func verify(
        _ store: SQLiteLogStore, _ origin: LogOrigin, _ world: ForkWorld
    ) throws -> VerifiedForkProof {
        let record = try #require(
            try store.evidence(after: 0, limit: .max).map(\.record).first { $0.kind == .fork })
        let file = EvidenceFile(
            forkProof: record.text, rosters: try store.rosters().map(\.noteText))
        let read = try EvidenceFile(parsing: file.bytes)
        var chain = RosterChain(trusting: try world.authorityKeys, alliance: world.alliance)
        for note in read.rosters { _ = try chain.accept(SignedNote(parsing: note)) }
        let key = try #require(chain.newest?.logKey(for: origin))
        return try ForkProof(parsing: read.forkProof).verified(by: key)
    }

    @Test(
        "two honest nodes find it, a third without a seat learns of it, and the register ends it",
        .timeLimit(.minutes(30)))
    func found() async throws {
        let world = try await ForkWorld()
        let (alliance, luxury) = (ChannelID.alliance, ForkWorld.luxury)
        let brandLog = LogOrigin(
            alliance: world.alliance, channel: luxury, member: MemberID(unchecked: "brand"),
            epoch: Epoch(1))

        // What both histories have in common, in both channels; then the folder is doubled.
        let honest = try OpenedNode(world.home("brand"))
        try await report(["common.example"], in: alliance, at: honest)
        try await report((0..<300).map { "common\($0).example" }, in: luxury, at: honest)
        try honest.close()
        try world.copy("brand", to: "brand2")
        for (home, names) in [
            ("brand", ["to-north.example"]), ("brand2", ["to-south.example", "b.example"]),
        ] {
            let node = try OpenedNode(world.home(home))
            try await report(names, in: luxury, at: node)
            try node.close()
        }

        // North sees one history from its author, south the other.
        for (home, victim, size) in [("brand", "north", 301), ("brand2", "south", 302)] {
            let author = try await TwoNodes.Running(world.home(home))
            let node = try await TwoNodes.Running(world.home(victim))
            try await eventually {
                try node.opened.logs.state(of: brandLog)?.size == TreeSize(size)
            }
            await author.stop()
            await node.stop()
        }

        // The author is gone. North and south meet; the hub has no seat in the channel.
        let hub = try await TwoNodes.Running(world.home("hub"))
        let north = try await TwoNodes.Running(world.home("north"))
        let south = try await TwoNodes.Running(world.home("south"))
        let nodes = [hub, north, south].map(\.opened)
        try await report(["rival-report.example"], in: alliance, at: north.opened)
        try await eventually {
            try nodes.allSatisfy { try $0.logs.forkedLogs() == [brandLog] }
                && hub.opened.logs.evidence(after: 0, limit: 1).count == 1
        }
        #expect(try hub.opened.logs.state(of: brandLog) == nil, "nothing of the channel is there")
        for node in nodes {
            let proof = try verify(node.logs, brandLog, world)
            #expect(proof.proof.smaller.checkpoint.size == 301)
            #expect(proof.proof.larger.checkpoint.size == 302)
            #expect(try node.scope().suspended == [brandLog.member])
            #expect(try forkedMetric(node, brandLog) == 1)
        }
        let north1 = LogOrigin(
            alliance: world.alliance, channel: alliance, member: MemberID(unchecked: "north"),
            epoch: Epoch(1))
        try await eventually {
            try nodes.allSatisfy { try $0.logs.state(of: north1)?.size == 1 }
        }
        let roots = Set(try nodes.map { try root(of: alliance, at: $0).digest })
        #expect(roots.count == 1, "equal on every node, the hub among them")
        #expect(
            try root(of: luxury, at: north.opened) == root(of: luxury, at: south.opened),
            "equal whichever history was seen first")

        // The authority goes by south's record; north has to give up what it was shown.
        try world.newEpoch(
            of: "brand", in: world.home("brand2"), endingAsIn: south.opened.logs)
        try await eventually {
            try north.opened.logs.state(of: brandLog)?.isSettled == true
                && south.opened.logs.state(of: brandLog)?.isSettled == true
                && north.opened.logs.state(of: brandLog)?.size == 302
        }
        #expect(
            try north.opened.logs.droppedCheckpoints(of: brandLog).map(\.size) == [301])
        #expect(try south.opened.logs.droppedCheckpoints(of: brandLog).isEmpty)
        for node in nodes {
            #expect(try node.scope().suspended.isEmpty)
            #expect(try forkedMetric(node, brandLog) == 0)
        }

        // And the member goes on, with another key.
        let again = try await TwoNodes.Running(world.home("brand2"))
        try await report(["second-epoch.example"], in: luxury, at: again.opened)
        let second = LogOrigin(
            alliance: world.alliance, channel: luxury, member: brandLog.member, epoch: Epoch(2))
        try await eventually {
            try [north, south].allSatisfy {
                try $0.opened.logs.state(of: second)?.size == 1
            }
        }
        #expect(
            try root(of: luxury, at: north.opened) == root(of: luxury, at: south.opened))
        #expect(
            try root(of: luxury, at: north.opened) == root(of: luxury, at: again.opened))
        let shown = StatementDot(log: brandLog, index: 300)
        #expect(try north.opened.statement(at: shown) == south.opened.statement(at: shown))
        for node in [again, south, north, hub] { await node.stop() }
    }
}
