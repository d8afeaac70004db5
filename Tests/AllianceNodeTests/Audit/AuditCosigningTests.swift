import AllianceNames
import AllianceNode
import AuditTrail
import Credentials
import Crypto
import Foundation
import NodeAPI
import Peering
import Replication
import Roster
import SQLiteStore
import TestAlliance
import Testing
import TransparencyLog

/// An audit log at a witness of another member.
@Suite(.timeLimit(.minutes(30))) struct AuditCosigningTests {
    // MARK: The witness

    private static func auditSigner(
        of name: String, in alliance: AllianceID, key: Curve25519.Signing.PrivateKey = .init()
    ) throws -> NoteSigner {
        let origin = LogOrigin.audit(
            of: MemberID(unchecked: name), in: alliance,
            publicKey: Array(key.publicKey.rawRepresentation))
        return try NoteSigner(name: origin.description, privateKey: key)
    }

    private static func status(
        _ witness: StoredWitness, _ log: LeafLog, from: Int, to: Int, vouchedBy: NoteSigner?
    ) throws -> Int {
        let plain = try AddCheckpointRequest(parsing: log.request(from: from, to: to))
        var checkpoint = plain.checkpoint
        if let vouchedBy {
            checkpoint.add(vouchedBy.sign(text: checkpoint.note.text, timestamp: 5))
        }
        let request = AddCheckpointRequest(
            oldSize: plain.oldSize, path: plain.path, checkpoint: checkpoint)
        do {
            return switch try witness.addCheckpoint(Array(request.description.utf8)) {
            case .cosigned: 200
            case .conflict: 409
            }
        } catch let problem as PeerProblem {
            return problem.status
        }
    }

    @Test("a witness takes an audit log of a member that vouches for it, and judges it as any log")
    func judged() throws {
        let world = try WitnessWorld()
        let witness = try world.witness()
        let signer = try Self.auditSigner(of: "author", in: world.alliance)
        let (log, fork) = (LeafLog(signer, entries: 20), LeafLog(signer, entries: 20, branch: 1))
        let author = try world.cosigner("author")
        func status(
            _ log: LeafLog, _ from: Int, _ to: Int, by voucher: NoteSigner?
        ) throws -> Int {
            try Self.status(witness, log, from: from, to: to, vouchedBy: voucher)
        }
        // Nobody vouches, and somebody else does.
        #expect(try status(log, 0, 7, by: nil) == 403)
        #expect(try status(log, 0, 7, by: world.cosigner("w2")) == 403)
        #expect(try status(log, 0, 7, by: author) == 200)
        #expect(try status(log, 7, 20, by: nil) == 403)
        #expect(try status(fork, 7, 20, by: author) == 422)
        #expect(try status(fork, 7, 7, by: author) == 422)
        #expect(try status(log, 3, 20, by: author) == 409)
        #expect(try status(log, 7, 20, by: author) == 200)
        // Signed with another key than stands in the name.
        let other = try NoteSigner(
            name: signer.name, privateKey: Curve25519.Signing.PrivateKey())
        #expect(try status(LeafLog(other, entries: 30), 20, 30, by: author) == 403)
    }

    @Test("a witness takes none of its own, of strangers, or of another alliance")
    func foreign() throws {
        let world = try WitnessWorld()
        let witness = try world.witness()
        for (name, alliance) in [("w1", "demo"), ("nobody", "demo"), ("author", "other")] {
            let signer = try Self.auditSigner(of: name, in: AllianceID(unchecked: alliance))
            let voucher = try world.cosigner(name == "nobody" ? "author" : name)
            #expect(
                try Self.status(
                    witness, LeafLog(signer, entries: 3), from: 0, to: 3, vouchedBy: voucher)
                    == 404, "\(name) of \(alliance)")
        }
    }

    @Test("one member cannot fill a witness with audit logs")
    func bounded() throws {
        let world = try WitnessWorld()
        let store = InMemoryLogStore()
        let witness = try world.witness(store: store)
        var logs: [LeafLog] = []
        for _ in 0...Cosigner.auditLogsMax {
            logs.append(
                LeafLog(try Self.auditSigner(of: "author", in: world.alliance), entries: 3))
        }
        let author = try world.cosigner("author")
        let statuses = try logs.map {
            try Self.status(witness, $0, from: 0, to: 2, vouchedBy: author)
        }
        #expect(statuses.dropLast().allSatisfy { $0 == 200 })
        #expect(statuses.last == 403)
        #expect(
            try store.auditLogsWitnessed(of: MemberID(unchecked: "author")) == Cosigner.auditLogsMax
        )
        // Those that are there go on, and so do other members'.
        #expect(try Self.status(witness, logs[0], from: 2, to: 3, vouchedBy: author) == 200)
        let others = LeafLog(try Self.auditSigner(of: "w2", in: world.alliance), entries: 3)
        #expect(
            try Self.status(witness, others, from: 0, to: 3, vouchedBy: world.cosigner("w2")) == 200
        )
    }

    // MARK: The node

    /// Carries requests to a witness in this process.
    private struct Wire: WitnessTransport, PeerTransport {
        let witness: StoredWitness

        func addCheckpoint(
            _ body: [UInt8], to member: MemberID, deadline: Duration
        ) async throws(PeerError) -> WitnessReply {
            try witness.reply(to: body)
        }

        func fetch(
            _ resource: PeerResource, from peer: MemberID, deadline: Duration
        ) async throws(PeerError) -> [UInt8] {
            throw .refused(status: 404, detail: "none")
        }

        func ask(
            _ question: [UInt8], of peer: MemberID, deadline: Duration
        ) async throws(PeerError) -> [UInt8] {
            throw .unreachable("no questions here")
        }
    }

    private static var quick: WitnessSubmission.Limits {
        var limits = WitnessSubmission.Limits()
        limits.gap = .zero
        limits.interval = .milliseconds(10)
        return limits
    }

    /// Runs what brings the log to the witness until that is so.
    private static func cosign(
        _ node: OpenedNode, _ log: AuditLog, at witness: StoredWitness,
        until isDone: () throws -> Bool
    ) async throws {
        let cosigning = AuditCosigning(
            log, voucher: node.cosigners, transport: Wire(witness: witness),
            register: node.register, clock: node.clock, limits: quick,
            logger: WitnessWorld.quiet)
        let running = Task { try await cosigning.run() }
        while try !isDone() { try await Task.sleep(for: .milliseconds(10)) }
        running.cancel()
        try await running.value
    }

    /// Two members, the other of whom is a witness.
    private static func witnessed() async throws -> ErasureAlliance {
        let alliance = try await ErasureAlliance(["own", "other"])
        try alliance.publish { try $0.makeWitness(MemberID(unchecked: "other")) }
        for name in ["own", "other"] {
            try alliance.home(name).peers.write(roster: alliance.authority.peers.readRoster())
        }
        return alliance
    }

    @Test(
        "a node's audit log is cosigned by another member, and putting all of it back is found out")
    func rolledBack() async throws {
        let alliance = try await Self.witnessed()
        let node = try OpenedNode(alliance.home("own"))
        let other = try OpenedNode(alliance.home("other"))
        let witness = other.witness(logger: WitnessWorld.quiet)
        let log = try node.auditLog()
        try await log.append((0..<10).map { try AuditLogTests.anna("q\($0)") })
        #expect(try AuditLogTests.verify(node, log).cosigned == nil)
        try await Self.cosign(node, log, at: witness) {
            try AuditLogTests.verify(node, log).cosigned?.size == 11
        }
        let report = try AuditLogTests.verify(node, log)
        #expect(report.findings == [])
        #expect(report.cosigned?.by == ["erasure.example/cosigner/other"])
        // The other member holds nothing of it but size and root, and serves it to nobody.
        #expect(try other.logs.states().isEmpty)
        try log.close()

        let home = node.home
        let files = [
            home.auditDatabase, home.certs.auditKey, home.certs.auditFence,
        ]
        for file in files {
            try FileManager.default.copyItem(atPath: file, toPath: file + ".old")
        }
        let grown = try node.auditLog()
        try await grown.append((0..<3).map { try AuditLogTests.anna("to be hidden \($0)") })
        try await Self.cosign(node, grown, at: witness) {
            try AuditLogTests.verify(node, grown).cosigned?.size == 14
        }
        try grown.close()
        // All is put back, and the machine has started anew: here nothing shows that it was.
        for file in files {
            try FileManager.default.removeItem(atPath: file)
            try FileManager.default.moveItem(atPath: file + ".old", toPath: file)
        }
        try SigningMemory.forget(fenceAt: home.certs.auditFence)
        let back = try node.auditLog()
        #expect(try AuditLogTests.verify(node, back).findings == [])
        // With the next record it is brought to the witness, who knows better.
        try await back.append([AuditLogTests.anna("after")])
        try await Self.cosign(node, back, at: witness) {
            try !back.store.ownLogClaims().isEmpty
        }
        let accuser = MemberID(unchecked: "other")
        #expect(
            try AuditLogTests.verify(node, back).findings
                == [.claimed(by: accuser, .ahead, size: 14)])
        // It is told, and closes no desk; once it has grown as far, it is another history for good.
        try await back.append((0..<5).map { try AuditLogTests.anna("on \($0)") })
        try await Self.cosign(node, back, at: witness) {
            try back.store.ownLogClaims().count == 2
        }
        #expect(
            try AuditLogTests.verify(node, back).findings.map(\.keyword) == ["claimed", "claimed"])
        try back.close()
        try node.close()
        try other.close()
    }

    @Test("an audit log is brought to a witness by a node without a desk port too")
    func withoutDesk() async throws {
        let alliance = try TwoNodes(ports: LoopbackPorts.take(2), witness: "customs")
        // As a command does that lets a person in before there is a desk.
        let node = try OpenedNode(alliance.brand)
        let log = try node.auditLog()
        try await log.append([AuditLogTests.anna("first")])
        let customs = try await TwoNodes.Running(alliance.customs)
        let brand = try await TwoNodes.Running(alliance.brand)
        #expect(brand.desk == nil)
        while try AuditLogTests.verify(node, log).cosigned?.size != 2 {
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(
            try AuditLogTests.verify(node, log).cosigned?.by == ["two.example/cosigner/customs"])
        await brand.stop()
        await customs.stop()
        try log.close()
        try node.close()
    }

    @Test("since when something waits to be cosigned is told, where nobody has ever cosigned too")
    func waiting() async throws {
        let alliance = try await Self.witnessed()
        let node = try OpenedNode(alliance.home("own"))
        let other = try OpenedNode(alliance.home("other"))
        let recorder = node.auditRecorder(logger: WitnessWorld.quiet)
        let log = try #require(recorder.log)
        func figures() -> [String: Double] {
            Dictionary(
                uniqueKeysWithValues: NodeMetrics(node, audit: recorder).families()
                    .filter { $0.name.hasPrefix("touchstone_audit") }
                    .compactMap { family in family.samples.first.map { (family.name, $0.value) } })
        }
        func written(_ index: UInt64) throws -> Double {
            Double(try #require(try log.reading.lines(from: index, limit: 1).first).at) / 1_000
        }
        let since = "touchstone_audit_unconfirmed_since_timestamp_seconds"
        let cosigned = "touchstone_audit_cosigned_timestamp_seconds"

        // Nobody has ever cosigned: what the alarm asks for is there, and is of the first entry.
        try await log.append([AuditLogTests.anna("first"), AuditLogTests.anna("second")])
        let new = figures()
        #expect(try new[since] == written(0))
        #expect(new[cosigned] == nil)
        let alarm = try Self.expression(of: "TouchstoneAuditNotCosigned")
        let asked = alarm.matches(of: /touchstone_[a-z_]+/).map { String($0.output) }
        #expect(!asked.isEmpty)
        for name in asked { #expect(new[name] != nil, "no new node gives \(name)") }

        try await Self.cosign(node, log, at: other.witness(logger: WitnessWorld.quiet)) {
            try AuditLogTests.verify(node, log).cosigned?.size == 3
        }
        let confirmed = figures()
        #expect(confirmed["touchstone_audit_cosigned_entries"] == 3)
        #expect(confirmed[cosigned] != nil)
        #expect(confirmed[since] == nil)

        try await log.append([AuditLogTests.anna("third"), AuditLogTests.anna("fourth")])
        #expect(try figures()[since] == written(3))
        try log.close()
        try node.close()
        try other.close()
    }

    /// What an alarm asks.
    private static func expression(of alarm: String) throws -> String {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../packaging/monitoring/alerts.yml").standardizedFileURL
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let start = try #require(lines.firstIndex { $0.hasSuffix("alert: \(alarm)") })
        return String(try #require(lines[start...].first { $0.contains("expr:") }))
    }
}
