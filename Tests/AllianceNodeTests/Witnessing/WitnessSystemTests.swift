import AllianceNames
import AllianceNode
import CRDT
import Credentials
import Foundation
import Logging
import MergedView
import Replication
import Roster
import SQLiteStore
import Statements
import TestAlliance
import Testing
import TransparencyLog

/// Real nodes on loopback: an author and three witnesses, one of which comes and goes.
@Suite(.timeLimit(.minutes(30))) struct WitnessSystemTests {
    private final class Homes: Sendable {
        let folder: URL
        let homes: [String: HomeFolder]

        /// The register with all of them.
        let newest: SignedNote

        /// - Parameter newcomer: of them, who stands in the second register alone, which it alone has.
        init(
            _ names: [String] = ["author", "w1", "w2", "w3"], newcomer: String? = nil
        ) throws {
            let ports = LoopbackPorts.take(names.count)
            folder = FileManager.default.temporaryDirectory.appending(
                path: "witnesses-\(UUID().uuidString)")
            let alliance = try AllianceID(parsing: "witness.example")
            let now = UTCTimestamp(millisecondsSince1970: WallClock.system.now())
            let authorityHome = HomeFolder(folder.appending(path: "authority").path())
            try DurableFile.makeFolder(authorityHome.path)
            let authority = try authorityHome.certs.createAuthority(for: alliance, at: now)
            var draft = RosterDraft(
                alliance: alliance, authority: [authority.signer.verifierKey], issuedAt: now,
                expiresAt: now.adding(days: 30))
            var homes: [String: HomeFolder] = [:]
            // Who comes last comes into the next register.
            for (name, port) in zip(names, ports).sorted(by: {
                $0.0 != newcomer && $1.0 == newcomer
            }) {
                if name == newcomer {
                    let first = try draft.signed(by: [authority.signer])
                    for home in homes.values { try home.peers.write(roster: first) }
                    var chain = RosterChain(
                        trusting: [authority.signer.verifierKey], alliance: alliance)
                    _ = try chain.accept(first)
                    draft = RosterDraft(
                        after: try #require(chain.newest), issuedAt: now,
                        expiresAt: now.adding(days: 30))
                }
                let home = HomeFolder(folder.appending(path: name).path())
                homes[name] = home
                try DurableFile.makeFolder(home.path)
                let keys = try home.certs.createMemberKeys()
                _ = try SigningFence.create(at: home.certs.logFence)
                let member = try MemberID(parsing: name)
                var descriptor = try keys.descriptor(of: member, name: name, in: alliance)
                // The first witness is the hub that all follow.
                descriptor.roles = name == "w1" ? [.platform] : [.brand]
                descriptor.endpoint = try PeerEndpoint(parsing: "https://127.0.0.1:\(port)")
                let request = try CertificateRequest(pem: descriptor.certificateRequest)
                try draft.admit(descriptor, tlsKey: request.spkiDigest)
                if name != "author" { try draft.makeWitness(member) }
                try home.certs.write(
                    authorityHome.certs.trustAnchors(),
                    authorityKeys: authorityHome.certs.authorityKeys())
                try DurableFile.write(
                    authority.ca.issue(request, for: request.spiffeID, at: now).pem,
                    to: home.certs.tlsCertificate, mode: .open, replacing: true)
            }
            newest = try draft.signed(by: [authority.signer])
            for (name, home) in homes where newcomer == nil || name == newcomer {
                try home.peers.write(roster: newest)
            }
            self.homes = homes
        }

        deinit { try? FileManager.default.removeItem(at: folder) }

        func home(_ name: String) -> HomeFolder {
            guard let home = homes[name] else { preconditionFailure("no \(name)") }
            return home
        }

        func run(
            _ name: String, submission: WitnessSubmission.Limits = .init(),
            logger: Logger = WitnessWorld.quiet
        ) async throws -> TwoNodes.Running {
            try await TwoNodes.Running(home(name), submission: submission, logger: logger)
        }
    }

    /// Looks again and again; what never comes ends with the time limit, which says what was waited for.
    private func eventually(_ what: String, _ isSo: () throws -> Bool) async throws {
        while try !isSo() {
            do {
                try await Task.sleep(for: .milliseconds(50))
            } catch {
                Issue.record("this did not come about: \(what)")
                throw error
            }
        }
    }

    private func confirmation(
        of indicator: Indicator, at node: OpenedNode
    ) throws -> MergedView.Confirmation? {
        try node.merger.catchUp()
        return try node.view.state(
            of: indicator, in: node.channels, scope: node.witnessedScope(), at: node.clock.now()
        ).confirmation
    }

    @Test(
        "a newcomer that its witness did not know is cosigned as soon as the witness has its register",
        .timeLimit(.minutes(2)))
    func newcomer() async throws {
        let homes = try Homes(["author", "w1"], newcomer: "author")
        let witness = try await homes.run("w1")
        let lines = LoggedLines()
        // By itself it would not come back to the witness today.
        var submission = WitnessSubmission.Limits()
        submission.refusal = Backoff(first: .seconds(86_400), limit: .seconds(86_400))
        let author = try await homes.run(
            "author", submission: submission, logger: lines.logger)
        _ = try await author.opened.report(
            [
                .assertIndicator(
                    IndicatorAssertion(
                        indicator: try Indicator(.domain, parsing: "goods.example"),
                        basis: .testBuy, confidence: 80, tlp: .amber))
            ],
            to: .alliance)
        try await eventually("a refusal") { lines.count(of: "a witness refused") > 0 }
        let origin = author.opened.writer.origin(in: .alliance)
        let key = try #require(
            author.opened.roster.cosignerKeys(of: witness.opened.member).first)
        func isCosigned() throws -> Bool {
            try author.opened.logs.cosigned(of: origin, size: 1)?.earliest(by: key) != nil
        }
        #expect(try !isCosigned())
        try homes.home("w1").peers.write(roster: homes.newest)
        try await eventually("a cosignature") { try isCosigned() }
        for node in [author, witness] { await node.stop() }
        withExtendedLifetime(homes) {}
    }

    @Test(
        "a running witness goes on with a further key once the register that names it arrives, and after a restart",
        .timeLimit(.minutes(5)))
    func furtherKey() async throws {
        let homes = try Homes(["author", "w1"])
        let home = homes.home("w1")
        var witness = try await homes.run("w1")
        let author = try await homes.run("author")
        let origin = author.opened.writer.origin(in: .alliance)
        func report(_ name: String) async throws {
            _ = try await author.opened.report(
                [
                    .assertIndicator(
                        IndicatorAssertion(
                            indicator: try Indicator(.domain, parsing: name), basis: .testBuy,
                            confidence: 80, tlp: .amber))
                ],
                to: .alliance)
        }
        func isCosigned(_ size: TreeSize, by key: VerifierKey) throws -> Bool {
            try author.opened.logs.cosigned(of: origin, size: size)?.earliest(by: key) != nil
        }
        func confirmed() throws -> TreeSize {
            try author.opened.witnessedSizes()[origin] ?? 0
        }
        let first = try witness.opened.cosigner().verifierKey
        try await report("one.example")
        try await eventually("a cosignature") { try isCosigned(1, by: first) }

        try home.certs.createFurtherCosignerKey()
        let authority = try HomeFolder(homes.folder.appending(path: "authority").path()).certs
            .authoritySigner(of: witness.opened.alliance)
        let roster = witness.opened.roster
        let now = UTCTimestamp(millisecondsSince1970: WallClock.system.now())
        var draft = RosterDraft(after: roster, issuedAt: now, expiresAt: now.adding(days: 30))
        let member = try #require(roster.member(witness.opened.member))
        let descriptor = try home.certs.memberKeys(epoch: Epoch(1))
            .descriptor(renewing: member, in: roster.alliance)
        let further = try #require(descriptor.cosignerKey)
        let request = try CertificateRequest(pem: descriptor.certificateRequest)
        try draft.admit(descriptor, tlsKey: request.spkiDigest)
        try draft.makeWitness(member.id)
        try home.peers.write(roster: draft.signed(by: [authority]))
        try await eventually("a cosignature with the further key") {
            try isCosigned(1, by: further) && confirmed() == 1
        }

        await witness.stop()
        try witness.opened.close()
        witness = try await homes.run("w1")
        try await report("two.example")
        try await eventually("a cosignature after the restart") {
            try isCosigned(2, by: further) && confirmed() == 2
        }
        #expect(try !isCosigned(2, by: first))
        for node in [author, witness] { await node.stop() }
        withExtendedLifetime(homes) {}
    }

    @Test("a report is confirmed at every node once three witnesses have cosigned, and not before")
    func confirms() async throws {
        let homes = try Homes()
        let author = try await homes.run("author")
        let first = try await homes.run("w1")
        let second = try await homes.run("w2")
        let indicator = try Indicator(.domain, parsing: "goods.example")
        _ = try await author.opened.report(
            [
                .assertIndicator(
                    IndicatorAssertion(
                        indicator: indicator, basis: .testBuy, confidence: 80, tlp: .amber))
            ],
            to: .alliance)
        let origin = author.opened.writer.origin(in: .alliance)
        for node in [author, first, second] {
            try await eventually("two cosignatures at \(node.opened.member)") {
                let policy = node.opened.roster.witnessPolicy(for: origin)
                return try node.opened.logs.cosigned(of: origin, size: 1)
                    .map { policy.cosigners(of: $0).count == 2 } ?? false
            }
            #expect(try confirmation(of: indicator, at: node.opened) == .pending)
        }
        let third = try await homes.run("w3")
        for node in [author, first, second, third] {
            try await eventually("a quorum at \(node.opened.member)") {
                try confirmation(of: indicator, at: node.opened) == .witnessed
            }
        }
        // The same evidence gives the same time.
        let dot = StatementDot(log: origin, index: 0)
        let times = Set(
            try [author, first, second, third].map { try $0.opened.witnessedAt(dot) ?? 0 })
        #expect(times.count == 1 && !times.contains(0))
        let freshness = try first.opened.freshness(of: author.opened.member)
        guard case .fresh = freshness else {
            Issue.record("the author is \(freshness)")
            return
        }
        // The author cosigned its own log as well, and was not counted.
        let kept = try #require(try first.opened.logs.cosigned(of: origin, size: 1))
        #expect(kept.cosignerCount == 4)
        #expect(first.opened.roster.witnessPolicy(for: origin).cosigners(of: kept).count == 3)
        for node in [third, second, first, author] { await node.stop() }
        withExtendedLifetime(homes) {}
    }

    @Test(
        "programs that are handed the confirmed get others' reports with the quorum, own ones at once"
    )
    func confirmedCollections() async throws {
        let homes = try Homes()
        let author = try await homes.run("author")
        let hub = try await homes.run("w1")
        func report(_ domain: String, by node: OpenedNode) async throws {
            _ = try await node.report(
                [
                    .assertIndicator(
                        IndicatorAssertion(
                            indicator: try Indicator(.domain, parsing: domain), basis: .testBuy,
                            confidence: 80, tlp: .amber))
                ],
                to: .alliance)
        }
        try await report("goods.example", by: author.opened)
        try await report("own.example", by: hub.opened)
        let origin = author.opened.writer.origin(in: .alliance)
        let own = hub.opened.writer.origin(in: .alliance)
        try await eventually("the author's entry") {
            try hub.opened.logs.state(of: origin)?.size == 1
        }
        let index = try hub.opened.openCollections()
        func merged(by keeper: CollectionKeeper) throws -> [TreeSize] {
            if !keeper.isBegun { try keeper.begin() }
            while try !keeper.catchUp(within: .seconds(60)) {}
            let frontier = try index.frontier()
            return [frontier[origin], frontier[own]]
        }
        let keeper = try hub.opened.collectionKeeper(others: .confirmed)
        #expect(try merged(by: keeper) == [0, 1])
        // As before somebody chose to be handed the confirmed alone; a command beside the node brings up no other's.
        #expect(try merged(by: hub.opened.collectionKeeper(others: nil)) == [0, 1])
        #expect(try merged(by: hub.opened.collectionKeeper()) == [1, 1])
        let narrowed = try hub.opened.collectionKeeper(others: .confirmed)
        #expect(try merged(by: narrowed) == [0, 1])
        let others = [try await homes.run("w2"), try await homes.run("w3")]
        try await eventually("the author's entry, confirmed") {
            try merged(by: narrowed) == [1, 1]
        }
        for node in others + [hub, author] { await node.stop() }
        withExtendedLifetime(homes) {}
    }
}
