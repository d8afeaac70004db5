import AllianceNames
import AllianceNode
import Credentials
import Foundation
import GS1
import MergedView
import NIOCore
import NIOPosix
import Peering
import ProductAuthentication
import Replication
import Roster
import SQLiteStore
import Statements
import Testing
import TransparencyLog

/// Running nodes over TLS, one of which takes no connections.
@Suite("A member behind a firewall, between running nodes over TLS", .serialized)
struct OutboundSystemTests {
    private func names(_ tag: String, _ count: Int) -> [String] {
        (0..<count).map { "\(tag)\($0).example" }
    }

    private func size(_ log: LogOrigin, at node: TwoNodes.Running) throws -> TreeSize {
        try node.opened.logs.state(of: log)?.served?.size ?? 0
    }

    private func root(at node: TwoNodes.Running) throws -> StateRoot {
        try node.opened.merger.catchUp()
        return try node.opened.view.stateRoot(of: .alliance, scope: node.opened.scope())
    }

    /// What counts of what its view has.
    private func reports(of name: String, at node: TwoNodes.Running) throws -> Int {
        try node.opened.view.state(
            of: Indicator(.domain, parsing: name), in: [.alliance], scope: node.opened.scope(),
            at: node.opened.clock.now()
        ).asserting.count
    }

