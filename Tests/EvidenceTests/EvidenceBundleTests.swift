import AllianceNames
import Evidence
import MergedView
import Replication
import Roster
import Statements
import Testing
import TransparencyLog

@Suite("An evidence bundle", .timeLimit(.minutes(30)))
struct EvidenceBundleTests {
    private func failures(
        _ bundle: EvidenceBundle, _ keys: AuthorityKeys
    ) throws -> [EvidenceCheck.Kind] {
        let read = try EvidenceBundle(parsing: bundle.bytes)
        #expect(read == bundle)
        let judgement = read.judged(trusting: keys)
        #expect(judgement.holds == judgement.checks.allSatisfy(\.holds))
        return judgement.checks.filter { !$0.failures.isEmpty }.map(\.kind)
    }

    private static func capture(_ text: String) throws -> Capture {
        let bytes = Array(text.utf8)
        return try Capture(
            digest: .sha256(bytes), byteCount: UInt64(bytes.count), mediaType: "image/jpeg",
            name: "\(text).jpg", by: "Anna \"A.\" 王", at: BundleWorld.now)
    }

    @Test("takes the beginning of a name that is too long, up to a code point")
    func names() {
        let most = Capture.textBytesMax
        let longest = String(repeating: "a", count: most)
        #expect(Capture.name(fitting: longest) == longest)
        #expect(Capture.name(fitting: longest + "b") == longest.dropLast(3) + "…")
        // One letter with its marks has more bytes than fit.
        let piled = "e" + String(repeating: "\u{301}", count: most)
        let cut = Capture.name(fitting: piled)
        #expect(cut.utf8.count == most && cut.unicodeScalars.first == "e" && cut.last == "…")
        #expect(Capture.name(fitting: String(repeating: "👜", count: most)).utf8.count == 511)
    }

