import AllianceNames
import AllianceNode
import AuditTrail
import Casework
import Credentials
import Foundation
import NodeAPI
import Replication
import Roster
import SQLiteStore
import SignIn
import Statements
import Synchronization
import Testing
import TransparencyLog

@Suite(.timeLimit(.minutes(30))) struct NodeMetricsTests {
    private func value(
        _ name: String, _ labels: [String] = [], of node: OpenedNode
    ) throws -> Double? {
        NodeMetrics(node).families().first { $0.name == name }?.samples
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

    @Test("an own log that somebody contradicts is told until a person has set that aside")
    func contradicted() async throws {
        let alliance = try await ErasureAlliance(["brand", "hub"])
        let node = try OpenedNode(alliance.home("brand"))
        _ = try await node.report([ErasureWorld.person("someone")], to: .alliance)
        let own = node.writer.origin(in: .alliance)
        let (name, labels) = ("touchstone_own_log_contradicted", ["hub", own.description])
        #expect(try value(name, labels, of: node) == nil)
        try node.logs.record(
            OwnLogClaim(
                origin: own, claimedBy: MemberID(unchecked: "hub"), kind: .ahead, size: 9, at: 1))
        #expect(try value(name, labels, of: node) == 1)
        try node.logs.setAside(claimsAbout: own)
        #expect(try value(name, labels, of: node) == nil)
        try node.close()
    }

    @Test("two registers in the place of one are told")
    func registerForked() async throws {
        let alliance = try await ErasureAlliance(["brand", "hub"])
        let first = try alliance.authority.peers.readRoster()
        let node = try OpenedNode(alliance.home("brand"))
        let hub = MemberID(unchecked: "hub")
        #expect(try value("touchstone_register_forked", of: node) == 0)
        try alliance.publish { try $0.grant(.investigator, to: hub) }
        _ = try node.register.accept(alliance.authority.peers.readRoster())
        #expect(try value("touchstone_register_forked", of: node) == 0)
        try alliance.authority.peers.write(roster: first)
        try alliance.publish { try $0.grant(.platform, to: hub) }
        _ = try node.register.accept(alliance.authority.peers.readRoster())
        #expect(try value("touchstone_register_forked", of: node) == 1)
        try node.close()
    }

    @Test("an author of two histories is told until the register has ended its log")
    func logForked() async throws {
        let alliance = try await ErasureAlliance(["brand", "hub"])
        let hub = try OpenedNode(alliance.home("hub"))
        _ = try await hub.report([ErasureWorld.person("someone")], to: .alliance)
        let log = hub.writer.origin(in: .alliance)
        let record = try #require(try hub.logs.state(of: log)?.served)
        let checkpoint = try SignedCheckpoint(parsing: record.noteText)
            .verified(by: try #require(hub.roster.logKey(for: log)))
        try hub.close()
        let node = try OpenedNode(alliance.home("brand"))
        #expect(try value("touchstone_log_forked", [log.description], of: node) == nil)
        try node.logs.believe(checkpoint, for: log)
        try node.logs.freeze(
            log,
            ForkFinding(
                origin: log, contradiction: .twoRoots, believed: record, offered: record,
                offeredBy: nil, foundAt: 0))
        #expect(try value("touchstone_log_forked", [log.description], of: node) == 1)
        try node.close()
    }

    @Test("a member is stale by its own newest cosignature, whoever else is heard of its logs")
    func memberStale() async throws {
        let alliance = try await ErasureAlliance(["brand", "hub"])
        let hub = try OpenedNode(alliance.home("hub"))
        _ = try await hub.report([ErasureWorld.person("someone")], to: .alliance)
        let log = hub.writer.origin(in: .alliance)
        let record = try #require(try hub.logs.state(of: log)?.served)
        let node = try OpenedNode(alliance.home("brand"))
        #expect(try value("touchstone_member_stale", ["hub"], of: node) == 0)
        #expect(try value("touchstone_member_stale", ["brand"], of: node) == nil)
        // Nothing else of the log than its newest checkpoint has to be here, without a line of its author's.
        let checkpoint = try SignedCheckpoint(parsing: record.noteText)
            .verified(by: try #require(hub.roster.logKey(for: log)))
        let bundle = BundleCoordinate(index: 0, width: 1)
        let entries = try #require(try hub.logs.entries(of: log, bundle))
        try node.logs.admit(
            AdmittedEntries(
                origin: log, start: 0,
                slices: [
                    BundleSlice(
                        bundle: 0, offset: 0, count: 1, entries: entries,
                        payloads: try #require(try hub.logs.payloads(of: log, bundle)),
                        leafHashes: EntryBundle.leafHashes(
                            of: entries, ranges: try EntryBundle.parse(entries, count: 1)))
                ]))
        try node.logs.believe(checkpoint, for: log)
        #expect(try value("touchstone_member_stale", ["hub"], of: node) == 1)
        try hub.close()
        try node.close()
    }

    @Test("when the record of a witness was found to have been put back is told from then on")
    func putBack() async throws {
        let alliance = try await ErasureAlliance(["brand"])
        let node = try OpenedNode(alliance.home("brand"))
        let name = "touchstone_witness_put_back_timestamp_seconds"
        #expect(try value(name, of: node) == nil)
        let origin = try LogOrigin(parsing: "erasure.example/alliance/hub/e1")
        let state = WitnessState(size: 9, root: MerkleHash.leaf([]))
        try node.witnessMarks.raise([origin: WitnessRecord(state: state, noteText: "note")])
        #expect(try node.witnessRecords.catchUp(at: 17_500) == [origin])
        #expect(try value(name, of: node) == 17.5)
        // Whoever asks again and again has no file read for it.
        try FileManager.default.removeItem(atPath: node.home.certs.witnessMarks)
        #expect(try value(name, of: node) == 17.5)
        try node.close()
    }

    @Test(
        "what keeps a witness from cosigning is told of the log, or of all, for as long as it does")
    func witnessStopped() async throws {
        let alliance = try await ErasureAlliance(["brand"])
        let node = try OpenedNode(alliance.home("brand"))
        let name = "touchstone_witness_stopped"
        let origin = try LogOrigin(parsing: "erasure.example/alliance/hub/e1")
        func mark(_ root: UInt8, _ size: TreeSize) -> WitnessState {
            WitnessState(size: size, root: MerkleHash.leaf([root]))
        }
        #expect(try value(name, [origin.description], of: node) == nil)
        try node.witnessMarks.raise([
            origin: WitnessRecord(state: mark(1, 9), noteText: "note")
        ])
        _ = try node.logs.advanceWitness(of: origin, note: "") { _ in mark(2, 9) }
        #expect(throws: WitnessMarksError.contradicts(origin: origin, size: 9)) {
            try node.witnessRecords.witnessRecord(of: origin)
        }
        #expect(try value(name, [origin.description], of: node) == 1)
        #expect(try value(name, of: node) == nil)
        _ = try node.logs.advanceWitness(of: origin, note: "") { _ in mark(1, 9) }
        _ = try node.witnessRecords.witnessRecord(of: origin)
        #expect(try value(name, [origin.description], of: node) == nil)
        try Data("damaged".utf8).write(to: URL(filePath: node.home.certs.witnessMarks))
        #expect(throws: WitnessMarksError.damaged(path: node.home.certs.witnessMarks)) {
            try node.witnessRecords.witnessRecord(of: origin)
        }
        #expect(try value(name, of: node) == 1)
        try node.close()
    }

    /// The names of the families that have samples, and all names.
    private func names(_ families: [MetricFamily]) -> (given: Set<String>, all: [String]) {
        (Set(families.filter { !$0.samples.isEmpty }.map(\.name)), families.map(\.name))
    }

    @Test("a certificate that cannot be read costs its own figure, and the node is told not ready")
    func certificateMissing() async throws {
        try await WholeDesk.with { desk in
            let end = "touchstone_certificate_expiry_timestamp_seconds"
            var status = PeerStatus(peer: MemberID(unchecked: "other"))
            status.lastSuccessAt = desk.node.clock.now()
            try desk.node.logs.record(status)
            let before = try await shown(by: desk)
            #expect(before["touchstone_ready"] == 1)
            #expect(before[Substring(end)] != nil)
            let path = desk.node.home.certs.tlsCertificate
            let bytes = try Data(contentsOf: URL(filePath: path))
            try FileManager.default.removeItem(atPath: path)
            let after = try await shown(by: desk)
            #expect(after["touchstone_ready"] == 0)
            #expect(after[Substring(end)] == nil)
            #expect(Set(before.keys).subtracting(after.keys) == [Substring(end)])
            let (browser, _) = try await desk.signedIn(.investigator)
            #expect(try await browser.get("/console").status == 200)
            #expect(try await browser.get("/console/members").status == 200)
            try bytes.write(to: URL(filePath: path))
        }
    }

    @Test("a record that cannot be read costs the figures of it, and the log says which")
    func recordUnreadable() async throws {
        let alliance = try await ErasureAlliance(["brand"])
        let node = try OpenedNode(alliance.home("brand"))
        _ = try await node.report([ErasureWorld.person("someone")], to: .alliance)
        let lines = Mutex<[String]>([])
        let output = LogOutput(write: { line in lines.withLock { $0.append(line) } })
        let metrics = NodeMetrics(node, logger: output.logger())
        let before = names(metrics.families())
        #expect(lines.withLock { $0 } == [])
        #expect(before.given.contains("touchstone_log_entries"))
        try node.logs.close()
        let families = metrics.families()
        let after = names(families)
        #expect(after.all == before.all)
        #expect(families.first { $0.name == "touchstone_ready" }?.samples.map(\.value) == [0])
        for name in [
            "touchstone_log_entries", "touchstone_evidence_held", "touchstone_erasures_under_way",
        ] { #expect(before.given.contains(name) && !after.given.contains(name), "\(name)") }
        for name in [
            "touchstone_view_entries", "touchstone_register_forked", "touchstone_roster_version",
            "touchstone_certificate_expiry_timestamp_seconds",
        ] { #expect(after.given.contains(name), "\(name)") }
        let told = lines.withLock { $0 }
        for kind in ["logs", "forks", "withholdings", "evidence", "erasures"] {
            #expect(told.contains { $0.contains("kind=\(kind)") }, "\(kind): \(told)")
        }
        try node.view.close()
    }

    /// Of the desk's own page, with what stands in its braces.
    private func shown(by desk: WholeDesk) async throws -> [Substring: Double] {
        let page = try await desk.browser("own").get("/metrics")
        #expect(page.status == 200)
        return Dictionary(
            page.body.split(separator: "\n").compactMap { line in
                guard !line.hasPrefix("#"), let space = line.lastIndex(of: " ") else { return nil }
                return Double(line[line.index(after: space)...]).map { (line[..<space], $0) }
            }, uniquingKeysWith: { first, _ in first })
    }

    @Test("a desk tells what TAXII clients post and get, and what its people have in preparation")
    func desk() async throws {
        try await WholeDesk.with(secondLook: .always) { desk in
            let own = desk.browser("own")
            let before = try await shown(by: desk)
            for name in [
                "touchstone_taxii_objects_posted_total", "touchstone_taxii_objects_refused_total",
                "touchstone_taxii_pages_served_total", "touchstone_taxii_objects_served_total",
                "touchstone_cases_open", "touchstone_drafts_submitted",
                "touchstone_notices_waiting{way=\"inbox\"}",
                "touchstone_notices_waiting{way=\"webhook\"}",
                "touchstone_notices_waiting{way=\"mail\"}",
                "touchstone_notices_delivered_total{way=\"inbox\"}",
                "touchstone_notices_delivered_total{way=\"webhook\"}",
                "touchstone_notices_delivered_total{way=\"mail\"}",
                "touchstone_notice_failures_total{way=\"webhook\"}",
                "touchstone_notice_retries_total{way=\"mail\"}",
                "touchstone_audit_deferred_entries",
            ] { #expect(before[Substring(name)] == 0, "\(name)") }

            let objects = PostedIndicators.collection + "objects/"
            let posted = try await own.post(
                objects,
                PostedIndicators.envelope([
                    PostedIndicators.indicator(1), PostedIndicators.indicator(2),
                    #"{"type":"indicator"}"#,
                ]), headers: [("content-type", "application/taxii+json;version=2.1")])
            #expect(posted.status == 202, "\(posted.body)")
            #expect(try await own.get(objects + "?match%5Btype%5D=indicator").status == 200)
            #expect(
                try await own.get(
                    PostedIndicators.collection + "manifest/?match%5Btype%5D=indicator"
                )
                .status == 200)
            #expect(try await own.get(PostedIndicators.collection + "nothing/").status == 404)
            await desk.recorder.settle()
            let after = try await shown(by: desk)
            #expect(after["touchstone_taxii_objects_posted_total"] == 2)
            #expect(after["touchstone_taxii_objects_refused_total"] == 1)
            #expect(after["touchstone_taxii_pages_served_total"] == 2)
            #expect(after["touchstone_taxii_objects_served_total"] == 4)
            #expect(after["touchstone_audit_deferred_entries"] == 0)

            let owner = try await DraftDeskTests.Visitor(desk, .investigator)
            for title in ["one", "two"] {
                #expect(try await owner.post("/console/cases", ["title": title]).status == 303)
            }
            let draft = try await owner.post("/console/drafts", DraftDeskTests.report)
            let location = try #require(draft.headers["location"]?.first)
            let start = try #require(location.firstRange(of: "/console")).lowerBound
            #expect(try await shown(by: desk)["touchstone_drafts_submitted"] == 0)
            let submitted = try await owner.post(
                String(location[start...]) + "/submit", ["revision": "1"])
            #expect(submitted.status == 303)
            let inPreparation = try await shown(by: desk)
            #expect(inPreparation["touchstone_cases_open"] == 2)
            #expect(inPreparation["touchstone_drafts_submitted"] == 1)
        }
    }

    @Test("records that cannot be written are told while they wait")
    func deferred() async throws {
        struct DiskFull: Error {}
        let isBroken = Mutex(true)
        let backlog = AuditBacklog { _ in if isBroken.withLock({ $0 }) { throw DiskFull() } }
        try backlog.add(AuditRecord(who: .node, action: .readCollection, details: [:]))
        #expect(backlog.count == 1)
        await backlog.settle()
        #expect(backlog.count == 1)
        isBroken.withLock { $0 = false }
        await backlog.settle()
        #expect(backlog.count == 0)
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
