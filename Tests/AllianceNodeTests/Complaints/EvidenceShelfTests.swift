import AllianceNames
import AllianceNode
import Complaints
import Credentials
import Foundation
import NodeAPI
import Replication
import Statements
import Synchronization
import Testing
import TransparencyLog

/// Files that complaints rest on: kept, served to readers of the desk, fetched from them.
@Suite(.timeLimit(.minutes(8))) struct EvidenceShelfTests {
    private static func with(
        _ body: (JudgeParty, DeskOfParty, DeskOfParty) async throws -> Void
    ) async throws {
        let party = try await JudgeParty()
        let brand = try DeskOfParty(party.node("brand"))
        let platform = try DeskOfParty(party.platform)
        try await body(party, brand, platform)
        try brand.close()
        try platform.close()
        try party.close()
    }

    private static func complaint(_ files: [Statements.EvidenceFile], number: Int = 1) throws
        -> Complaint
    {
        var complaint = JudgeParty.complaint(
            [try JudgeParty.listing(number)], ground: .counterfeitFeatures)
        complaint.evidence = files
        return complaint
    }

    /// Complaints that name more files than one round looks at.
    private static func manyFiles() throws -> [Complaint] {
        try (1...10).map { number in
            try complaint(
                (0..<32).map { file in
                    Statements.EvidenceFile(
                        digest: .sha256([UInt8(number), file]), mediaType: "image/png",
                        byteCount: 10, role: .featurePhotographs)
                }, number: number)
        }
    }

    private static func fetching(_ desk: DeskOfParty, _ wire: EvidenceWire) -> EvidenceFetching {
        wire.fetching(for: desk)
    }

    @Test("a file is taken by its first bytes and of a bounded length, for this user alone")
    func kept() async throws {
        try await Self.with { _, brand, _ in
            let desk = brand.desk
            func keeping(_ bytes: [UInt8]) async throws -> String? {
                try await DeskOfParty.keyword { try await desk.keep(bytes) }
            }
            #expect(try await keeping([]) == "413 evidence-length")
            let most = Int(Statements.EvidenceFile.fileBytesMax)
            #expect(
                try await keeping(DeskOfParty.picture(most - 7)) == "413 evidence-length")
            #expect(try await keeping([0, 1, 2]) == "422 evidence-type")
            #expect(try await keeping(Array("<html></html>\u{0}".utf8)) == "422 evidence-type")
            let kept = try await desk.keep(DeskOfParty.picture(most - 8))
            #expect(
                kept.byteCount == Statements.EvidenceFile.fileBytesMax
                    && kept.mediaType == "image/png")
            #expect(try await desk.keep(Array("a,b\n1,2\n".utf8)).mediaType == "text/plain")
            let path = "\(brand.node.home.evidence)/\(kept.digest.hex)"
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect(mode as? Int == 0o600)
        }
    }

    @Test("what ends a round does not end the fetching of files")
    func patient() async throws {
        let party = try await JudgeParty()
        let desk = try DeskOfParty(party.platform)
        let fetching = Self.fetching(desk, EvidenceWire(desk.complaints.shelf))
        try desk.complaints.shelf.close()
        await #expect(throws: (any Error).self) { _ = try await fetching.round() }
        let running = Task { try await fetching.run() }
        try await Task.sleep(for: .milliseconds(300))
        running.cancel()
        try await running.value
        try party.close()
    }

    @Test(
        "an author who does not answer has its share of a round, however much it names; others' come behind it"
    )
    func slowAuthor() async throws {
        let party = try await JudgeParty(seats: ["brand", "m1", "platform"])
        let (brand, platform) = (
            try DeskOfParty(party.node("brand")), try DeskOfParty(party.platform)
        )
        let rival = party.node("m1").member
        try await party.say(
            Self.manyFiles().map { .complaint(.complaint($0)) }, by: "m1",
            in: JudgeParty.channel)
        try platform.complaints.shelf.catchUp()
        party.pass(hours: 1)
        let kept = try await brand.desk.keep(DeskOfParty.picture(300))
        _ = try await brand.file(Self.complaint([DeskOfParty.file(kept, .featurePhotographs)]))
        try party.bring(from: "brand", to: "platform")
        let wire = EvidenceWire(brand.complaints.shelf)
        wire.answers.withLock {
            $0 = { peer in
                guard peer == rival else { return true }
                party.pass(hours: 1)
                return false
            }
        }
        let fetching = Self.fetching(platform, wire)
        let round = try await fetching.round()
        #expect(round.fetched == [kept.digest])
        #expect(round.failures.count == 1 && round.isCutShort)
        // What is left of it has its share of the next.
        #expect(try await fetching.round().failures.count == 1)
        try brand.close()
        try platform.close()
        try party.close()
    }

    @Test("a node takes so much of one member and no more; what is here may come again")
    func room() async throws {
        try await Self.with { party, _, _ in
            var room = EvidenceShelf.Room()
            room.ofOneMember = 250
            let shelf = try EvidenceShelf(party.node("m1"), room: room)
            let first = try shelf.keep(DeskOfParty.picture(100, seed: 1))
            _ = try shelf.keep(DeskOfParty.picture(100, seed: 2))
            #expect(
                try await DeskOfParty.keyword { try shelf.keep(DeskOfParty.picture(100, seed: 3)) }
                    == "507 evidence-room")
            #expect(try shelf.keep(DeskOfParty.picture(100, seed: 1)) == first)
            party.pass(hours: 25)
            #expect(try shelf.eraseUnnamed().count == 2, "nobody named them")
            #expect(!shelf.holds(first.digest))
            _ = try shelf.keep(DeskOfParty.picture(100, seed: 3))
            try shelf.close()
        }
    }

    @Test("a file is served through a statement in a channel of a desk that the reader reads")
    func served() async throws {
        try await Self.with { party, brand, _ in
            let bytes = DeskOfParty.picture(300)
            let kept = try await brand.desk.keep(bytes)
            let shelf = brand.complaints.shelf
            func piece(_ from: Int = 0, _ channels: Set<ChannelID> = [JudgeParty.channel]) throws
                -> [UInt8]?
            {
                try shelf.piece(of: kept.digest, from: from, readableIn: channels)
            }
            #expect(try piece() == nil, "no statement names it")
            _ = try await brand.file(
                Self.complaint([DeskOfParty.file(kept, .featurePhotographs)]))
            #expect(try piece() == bytes)
            #expect(try piece(200) == Array(bytes[200...]))
            #expect(try piece(bytes.count) == nil)
            #expect(try piece(0, [.alliance]) == nil)
            #expect(try piece(0, []) == nil)
            party.pass(hours: 48)
            #expect(try shelf.eraseUnnamed().isEmpty, "what is named stays")
            #expect(try piece() == bytes)
        }
    }

    @Test("what others' statements name is fetched once, and handed out as it is named")
    func fetched() async throws {
        try await Self.with { party, brand, platform in
            let bytes = DeskOfParty.picture(300)
            let kept = try await brand.desk.keep(bytes)
            let id = try await brand.file(
                Self.complaint([DeskOfParty.file(kept, .featurePhotographs)]))
            try party.bring(from: "brand", to: "platform")
            let wire = EvidenceWire(brand.complaints.shelf)
            let fetching = Self.fetching(platform, wire)
            let before = try #require(try await platform.desk.complaint(id))
            #expect(before.held.isEmpty)
            #expect(try await platform.desk.evidence(kept.digest, of: id) == nil)
            #expect(try await fetching.round().fetched == [kept.digest])
            let found = try #require(try await platform.desk.evidence(kept.digest, of: id))
            #expect(found.bytes == bytes && found.mediaType == "image/png")
            #expect(try await platform.desk.complaint(id)?.held == [kept.digest])
            let asked = wire.asked.withLock { $0 }
            #expect(try await fetching.round().fetched.isEmpty)
            #expect(wire.asked.withLock { $0 } == asked, "nothing is left to ask for")
            let other = EntryReference(origin: id.origin, index: id.index + 1)
            #expect(try await platform.desk.evidence(kept.digest, of: other) == nil)
        }
    }

    @Test("what comes altered is not kept, and asked for again later")
    func altered() async throws {
        try await Self.with { party, brand, platform in
            let kept = try await brand.desk.keep(DeskOfParty.picture(300))
            _ = try await brand.file(
                Self.complaint([DeskOfParty.file(kept, .featurePhotographs)]))
            try party.bring(from: "brand", to: "platform")
            let wire = EvidenceWire(brand.complaints.shelf)
            let fetching = Self.fetching(platform, wire)
            let changes: [@Sendable ([UInt8]) -> [UInt8]] = [
                { $0.dropLast() + [1] }, { _ in [] },
            ]
            for change in changes {
                wire.altered.withLock { $0 = change }
                let round = try await fetching.round()
                #expect(round.failures.map(\.file) == [kept.digest])
                #expect(!platform.complaints.shelf.holds(kept.digest))
                let again = try await fetching.round()
                #expect(again.failures.isEmpty && again.fetched.isEmpty, "it waits")
                party.pass(hours: 7)
            }
            wire.altered.withLock { $0 = nil }
            #expect(try await fetching.round().fetched == [kept.digest])
        }
    }

    @Test("a file of another type than its statement says is not kept, and never asked for again")
    func otherType() async throws {
        try await Self.with { party, brand, platform in
            let kept = try await brand.desk.keep(DeskOfParty.picture(300))
            // Not through its own desk, which would refuse it.
            _ = try await party.file(
                try Self.complaint([
                    DeskOfParty.file(kept, .featurePhotographs, type: "application/pdf")
                ]))
            let fetching = Self.fetching(platform, EvidenceWire(brand.complaints.shelf))
            #expect(try await fetching.round().failures.map(\.file) == [kept.digest])
            party.pass(hours: 48)
            let round = try await fetching.round()
            #expect(round.failures.isEmpty && round.fetched.isEmpty)
            #expect(!platform.complaints.shelf.holds(kept.digest))
        }
    }

    @Test("a damaged file is handed out to nobody, and fetched again")
    func damaged() async throws {
        try await Self.with { party, brand, platform in
            let bytes = DeskOfParty.picture(300)
            let kept = try await brand.desk.keep(bytes)
            let id = try await brand.file(
                Self.complaint([DeskOfParty.file(kept, .featurePhotographs)]))
            try party.bring(from: "brand", to: "platform")
            let fetching = Self.fetching(platform, EvidenceWire(brand.complaints.shelf))
            _ = try await fetching.round()
            let path = "\(platform.node.home.evidence)/\(kept.digest.hex)"
            try DurableFile.write(
                Array(bytes.dropLast()), to: path, mode: .secret, replacing: true)
            #expect(try await platform.desk.evidence(kept.digest, of: id) == nil)
            #expect(try await fetching.round().fetched == [kept.digest])
            #expect(try await platform.desk.evidence(kept.digest, of: id)?.bytes == bytes)
        }
    }
}