    @Test("holds, and tells who said what, since when, and what was taken back")
    func holds() throws {
        let world = try BundleWorld.told()
        let captures = try ["photo", "page"].map(Self.capture).sorted { $0.digest < $1.digest }
        let bundle = try world.bundle(world.contents(), captures: captures)
        #expect(try failures(bundle, world.keys) == [])
        let verified = try #require(
            EvidenceBundle(parsing: bundle.bytes).judged(trusting: world.keys).verified)
        #expect(verified.makerName == "House of hub")
        #expect(verified.manifest.making.purpose == "investigation: 2026-17")
        #expect(verified.capture(captures[0].digest) == captures[0])
        #expect(verified.capture(.zero) == nil)
        #expect(
            verified.statements.map(\.standing) == [.live, .retracted, .live, .live, .live])
        #expect(verified.statements[1].takenBackBy == [3])
        #expect(verified.statements.map(\.member.rawValue).suffix(2) == ["rival", "rival"])
        #expect(verified.statements.allSatisfy { $0.confirmedAt == 1_800_000_000 })
        #expect(verified.statements[0].witnesses == ["House of hub"])
        guard case .said(.assertIndicator(let said)) = verified.statements[0].content else {
            Issue.record("the first statement is a report")
            return
        }
        #expect(said.note == "bought twice")
    }

    @Test("is the same bytes whenever it is made of the same")
    func deterministic() throws {
        let world = try BundleWorld.told()
        let bundle = try world.bundle(world.contents())
        #expect(try world.bundle(world.contents()).bytes == bundle.bytes)
        #expect(try EvidenceBundle(parsing: bundle.bytes).bytes == bundle.bytes)
    }

    @Test("is refused with a bit altered, wherever", arguments: 0..<4)
    func alteredBytes(part: Int) throws {
        let world = try BundleWorld.told()
        let bytes = try world.bundle(world.contents()).bytes
        // Every 31st byte from a beginning of its own, so that heads, padding, notes and payloads are met.
        var (refused, judged) = (0, 0)
        for offset in stride(from: part * 7, to: bytes.count, by: 31) {
            var altered = bytes
            altered[offset] ^= 1 << UInt8((offset / 31 + part) % 8)
            guard let read = try? EvidenceBundle(parsing: altered) else {
                refused += 1
                continue
            }
            judged += 1
            #expect(!read.judged(trusting: world.keys).holds, "byte \(offset)")
        }
        // Heads and padding are no bundle any more; what is signed is judged.
        #expect(refused > 0 && judged > 0)
    }

    @Test("is refused cut short, lengthened, and beyond its limits")
    func bounds() throws {
        let world = try BundleWorld.told()
        let bytes = try world.bundle(world.contents()).bytes
        for count in stride(from: 0, to: bytes.count, by: 397) {
            #expect(throws: EvidenceError.self) {
                try EvidenceBundle(parsing: Array(bytes[..<count]))
            }
        }
        for more in [1, 512, 1024] {
            #expect(throws: EvidenceError.self) {
                try EvidenceBundle(parsing: bytes + [UInt8](repeating: 0, count: more))
            }
        }
        #expect(throws: EvidenceError.self) {
            try EvidenceBundle(
                parsing: [UInt8](repeating: 0, count: EvidenceBundle.bytesMax + 1))
        }
        var contents = try world.contents()
        contents.statements = Array(
            repeating: contents.statements[0], count: EvidenceBundle.statementsMax + 1)
        #expect(throws: EvidenceError.self) { try world.bundle(contents) }
    }

    @Test("takes as many statements as its limit says")
    func many() throws {
        var world = try BundleWorld()
        for count in 0..<EvidenceBundle.statementsMax {
            try world.logs["brand"]?.say(BundleWorld.report("\(count)"))
        }
        let bundle = try world.bundle(world.contents())
        #expect(try failures(bundle, world.keys) == [])
    }

    @Test("that has not all that is said tells so under its maker's signature, and holds")
    func part() throws {
        let world = try BundleWorld.told()
        let (brand, rival) = (MemberID(unchecked: "brand"), MemberID(unchecked: "rival"))
        let part = try #require(
            try BundlePart(
                members: [rival, brand], channels: [.alliance],
                leftOut: [rival: 1_200, brand: BundlePart.countedMax]))
        let bundle = try world.bundle(world.contents(), part: part)
        #expect(try failures(bundle, world.keys) == [])
        let read = try EvidenceBundle(parsing: bundle.bytes)
        #expect(read.manifest.part == part)
        #expect(read.manifest.part?.members == [brand, rival])
        #expect(
            bundle.manifest.text.contains(
                #""part":{"channels":["alliance"],"leftOut":{"brand":10000,"rival":1200},"members":["brand","rival"]}"#
            ))
        // One that has all says nothing of it, as before.
        #expect(try BundlePart(members: [], channels: [], leftOut: [:]) == nil)
        #expect(try !world.bundle(world.contents()).manifest.text.contains("part"))
        // What is left out is in what the maker signed.
        let text = bundle.manifest.text
        let altered = text.replacing("\"rival\":1200", with: "\"rival\":1201")
        #expect(altered != text)
        #expect(try BundleManifest(parsing: altered).part?.leftOut[rival] == 1_201)
        #expect(throws: (any Error).self) {
            try SignedNote(text: altered, signatures: bundle.note.signatures)
                .signatures(verifiedBy: [world.answer("hub").verifierKey])
        }
    }

    @Test("of some members or channels has nothing of others")
    func narrowed() throws {
        let world = try BundleWorld.told()
        for (members, channels) in [
            (["brand"], []), (["rival"], []), ([], ["luxury"]), (["brand", "rival"], ["luxury"]),
        ] as [([String], [String])] {
            let part = try BundlePart(
                members: Set(members.map(MemberID.init(unchecked:))),
                channels: Set(channels.map(ChannelID.init(unchecked:))), leftOut: [:])
            let bundle = try world.bundle(world.contents(), part: part)
            #expect(try failures(bundle, world.keys) == [.subject])
        }
    }

    @Test("is refused with a part that is written otherwise, or that says nothing")
    func malformedPart() throws {
        let world = try BundleWorld.told()
        let text = try world.bundle(world.contents()).manifest.text
        func with(_ part: String) -> String {
            text.replacing("\"person\":", with: "\"part\":\(part),\"person\":")
        }
        _ = try BundleManifest(parsing: with(#"{"leftOut":{"rival":1}}"#))
        for part in [
            "{}", "[]", "null", #"{"leftOut":{}}"#, #"{"leftOut":{"rival":0}}"#,
            #"{"leftOut":{"rival":10001}}"#, #"{"leftOut":{"rival":-1}}"#,
            #"{"leftOut":{"rival":"1"}}"#, #"{"leftOut":{"Rival":1}}"#, #"{"leftOut":[]}"#,
            #"{"members":[]}"#, #"{"members":["rival","brand"]}"#,
            #"{"members":["brand","brand"]}"#, #"{"members":["Brand"]}"#, #"{"members":"brand"}"#,
            #"{"channels":[1]}"#, #"{"leftOut":{"rival":1},"other":1}"#,
        ] {
            #expect(throws: EvidenceError.self, "\(part)") {
                try BundleManifest(parsing: with(part))
            }
        }
    }

    @Test("of one alliance does not hold with the key of another")
    func otherAuthority() throws {
        let world = try BundleWorld.told()
        let other = try BundleWorld(authoritySeed: 99)
        let bundle = try world.bundle(world.contents())
        #expect(try failures(bundle, other.keys) == [.register])
        #expect(try failures(bundle, []) == [.register])
        // Nor with another register put in by a member that signs for the whole.
        var contents = try world.contents()
        contents.registers = other.rosters
        #expect(try failures(world.bundle(contents), world.keys) == [.register])
    }

    @Test(
        "holds from any version of the register on that the key vouches for, and from no forged one"
    )
    func registerChain() throws {
        var world = try BundleWorld.told()
        try world.change { _ in }
        let next = try BundleWorld.signer("demo/authority-2", 2)
        let keys = [world.authority.verifierKey, next.verifierKey]
        try world.change { $0.setAuthority(keys, threshold: 1) }
        let bundle = try world.bundle(world.contents())
        #expect(try failures(bundle, world.keys) == [])
        // The newer key vouches for the third version only.
        var contents = try world.contents()
        var last = contents.registers[2]
        last.add(next.sign(text: last.text))
        contents.registers[2] = last
        #expect(try failures(world.bundle(contents), [next.verifierKey]) == [])
        // What came before it has to be what it was made from.
        contents.registers[1] = contents.registers[0]
        #expect(try failures(world.bundle(contents), [next.verifierKey]) == [.register])
        contents.registers = []
        #expect(try failures(world.bundle(contents), world.keys) == [.register])
    }

    @Test("is signed by the member that is named, with its answer key")
    func maker() throws {
        let world = try BundleWorld.told()
        let contents = try world.contents()
        for signer in [
            try world.answer("rival"), try BundleWorld.signer("demo/answer/hub", 99),
            try BundleWorld.signer("demo/alliance/hub/e1", 21),
        ] {
            let bundle = try world.bundle(contents, by: "hub", signer: signer)
            #expect(try failures(bundle, world.keys) == [.maker])
        }
    }

    @Test("does not hold where a maker put statements, payloads or places of one into another")
    func swapped() throws {
        let world = try BundleWorld.told()
        let contents = try world.contents()
        let (first, other) = (contents.statements[0], contents.statements[4])
        func with(_ statement: BundledStatement) throws -> [EvidenceCheck.Kind] {
            var contents = contents
            contents.statements[0] = statement
            return try failures(world.bundle(contents), world.keys)
        }
        // Another member's words in this member's log.
        #expect(
            try with(
                BundledStatement(
                    entry: other.entry, saltAndPayload: other.saltAndPayload, proof: first.proof))
                == [.logged])
        #expect(
            try with(
                BundledStatement(
                    entry: first.entry, saltAndPayload: other.saltAndPayload, proof: first.proof))
                == [.payloads])
        #expect(
            try with(
                BundledStatement(
                    entry: first.entry, saltAndPayload: nil, proof: first.proof)) == [.erasures])
        // A retraction has its body in the entry: nothing commits to a payload beside it.
        let retraction = contents.statements[2]
        var altered = contents
        altered.statements[2] = try BundledStatement(
            entry: retraction.entry, saltAndPayload: first.saltAndPayload, proof: retraction.proof)
        #expect(try failures(world.bundle(altered), world.keys) == [.payloads])
        // In another order they are no bundle.
        altered = contents
        altered.statements.swapAt(0, 1)
        #expect(throws: EvidenceError.self) {
            try EvidenceBundle(parsing: world.bundle(altered).bytes)
        }
        altered.statements = [first, first]
        #expect(throws: EvidenceError.self) {
            try EvidenceBundle(parsing: world.bundle(altered).bytes)
        }
    }

    @Test(
        "does not hold where a checkpoint is signed by another key, or by nobody the register knows"
    )
    func otherLogKey() throws {
        var world = try BundleWorld.told()
        let log = try #require(world.logs["brand"])
        world.logs["brand"] = .init(
            signer: try BundleWorld.signer(log.origin, 99), sealed: log.sealed)
        #expect(try failures(world.bundle(world.contents()), world.keys) == [.authors])
        world.logs["brand"] = nil
        world.logs["stranger"] = .init(
            signer: try BundleWorld.signer("demo/alliance/stranger/e1", 20), sealed: log.sealed)
        #expect(try failures(world.bundle(world.contents()), world.keys) == [.authors])
    }

    @Test("has nothing in it about anybody else")
    func subject() throws {
        var world = try BundleWorld.told()
        let other = try Indicator(.domain, parsing: "innocent.example")
        try world.logs["rival"]?.say(BundleWorld.report(on: other))
        #expect(try failures(world.bundle(world.contents()), world.keys) == [.subject])
        #expect(try failures(world.bundle(world.contents(), about: nil), world.keys) == [])
        var none = try BundleWorld.told().contents()
        none.statements = []
        none.histories = []
        #expect(try failures(world.bundle(none), world.keys) == [.subject])
    }

    // MARK: Histories

    @Test("shows that several checkpoints of a log are of one history, and no other does")
    func histories() throws {
        let world = try BundleWorld.told()
        let log = try #require(world.logs["brand"])
        var contents = try world.contents()
        contents.statements[0] = try world.statement(log, 0, size: 1)
        #expect(try failures(world.bundle(contents), world.keys) == [.histories])
        contents.histories = [TestTree(log.leaves).history(of: log.origin, [1, 3])]
        #expect(try failures(world.bundle(contents), world.keys) == [])
        contents.histories = [TestTree(log.leaves).history(of: log.origin, [1, 2, 3])]
        #expect(try failures(world.bundle(contents), world.keys) == [.histories])
        let rival = try #require(world.logs["rival"])
        contents.histories = [TestTree(log.leaves).history(of: rival.origin, [1, 3])]
        #expect(try failures(world.bundle(contents), world.keys) == [.histories])

        // The author said something else to somebody else.
        var forked = log
        forked.sealed.removeAll()
        try forked.say(BundleWorld.report("another history"))
        contents.statements[0] = try world.statement(forked, 0, size: 1)
        contents.histories = [TestTree(log.leaves).history(of: log.origin, [1, 3])]
        #expect(try failures(world.bundle(contents), world.keys) == [.histories])
        // Of one size it takes no proof.
        forked.sealed = log.sealed
        forked.sealed[2] = forked.sealed[1]
        contents.statements[0] = try world.statement(forked, 0, size: 3)
        contents.histories = []
        #expect(try failures(world.bundle(contents), world.keys) == [.histories])
    }

    @Test("of a branch that the register gave up does not hold")
    func forkedBranch() throws {
        var world = try BundleWorld.told()
        let log = try #require(world.logs["brand"])
        let end = TestTree(log.leaves).hash(0..<2)
        try world.change { draft in
            try draft.endLogs([
                LogOrigin(parsing: log.origin): .checkpoint(size: 2, root: end)
            ])
        }
        // On the branch: what is behind the end does not count.
        var contents = try world.contents()
        contents.histories = [TestTree(log.leaves).history(of: log.origin, [2, 3])]
        let bundle = try world.bundle(contents)
        #expect(try failures(bundle, world.keys) == [])
        let verified = try #require(bundle.judged(trusting: world.keys).verified)
        #expect(verified.statements.map(\.standing).prefix(3) == [.live, .live, .outOfScope])

        // On another that parted before the end.
        var forked = log
        forked.sealed[1] = forked.sealed[0]
        world.logs["brand"] = forked
        for history in [log, forked] {
            var contents = try world.contents()
            contents.histories = [TestTree(history.leaves).history(of: log.origin, [2, 3])]
            #expect(try failures(world.bundle(contents), world.keys) == [.histories])
        }
    }

    @Test("tells that its author signed conflicting records, where it has the proof")
    func suspended() throws {
        let world = try BundleWorld.told()
        let log = try #require(world.logs["brand"])
        var forked = log
        forked.sealed[2] = forked.sealed[1]
        var contents = try world.contents()
        contents.forks = [
            try ForkProof(
                ofOneSize: world.checkpoint(log, size: 3), world.checkpoint(forked, size: 3))
        ]
        let bundle = try world.bundle(contents)
        #expect(try failures(bundle, world.keys) == [])
        let verified = try #require(bundle.judged(trusting: world.keys).verified)
        #expect(
            verified.statements.map(\.standing)
                == [.suspended, .retracted, .suspended, .live, .live])
        // A proof that proves nothing is no reason to call anybody a liar.
        contents.forks = [
            try ForkProof(
                smaller: world.checkpoint(log, size: 2), larger: world.checkpoint(log, size: 3),
                difference: .prefix(
                    root: TestTree(log.leaves).hash(0..<2),
                    path: TestTree(log.leaves).consistencyPath(from: 2, in: 0..<3)))
        ]
        #expect(try failures(world.bundle(contents), world.keys) == [.forks])
    }

    // MARK: Erasure

    @Test("shows what was erased as erased, with the certificate that allows it and no other")
    func erased() throws {
        var world = try BundleWorld.told()
        world.logs["brand"]?.erased = [1]
        let origin = try LogOrigin(parsing: "demo/alliance/brand/e1")
        func certificate(_ entries: [UInt64], by signers: [NoteSigner]) throws -> SignedErasure {
            SignedErasure(
                try ErasureCertificate(
                    origin: origin, entries: EntryRanges(entries), reason: .request,
                    issuedAt: BundleWorld.now), by: signers)
        }
        let log = try #require(world.logs["brand"]).signer
        var contents = try world.contents()
        #expect(try failures(world.bundle(contents), world.keys) == [.erasures])
        contents.erasures = [try certificate([2], by: [log, world.authority])]
        #expect(try failures(world.bundle(contents), world.keys) == [.erasures])
        contents.erasures = [try certificate([1], by: [log])]
        #expect(try failures(world.bundle(contents), world.keys) == [.erasures])
        contents.erasures = [try certificate([1], by: [log, world.authority])]
        let bundle = try world.bundle(contents)
        #expect(try failures(bundle, world.keys) == [])
        let verified = try #require(bundle.judged(trusting: world.keys).verified)
        guard case .erased(.request, at: BundleWorld.now) = verified.statements[1].content else {
            Issue.record("it is told as erased")
            return
        }
        // Whoever has the certificate hands on nothing of what it erases.
        world.logs["brand"]?.erased = []
        var whole = try world.contents()
        whole.erasures = contents.erasures
        #expect(try failures(world.bundle(whole), world.keys) == [.erasures])
    }
}