    /// Asks until the owner's node fetches questions.
    private func answered(
        _ serial: String, at node: TwoNodes.Running
    ) async throws -> Authentication {
        while true {
            let found = try await OutboundWorld.ask(serial, at: node.opened)
            if found.answer != nil { return found }
            #expect(found.judgement.verdict == .unknown, "never an error, never a suspicion")
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    @Test(
        "its reports reach the others, its answers are its own, and all of it goes on after the hub was away",
        .timeLimit(.minutes(30)))
    func throughTheHub() async throws {
        let world = try OutboundWorld()
        let (log, desk) = (world.log(of: "brand"), world.log(of: "brand", in: OutboundWorld.desk))
        var hub = try await TwoNodes.Running(world.home("hub"))
        let brand = try await TwoNodes.Running(world.home("brand"))
        let customs = try await TwoNodes.Running(world.home("customs"))

        // More than one bundle, and a channel of its own with the hub.
        try await OutboundWorld.report(names("first", 600), at: brand.opened)
        try await OutboundWorld.report(
            ["desk.example"], in: OutboundWorld.desk, at: brand.opened)
        try await OutboundWorld.holds(["A1", "A2"], at: brand.opened)
        try await OutboundWorld.report(["hub.example"], at: hub.opened)
        let hubLog = world.log(of: "hub")
        try await eventually {
            try size(log, at: hub) == 601 && size(log, at: customs) == 601
                && size(desk, at: hub) == 1 && size(hubLog, at: brand) == 1
                && size(hubLog, at: customs) == 1
        }
        #expect(try customs.opened.logs.state(of: desk) == nil, "not customs' channel")
        let roots = Set(
            [try root(at: hub), try root(at: brand), try root(at: customs)].map(\.digest))
        #expect(roots.count == 1, "payloads came along: all nodes say the same")

        // A question about its number is answered by it, signed, and counted for who asked.
        let genuine = try await answered("A1", at: customs)
        #expect(genuine.judgement.verdict == .genuine && genuine.responder?.rawValue == "brand")
        let unknown = try await answered("no-such", at: customs)
        #expect(unknown.judgement.verdict == .counterfeitSuspected)
        #expect(try await answered("A2", at: hub).judgement.verdict == .genuine)
        let history = try brand.opened.openScanHistory()
        let gtin = ProductKey.gtin(try GTIN(parsing: OutboundWorld.gtin))
        try await eventually {
            try history.scans(of: gtin, serial: "A1").count == 1
                && history.scans(of: gtin, serial: "A2").count == 1
        }
        let scanners = try ["A1", "A2"].flatMap {
            try history.scans(of: gtin, serial: $0).map(\.by)
        }
        #expect(Set(scanners).count == 2, "customs and the hub are two askers")
        try history.close()

        // The hub is away: what is reported is acknowledged all the same, and questions have no answer.
        await hub.stop()
        try hub.opened.close()
        try await OutboundWorld.report(names("second", 300), at: brand.opened)
        let alone = try await OutboundWorld.ask("A1", at: customs.opened)
        #expect(alone.judgement.verdict == .unknown && alone.answer == nil)
        #expect(alone.judgement.reasons.contains(.ownerUnreachable))
        try await eventually {
            try brand.opened.logs.peerStatuses().contains {
                $0.peer.rawValue == "hub" && $0.lastRefusal?.keyword == "peer-unreachable"
            }
        }

        // It comes back, and everything catches up by itself.
        hub = try await TwoNodes.Running(world.home("hub"))
        try await eventually {
            try size(log, at: hub) == 901 && size(log, at: customs) == 901
        }
        #expect(try await answered("A2", at: customs).judgement.verdict == .genuine)
        #expect(try root(at: customs) == root(at: brand))
        // What the author signs for freshness arrives too: it is not stale to anybody.
        try await eventually {
            try [hub, customs].allSatisfy { node in
                let freshness = try node.opened.freshness(of: log.member)
                return freshness.time != nil && !freshness.isStale
            }
        }
        #expect(
            try hub.opened.logs.peerStatuses().contains {
                $0.peer == log.member && $0.lastSuccessAt != nil
            })
        for node in [customs, brand, hub] { await node.stop() }
    }

    @Test(
        "what a newcomer has reported is brought once the register that names it has reached the hub",
        .timeLimit(.minutes(5)))
    func newcomer() async throws {
        let world = try OutboundWorld()
        let hub = try await TwoNodes.Running(world.home("hub"))
        let note = try world.admitLate(after: hub.opened.roster)
        // Whoever was told no would come again in a day.
        let never = Backoff(first: .seconds(86_400), limit: .seconds(86_400))
        var (polling, bringing) = (Replicator.Limits(), LogPush.Limits())
        (polling.poll.exclusion, polling.poll.rosterPause) = (never, never)
        bringing.refusal = never
        polling.poll.arrival = Backoff(first: .milliseconds(20), limit: .milliseconds(200))
        let lines = LoggedLines()
        let late = try await TwoNodes.Running(
            world.home("late"), replication: polling, bringing: bringing, logger: lines.logger)
        try await OutboundWorld.report(["late.example"], at: late.opened)
        try await eventually {
            try lines.count(of: "a mirror refuses an own log") > 0
                && late.opened.logs.peerStatuses().contains {
                    $0.peer.rawValue == "hub" && $0.lastRefusal != nil
                }
        }
        #expect(try size(world.log(of: "late"), at: hub) == 0)
        try world.home("hub").peers.write(roster: note)
        try await eventually { try size(world.log(of: "late"), at: hub) == 1 }
        for node in [late, hub] { await node.stop() }
    }

    @Test(
        "through a proxy that sees CONNECT and ciphertext, with no way around it",
        .timeLimit(.minutes(30)))
    func throughAProxy() async throws {
        // A name that leads nowhere but through the proxy.
        let world = try OutboundWorld(hubHost: "hub.invalid")
        let hosts = ["hub.invalid": "127.0.0.1"]
        let brandsProxy = try await ConnectProxy(
            hosts: hosts, authorization: "Basic YnJhbmQ6czNjcmV0")
        let customsProxy = try await ConnectProxy(hosts: hosts)
        let hub = try await TwoNodes.Running(world.home("hub"))
        let brand = try await TwoNodes.Running(
            world.home("brand"), proxy: "http://brand:s3cret@127.0.0.1:\(brandsProxy.port)")
        let customs = try await TwoNodes.Running(
            world.home("customs"), proxy: customsProxy.url)
        let log = world.log(of: "brand")
        try await OutboundWorld.report(["plain-words.example"], at: brand.opened)
        try await OutboundWorld.holds(["SERIAL-IN-PLAIN"], at: brand.opened)
        try await eventually {
            try size(log, at: hub) == 2 && size(log, at: customs) == 2
        }
        let found = try await answered("SERIAL-IN-PLAIN", at: customs)
        #expect(found.judgement.verdict == .genuine && found.responder?.rawValue == "brand")

        let target = "hub.invalid:\(world.hubPort)"
        for proxy in [brandsProxy, customsProxy] {
            let seen = proxy.log
            #expect(!seen.heads.isEmpty && seen.refused == 0)
            for head in seen.heads {
                let isExpected =
                    head.hasPrefix("CONNECT \(target) HTTP/1.1\r\n")
                    || head.hasPrefix("CONNECT 127.0.0.1:")
                #expect(isExpected, "\(head)")
            }
            for sent in seen.sent where !sent.isEmpty {
                // A TLS handshake record, and then nothing that can be read.
                #expect(sent.starts(with: [0x16, 0x03]))
                for text in ["GET /", "POST /", "HTTP/1.1", "plain-words", "SERIAL-IN-PLAIN"] {
                    #expect(sent.firstRange(of: Array(text.utf8)) == nil, "\(text)")
                }
            }
        }
        // All that it brought went that way.
        #expect(brandsProxy.log.byteCount > 1_000)

        // Without it there is no way, and with another password none through it.
        await brand.stop()
        try brand.opened.close()
        let before = brandsProxy.log.heads.count
        for proxy in ["none", "http://brand:wrong@127.0.0.1:\(brandsProxy.port)"] {
            let cut = try OpenedNode(world.home("brand"), proxy: proxy)
            let failure = await #expect(throws: PeerError.self) {
                try await cut.withPeerClient(limits: .patient) { client in
                    _ = try await client.fetch(
                        .roster(version: nil), from: MemberID(unchecked: "hub"),
                        deadline: .seconds(1_200))
                }
            }
            #expect(failure?.keyword == "peer-unreachable")
            #expect(!"\(String(describing: failure))".contains("wrong"), "no password is told")
            try cut.close()
        }
        #expect(brandsProxy.log.heads.count == before + 1 && brandsProxy.log.refused == 1)
        for node in [customs, hub] { await node.stop() }
        try await brandsProxy.close()
        try await customsProxy.close()
    }

