import AllianceNames
import AllianceNode
import Credentials
import Foundation
import JSON
import Replication
import Roster
import SQLiteStore
import Testing
import TouchstoneCommands
import TransparencyLog

@Suite("An alarm of 'peer status'") struct StatusAlarmTests {
    /// The folder of a brand that has reported something, in an alliance with a hub that nobody runs.
    private func withBrand(
        _ body: (OpenedNode, _ authority: HomeFolder) async throws -> Void
    ) async throws {
        try await TemporaryFolder.with { folder in
            let shell = try Shell(folder: folder)
            let alliance = "--alliance alliance.example"
            for command in [
                "alliance init --home authority \(alliance)",
                "member init --home hub \(alliance) --member hub --name Hub --endpoint https://127.0.0.1:7001",
                "member init --home verel \(alliance) --member maison-verel --name Verel",
                "alliance admit --home authority hub/peers/hub.json --deliver hub",
                "alliance admit --home authority verel/peers/maison-verel.json --deliver verel",
                "indicator add domain one.example --home verel",
            ] {
                let output = try await shell.run("touchstone \(command)")
                try #require(output.last?.hasPrefix("[exit") == false, "\(output)")
            }
            let node = try OpenedNode(HomeFolder(folder.appending(path: "verel").path()))
            try await body(node, HomeFolder(folder.appending(path: "authority").path()))
            try node.close()
        }
    }

    @Test(
        "names who shows another history of an own log, in words and in JSON, until it is set aside"
    )
    func contradicted() async throws {
        try await withBrand { node, _ async throws in
            let origin = node.writer.origin(in: .alliance)
            #expect(try StatusAlarm.stopping(node) == [])
            let other = try SignedCheckpoint(
                signing: Checkpoint(
                    origin: origin.description, size: 1, root: MerkleHash.leaf([7])),
                by: node.keys.logSigner(for: origin)
            ).description
            let peers = InMemoryPeers(sleep: { _ in try? await Task.sleep(for: .seconds(600)) })
            peers.connect(MemberID(unchecked: "hub")) { (_, _) throws(PeerError) in
                Array(other.utf8)
            }
            let answered = try await OwnLogComparison(
                member: node.member, store: node.logs,
                transport: peers.transport(of: node.member), clock: node.clock
            ).run(origin, in: node.roster)
            #expect(answered == 1)
            let alarms = try StatusAlarm.stopping(node)
            let alarm = try #require(alarms.first)
            #expect(alarms.count == 1)
            #expect(alarm.text.hasPrefix("hub contradicts \(origin): nothing is signed"))
            let json = String(decoding: try JSONEncoder().encode(alarm), as: UTF8.self)
            guard case .object(let object) = try JSONValue(parsing: json) else {
                Issue.record("no object: \(json)")
                return
            }
            #expect(object["keyword"] == .string("own-log-contradicted"))
            #expect(object["member"] == .string("hub"))
            #expect(object["origin"] == .string(origin.description))
            #expect(object["since"] != nil)
            try node.logs.setAside(claimsAbout: origin)
            #expect(try StatusAlarm.stopping(node) == [])
        }
    }

    @Test("is there of two registers where they stop this node, and not else")
    func registerForked() async throws {
        try await withBrand { node, authority async throws in
            let signer = try authority.certs.authoritySigner(of: node.alliance)
            let trunk = node.roster
            func next(_ seconds: UInt64) throws -> SignedNote {
                let issued = UTCTimestamp(
                    millisecondsSince1970: trunk.roster.issuedAt.millisecondsSince1970
                        + seconds * 1_000)
                return try RosterDraft(
                    after: trunk, issuedAt: issued, expiresAt: trunk.roster.expiresAt
                ).signed(by: [signer])
            }
            try node.register.accept(next(1))
            #expect(try StatusAlarm.stopping(node) == [])
            try node.register.accept(next(2))
            let alarms = try StatusAlarm.stopping(node)
            #expect(alarms.map(\.keyword) == ["register-forked"])
            #expect(
                alarms.first?.text.hasPrefix(
                    "the authority signed two rosters as version \(node.roster.version): ") == true)
        }
    }

    @Test("tells what keeps a witness from cosigning a log, and that its record was put back")
    func witness() async throws {
        try await withBrand { node, _ async throws in
            #expect(try StatusAlarm.ofWitness(node) == [])
            let origin = try LogOrigin(parsing: "\(node.alliance)/alliance/hub/e1")
            let state = WitnessState(size: 9, root: MerkleHash.leaf([]))
            try node.witnessMarks.raise([origin: WitnessRecord(state: state, noteText: "note")])
            #expect(try node.witnessRecords.catchUp(at: node.clock.now()) == [origin])
            #expect(try StatusAlarm.ofWitness(node).map(\.keyword) == ["witness-put-back"])
            _ = try node.logs.advanceWitness(of: origin, note: "") { _ in
                WitnessState(size: 9, root: MerkleHash.leaf([1]))
            }
            // By who looks anew, as the command does.
            let later = try OpenedNode(node.home)
            let alarms = try StatusAlarm.ofWitness(later)
            #expect(alarms.map(\.keyword) == ["witness-record-contradicts", "witness-put-back"])
            #expect(alarms.first?.origin == origin.description)
            #expect(alarms.first?.member == "maison-verel")
            try later.close()
        }
    }
}
