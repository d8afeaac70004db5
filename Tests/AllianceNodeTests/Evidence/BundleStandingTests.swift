import AllianceNames
import AllianceNode
import CRDT
import Credentials
import Evidence
import Foundation
import MergedView
import NodeAPI
import Replication
import Roster
import SQLiteStore
import SignIn
import Statements
import Testing
import TransparencyLog

/// Evidence bundles of what does not simply count, as real nodes make them: named by its entry, erased, behind the end
/// of a log, of a member that signed two histories.
@Suite(.timeLimit(.minutes(30))) struct BundleStandingTests {
    private static let shop = try! Indicator(.domain, parsing: "cheapverel.example")
    private static let other = try! Indicator(.domain, parsing: "somebody-else.example")

    private static func report(_ note: String, on indicator: Indicator = shop) -> Statement {
        .assertIndicator(
            IndicatorAssertion(
                indicator: indicator, basis: .testBuy, confidence: 85, tlp: .amber, note: note))
    }

    private func bundle(
        _ node: OpenedNode, _ indicator: Indicator?, entries: [StatementDot] = []
    ) async throws -> VerifiedBundle? {
        try node.indexText()
        return try await ConsoleDesk(node: node, calls: .serial(label: "test"))
            .reading(for: .ownSystem, exporting: true)
            .bundle(
                BundleRequest(
                    indicator, entries: entries, person: "operator root", purpose: "complaint"))
    }

    /// As somebody reads it who has the file and the authority's key.
    private func read(_ made: VerifiedBundle, _ keys: AuthorityKeys) throws -> VerifiedBundle {
        let judgement = try EvidenceBundle(parsing: made.bundle.bytes).judged(trusting: keys)
        return try #require(judgement.verified, "\(judgement.checks.flatMap(\.failures))")
    }

    @Test("an entry is in it by its place, and not beside an identifier that it says nothing of")
    func entry() async throws {
        let alliance = try await ErasureAlliance(["brand"])
        let node = try OpenedNode(alliance.home("brand"))
        try await node.report(
            [Self.report("first"), Self.report("other", on: Self.other)], to: .alliance)
        let log = node.writer.origin(in: .alliance)
        let keys = try node.home.certs.authorityKeys()
        let place = StatementDot(log: log, index: 1)
        let made = try #require(try await bundle(node, nil, entries: [place]))
        let found = try read(made, keys)
        #expect(found.manifest.about == nil)
        #expect(found.statements.map(\.dot) == [place])
        await #expect(throws: EvidenceError.self) {
            _ = try await bundle(node, Self.shop, entries: [place])
        }
        // Beside what it is about it adds nothing; an entry that is not there gives nothing.
        let both = try #require(
            try await bundle(node, Self.shop, entries: [StatementDot(log: log, index: 0)]))
        #expect(both.statements.map(\.dot.index) == [0])
        let none = try await bundle(node, nil, entries: [StatementDot(log: log, index: 99)])
        #expect(none == nil)
        try node.close()
    }

    @Test("an entry that is named without an identifier goes with what takes it back")
    func withdrawn() async throws {
        let alliance = try await ErasureAlliance(["brand"])
        let node = try OpenedNode(alliance.home("brand"))
        let log = node.writer.origin(in: .alliance)
        try await node.report(
            [
                Self.report("withdrawn"), Self.report("stands", on: Self.other),
                .link(try OperatorLink(Self.shop, Self.other, basis: .inspection)),
            ], to: .alliance)
        try await node.report(
            [
                .retract(Retraction(dots: [.init(origin: log, index: 0)])),
                .retract(Retraction(dots: [.init(origin: log, index: 2)])),
            ], to: .alliance)
        let keys = try node.home.certs.authorityKeys()
        func read(_ indexes: [UInt64]) async throws -> [VerifiedStatement] {
            let entries = indexes.map { StatementDot(log: log, index: $0) }
            let made = try #require(try await bundle(node, nil, entries: entries))
            #expect(made.manifest.part == nil)
            return try self.read(made, keys).statements
        }
        let all = try await read([0, 1, 2])
        #expect(all.map(\.dot.index) == [0, 1, 2, 3, 4])
        #expect(all.map(\.standing) == [.retracted, .live, .retracted, .live, .live])
        #expect(all[0].takenBackBy == [4] && all[2].takenBackBy == [5])
        // Named beside what it takes back, or alone, a withdrawal is there once.
        #expect(try await read([3, 0]).map(\.dot.index) == [0, 3])
        #expect(try await read([3]).map(\.dot.index) == [3])
        #expect(try await read([1]).map(\.standing) == [.live])
        try node.close()
    }

    @Test("an entry older than what is read of a log goes with what takes it back, when named")
    func older() async throws {
        let alliance = try await ErasureAlliance(["brand"])
        let node = try OpenedNode(alliance.home("brand"))
        let log = node.writer.origin(in: .alliance)
        let count = UInt64(ViewRow.readOfEachLogMax) + 2
        try await node.report((0..<count).map { Self.report("\($0)") }, to: .alliance)
        try await node.report(
            [.retract(Retraction(dots: [.init(origin: log, index: 0)]))], to: .alliance)
        let made = try #require(
            try await bundle(node, Self.shop, entries: [StatementDot(log: log, index: 0)]))
        let found = try read(made, try node.home.certs.authorityKeys())
        let oldest = try #require(found.statements.first { $0.dot.index == 0 })
        #expect(oldest.standing == .retracted)
        #expect(found.statements.contains { $0.dot.index == count })
        // The second oldest is counted, and nothing else.
        #expect(found.manifest.part?.leftOut == [node.member: 1])
        try node.close()
    }

    @Test("an erased entry proves that there was one, and nothing of what it said")
    func erased() async throws {
        let alliance = try await ErasureAlliance(["brand"])
        let node = try OpenedNode(alliance.home("brand"))
        try await node.report(
            [Self.report("stays"), Self.report("xqvonne goes"), Self.report("stays too")],
            to: .alliance)
        try node.indexText()
        let log = node.writer.origin(in: .alliance)
        let certificate = try ErasureCertificate(
            origin: log, entries: EntryRanges([1]), reason: .request,
            issuedAt: UTCTimestamp(millisecondsSince1970: node.clock.now()))
        var signed = SignedErasure(
            certificate, by: [try #require(try node.logSigner(log))])
        signed.add(try alliance.signer())
        _ = try node.apply(signed)

        let keys = try node.home.certs.authorityKeys()
        let alone = try #require(try await bundle(node, Self.shop))
        #expect(alone.statements.map(\.dot.index) == [0, 2])
        #expect(alone.bundle.contents.erasures.isEmpty)
        let made = try #require(
            try await bundle(node, Self.shop, entries: [StatementDot(log: log, index: 1)]))
        let found = try read(made, keys)
        #expect(found.statements.map(\.dot.index) == [0, 1, 2])
        guard case .erased(let reason, _) = found.statements[1].content else {
            Issue.record("\(found.statements[1].content)")
            return
        }
        #expect(reason == .request)
        #expect(found.bundle.contents.erasures.count == 1)
        #expect(!String(decoding: made.bundle.bytes, as: UTF8.self).contains("xqvonne"))
        try node.close()
    }

    @Test("an erased entry that was withdrawn is shown as withdrawn too")
    func erasedAndWithdrawn() async throws {
        let alliance = try await ErasureAlliance(["brand"])
        let node = try OpenedNode(alliance.home("brand"))
        let log = node.writer.origin(in: .alliance)
        try await node.report([Self.report("goes"), Self.report("stays")], to: .alliance)
        let both = [0, 1].map { Retraction.Dot(origin: log, index: $0) }
        try await node.report([.retract(Retraction(dots: both))], to: .alliance)
        try node.indexText()
        let certificate = try ErasureCertificate(
            origin: log, entries: EntryRanges([0..<1]), reason: .request,
            issuedAt: UTCTimestamp(millisecondsSince1970: node.clock.now()))
        var signed = SignedErasure(
            certificate, by: [try #require(try node.logSigner(log))])
        signed.add(try alliance.signer())
        _ = try node.apply(signed)
        let made = try #require(
            try await bundle(node, Self.shop, entries: [StatementDot(log: log, index: 0)]))
        let found = try read(made, try node.home.certs.authorityKeys())
        #expect(found.statements.map(\.dot.index) == [0, 1, 2])
        #expect(found.statements.map(\.takenBackBy) == [[3], [3], []])
        // Each stands in the table of all, and by itself.
        let page = EvidencePrint(found, in: .english).html
        #expect(page.components(separatedBy: "(Withdrawn by no. 3)").count == 5)
        try node.close()
    }

    @Test("what stands behind the end of a log is proved, and does not count")
    func ended() async throws {
        let alliance = try await ErasureAlliance(["brand"])
        let before = try OpenedNode(alliance.home("brand"))
        let log = before.writer.origin(in: .alliance)
        try await before.report([Self.report("counts")], to: .alliance)
        let end = try #require(try before.logs.state(of: log)?.served)
        #expect(end.size == 1)
        try await before.report([Self.report("a thief's")], to: .alliance)
        try before.close()
        try alliance.publish {
            try $0.endLogs([log: .checkpoint(size: end.size, root: end.root)])
        }
        let node = try OpenedNode(alliance.home("brand"))
        #expect(node.roster.scope(of: log) != .open)
        let made = try #require(
            try await bundle(node, Self.shop, entries: [StatementDot(log: log, index: 1)]))
        let found = try read(made, try node.home.certs.authorityKeys())
        #expect(found.roster.version == node.roster.version)
        #expect(found.statements.map(\.dot.index) == [0, 1])
        #expect(found.statements.map(\.standing) == [.live, .outOfScope])
        // That the end is of the same history is shown, and not only said.
        #expect(found.bundle.contents.histories.map(\.origin) == [log.description])
        #expect(found.bundle.contents.histories.map(\.steps.count) == [1])
        try node.close()
    }

    @Test("of a member that signed two histories the proof is in it, and what it says is suspended")
    func forked() async throws {
        let world = try await ForkWorld()
        let first = try OpenedNode(world.home("brand"))
        let log = first.writer.origin(in: .alliance)
        try await first.report([Self.report("common")], to: .alliance)
        try first.close()
        try world.copy("brand", to: "brand2")
        var signed: [SignedCheckpoint] = []
        for (home, note) in [("brand", "to north"), ("brand2", "to somebody else")] {
            let node = try OpenedNode(world.home(home))
            try await node.report([Self.report(note)], to: .alliance)
            let served = try #require(try node.logs.state(of: log)?.served)
            signed.append(try SignedCheckpoint(parsing: served.noteText))
            try node.close()
        }
        let author = try await TwoNodes.Running(world.home("brand"))
        let reader = try await TwoNodes.Running(world.home("north"))
        try await eventually { try reader.opened.logs.state(of: log)?.size == 2 }
        await author.stop()
        await reader.stop()
        let north = reader.opened
        let before = try #require(try await bundle(north, Self.shop))
        #expect(before.statements.map(\.standing) == [.live, .live])
        let key = try #require(north.roster.logKey(for: log))
        let proof = try ForkProof(ofOneSize: signed[0], signed[1]).verified(by: key)
        _ = try north.logs.keep(
            EvidenceRecord(fork: proof, shownBy: nil, keptAt: north.clock.now()))
        let made = try #require(try await bundle(north, Self.shop))
        let found = try read(made, world.authorityKeys)
        #expect(found.statements.map(\.standing) == [.suspended, .suspended])
        #expect(found.bundle.contents.forks == [proof.proof])
        try north.close()
    }
}