    @Test(
        "an IPv6 address is called through a proxy at one, in brackets",
        .enabled("this machine has no IPv6 loopback address") { await ConnectProxy.hasIPv6 },
        .timeLimit(.minutes(30)))
    func throughAProxyByIPv6() async throws {
        // Not an address of this machine's: nothing is called but through the proxy.
        let world = try OutboundWorld(hubHost: "[2001:db8::17]")
        let proxy = try await ConnectProxy(
            on: "::1", hosts: ["[2001:db8::17]": "127.0.0.1"],
            authorization: "Basic YnJhbmQ6czNjcmV0")
        let hub = try await TwoNodes.Running(world.home("hub"))
        let brand = try OpenedNode(
            world.home("brand"), proxy: proxy.url(user: "brand:s3cret"))
        try await brand.withPeerClient(limits: .patient) { client in
            _ = try await client.fetch(
                .roster(version: nil), from: MemberID(unchecked: "hub"),
                deadline: .seconds(1_200))
        }
        let head = try #require(proxy.log.heads.first)
        #expect(
            head.hasPrefix("CONNECT [2001:db8::17]:\(world.hubPort) HTTP/1.1\r\n"), "\(head)")
        #expect(head.lowercased().contains("\r\nhost: [2001:db8::17]"), "\(head)")
        #expect(proxy.log.refused == 0 && proxy.log.byteCount > 0)
        try brand.close()
        await hub.stop()
        try await proxy.close()
    }

    @Test(
        "two histories that are brought to the hub are found there, proven, known to all, and settled by the register",
        .timeLimit(.minutes(30)))
    func forked() async throws {
        let world = try OutboundWorld()
        let log = world.log(of: "brand")
        let honest = try OpenedNode(world.home("brand"))
        try await OutboundWorld.report(names("common", 255), at: honest)
        try honest.close()
        try world.copy("brand", to: "brand2")
        for (home, own) in [("brand", ["one.example"]), ("brand2", ["two.example", "b.example"])] {
            let node = try OpenedNode(world.home(home))
            try await OutboundWorld.report(own, at: node)
            try node.close()
        }
        let hub = try await TwoNodes.Running(world.home("hub"))
        let customs = try await TwoNodes.Running(world.home("customs"))
        let first = try await TwoNodes.Running(world.home("brand"))
        try await eventually { try size(log, at: customs) == 256 }
        await first.stop()
        // At a size where no consistency proof tells the older root by itself.
        let second = try await TwoNodes.Running(world.home("brand2"))
        try await eventually {
            try [hub, customs].allSatisfy {
                try $0.opened.logs.forkedLogs() == [log]
                    && $0.opened.logs.evidence(after: 0, limit: 10).contains {
                        $0.record.kind == .fork
                    }
            }
        }
        for node in [hub, customs] {
            #expect(try node.opened.scope().suspended == [log.member])
        }
        let record = try #require(
            try customs.opened.logs.evidence(after: 0, limit: 10).first { $0.record.kind == .fork })
        let key = try #require(customs.opened.roster.logKey(for: log))
        let proof = try ForkProof(parsing: record.record.text).verified(by: key)
        #expect(proof.proof.smaller.checkpoint.size == 256)
        #expect(proof.proof.larger.checkpoint.size == 257)

        // The history counts that the hub does not hold, and nobody can fetch from its author; but for its
        // last entry.
        let served = try #require(try second.opened.logs.state(of: log)?.served)
        let end = try second.opened.logs.tree(of: log, size: 256).root()
        try world.end(log, at: 256, root: end, after: hub.opened.roster)
        try await eventually {
            try [hub, customs].allSatisfy { node in
                let state = try node.opened.logs.state(of: log)
                return state?.isSettled == true && state?.served?.size == 257
            }
        }
        try await eventually {
            try Set([hub, customs, second].map { try root(at: $0).digest }).count == 1
        }
        for node in [hub, customs] {
            #expect(try node.opened.logs.state(of: log)?.edge.root == served.root)
            #expect(try node.opened.logs.droppedCheckpoints(of: log).map(\.size) == [256])
            let scope = try node.opened.scope()
            #expect(scope.suspended.isEmpty && scope.scope(of: log) == .until(size: 256, root: end))
            #expect(try reports(of: "two.example", at: node) == 1)
            for name in ["one.example", "b.example"] {
                #expect(try reports(of: name, at: node) == 0, "\(name)")
            }
        }
        for node in [second, customs, hub] { await node.stop() }
    }

    @Test(
        "what a thief of its key had others believe gives way to what it brings, once the register ends the log",
        .timeLimit(.minutes(30)))
    func robbed() async throws {
        let world = try OutboundWorld()
        let log = world.log(of: "brand")
        let honest = try OpenedNode(world.home("brand"))
        try await OutboundWorld.report(names("own", 5), at: honest)
        let signed = try #require(try honest.logs.state(of: log)?.served)
        let signer = try honest.keys.logSigner(for: log)
        try honest.close()
        // Nobody has the entries that it stands for.
        let promised = try SignedCheckpoint(
            signing: Checkpoint(origin: log.description, size: 400, root: .sha256([1])),
            by: signer
        ).verified(by: signer.verifierKey)
        for name in ["hub", "customs"] {
            let node = try OpenedNode(world.home(name))
            try node.logs.believe(promised, for: log)
            try node.close()
        }
        let hub = try await TwoNodes.Running(world.home("hub"))
        let customs = try await TwoNodes.Running(world.home("customs"))
        let brand = try await TwoNodes.Running(world.home("brand"))
        try world.end(log, at: signed.size, root: signed.root, after: hub.opened.roster)
        try await eventually {
            try [hub, customs].allSatisfy { node in
                let state = try node.opened.logs.state(of: log)
                return state?.size == signed.size && state?.served?.size == signed.size
            }
        }
        for node in [hub, customs] {
            let state = try #require(try node.opened.logs.state(of: log))
            #expect(state.edge.root == signed.root)
            // Whoever held all that counts before the register ended the log has nothing to give up for it.
            let dropped = try node.opened.logs.droppedCheckpoints(of: log).map(\.size)
            #expect(state.target?.size == 400 ? dropped.isEmpty : dropped == [400])
            #expect(try node.opened.logs.forkedLogs().isEmpty)
            #expect(try node.opened.scope().suspended.isEmpty)
        }
        try await eventually {
            try Set([hub, customs, brand].map { try root(at: $0).digest }).count == 1
        }
        for node in [hub, customs] {
            #expect(try reports(of: "own0.example", at: node) == 1)
        }
        for node in [brand, customs, hub] { await node.stop() }
    }
}
