import AllianceNames
import AllianceNode
import MergedView
import Replication
import Roster
import SQLiteStore
import Statements
import Testing
import TransparencyLog

@Suite("The eraser")
struct EraserTests {
    private static let texts = ["xqvonne.zw", "xqvonne", "XQVONNE", "qvonne.zw"]

    private func world() throws -> ErasureWorld {
        let world = try ErasureWorld()
        try world.say([
            ErasureWorld.person("someone"), ErasureWorld.person("xqvonne.zw"),
            ErasureWorld.person("another"),
        ])
        return world
    }

    @Test("leaves nothing in any file, and says so only then")
    func erases() throws {
        let world = try world()
        #expect(try !world.files(with: Self.texts).isEmpty)
        let record = try world.register().accept(world.complete("1")).record
        #expect(record.state == .complete)
        #expect(try world.eraser().run() == 0)
        #expect(try world.logs.erasure(record.id)?.state == .finished)
        #expect(try world.files(with: Self.texts) == [])
        #expect(try world.eraser().run() == 0)
        let audit = try LogAudit(
            of: world.origin, in: world.logs, key: world.author.verifierKey
        ).run()
        #expect(audit.isSound)
        #expect(audit.payloadsAbsent == 1)
        let root = try world.root()
        try world.view.erase()
        try world.merge()
        #expect(try world.root() == root, "built anew it is the same")
        #expect(try world.view.erasureCount() == 1)
    }

    @Test(
        "finishes after a crash at any call of the record", arguments: 0..<10,
        [true, false])
    func crash(call: Int, before: Bool) throws {
        let world = try world()
        let faulty = FaultyLogStore(world.logs, failing: before ? .before : .after, call: call)
        let signed = try world.complete("1")
        var hasFailed = false
        do {
            try world.register(in: faulty).accept(signed)
            try world.eraser(in: faulty).run()
        } catch is FaultyLogStore.Fault {
            hasFailed = true
        }
        try world.reopen()
        let kept = try world.logs.erasure(signed.certificate.id)
        if kept == nil {
            // Never acknowledged, and nothing done: whoever brought it brings it again.
            #expect(hasFailed)
            #expect(try !world.files(with: Self.texts).isEmpty)
            try world.register().accept(signed)
        }
        #expect(try world.eraser().run() == 0)
        try world.merge()
        #expect(try world.logs.erasure(signed.certificate.id)?.state == .finished)
        #expect(try world.files(with: Self.texts) == [])
        let clean = try self.world()
        try clean.register().accept(clean.complete("1"))
        try clean.eraser().run()
        #expect(try world.view.erasureCount() == clean.view.erasureCount())
    }

    @Test("a certificate that came before its entry erases it as it arrives")
    func early() throws {
        let (early, late) = (try ErasureWorld(), try world())
        try early.register().accept(early.complete("1"))
        #expect(try early.eraser().run() == 0)
        try early.say([
            ErasureWorld.person("someone"), ErasureWorld.person("xqvonne.zw"),
            ErasureWorld.person("another"),
        ])
        try late.register().accept(late.complete("1"))
        try late.eraser().run()
        #expect(try early.files(with: Self.texts) == [])
        #expect(try early.root() == late.root())
    }

    @Test("proposal, countersigned later, by parts in any order")
    func parts() throws {
        let world = try world()
        let certificate = try world.certificate("1")
        let proposal = SignedErasure(certificate, by: [world.author])
        #expect(try world.register().accept(proposal).record.state == .proposed)
        #expect(try world.eraser().run() == 0)
        #expect(try !world.files(with: Self.texts).isEmpty)
        #expect(try !world.register().accept(proposal).isNews)
        // The authority's half alone would not do for this reason.
        let half = SignedErasure(certificate, by: [world.authority])
        #expect(throws: ErasureError.self) { try half.verified(by: world.roster) }
        let joined = try world.register().accept(half)
        #expect(joined.isNews && joined.record.state == .complete)
        #expect(try world.eraser().run() == 0)
        #expect(try world.files(with: Self.texts) == [])
    }

    private func hasNews(_ signed: SignedErasure, _ world: ErasureWorld) throws -> Bool {
        var full = CrowdedProposals()
        return try world.register().hasNews(in: signed, full: &full)
    }

    @Test(
        "what says no more than is known is told without a write, however its lines are ordered; another key's is news"
    )
    func known() throws {
        let world = try world()
        let second = try NoteSigner(
            name: "demo/authority", seed: [UInt8](repeating: 45, count: 32))
        let certificate = try world.certificate("1")
        let proposal = SignedErasure(certificate, by: [world.author])
        let complete = SignedErasure(certificate, by: [world.author, world.authority])
        for news in [proposal, complete] {
            #expect(try hasNews(news, world))
            try world.register().accept(news)
            #expect(try !hasNews(news, world))
        }
        let turned = SignedErasure(certificate, by: [world.authority, world.author])
        let more = SignedErasure(certificate, by: [world.author, world.authority, second])
        // Nobody knows the second key.
        for known in [proposal, complete, turned, more] {
            #expect(try !hasNews(known, world))
            #expect(try !world.register().accept(known).isNews)
        }
        #expect(try hasNews(world.complete("2"), world))
        try world.change(by: [second]) {
            $0.setAuthority([world.authority.verifierKey, second.verifierKey], threshold: 2)
        }
        #expect(try hasNews(more, world))
    }

    @Test("a proposal is news again where another roster finds it complete")
    func completedByRoster() throws {
        let world = try world()
        let second = try NoteSigner(
            name: "demo/authority", seed: [UInt8](repeating: 45, count: 32))
        try world.change(by: [second]) {
            $0.setAuthority([world.authority.verifierKey, second.verifierKey], threshold: 2)
        }
        let proposal = try world.complete("1")
        #expect(try world.register().accept(proposal).record.state == .proposed)
        #expect(try !hasNews(proposal, world))
        try world.change(by: [second]) {
            $0.setAuthority([world.authority.verifierKey, second.verifierKey], threshold: 1)
        }
        #expect(try hasNews(proposal, world))
        #expect(try world.register().accept(proposal).record.state == .complete)
    }

    @Test(
        "of a thousand proposals too many one is judged, and complete certificates among them are")
    func crowded() throws {
        let world = try world()
        func proposal(_ index: Int, by signers: [NoteSigner]) throws -> SignedErasure {
            SignedErasure(try world.certificate("\(index)"), by: signers)
        }
        for index in 0..<erasureProposalsMax {
            try world.register().accept(proposal(index, by: [world.author]))
        }
        let store = FaultyLogStore(world.logs, failing: .never {}, call: 1_000_000)
        let register = world.register(in: store)
        let stranger = try NoteSigner(
            name: "demo/authority", seed: [UInt8](repeating: 7, count: 32))
        var full = CrowdedProposals()
        #expect(try !register.hasNews(in: proposal(5_000, by: [world.author]), full: &full))
        let (before, count) = (store.left, 1_000)
        for index in 0..<count {
            // Keys that nobody knows say nothing.
            let more = try proposal(6_000 + index, by: [world.author, stranger])
            #expect(try !register.hasNews(in: more, full: &full))
        }
        #expect(before - store.left == count, "each is looked for, and that is all")
        // A known one may lack no more than what is shown now.
        let complete = try proposal(0, by: [world.author, world.authority])
        #expect(try register.hasNews(in: complete, full: &full))
        #expect(try register.hasNews(in: world.complete("7000"), full: &full))
        #expect(throws: ErasureError.unsigned) {
            try register.hasNews(in: proposal(7_001, by: [stranger]), full: &full)
        }
        // Another key has room of its own.
        let second = try NoteSigner(
            name: "demo/authority", seed: [UInt8](repeating: 45, count: 32))
        try world.change(by: [second]) {
            $0.setAuthority([world.authority.verifierKey, second.verifierKey], threshold: 2)
        }
        let others = try proposal(7_002, by: [world.author, world.authority])
        #expect(try world.register().hasNews(in: others, full: &full))
    }

    @Test("nobody's note, and a note with a broken line, change nothing")
    func refused() throws {
        let world = try world()
        let stranger = try NoteSigner(
            name: world.origin.description, seed: [UInt8](repeating: 77, count: 32))
        #expect(throws: ErasureError.unsigned) {
            try world.register().accept(
                SignedErasure(world.certificate("1"), by: [stranger]))
        }
        #expect(try world.logs.erasures().isEmpty)
    }

    @Test("bytes that are in memory still are not merged again")
    func recentSlices() throws {
        let world = try ErasureWorld()
        let recent = RecentSlices()
        try world.say([ErasureWorld.person("someone"), ErasureWorld.person("xqvonne.zw")])
        let entries = try #require(
            try StoredEntries(world.logs).slice(of: world.origin, from: 0))
        let kept = AdmittedEntries(
            origin: world.origin, start: 0,
            slices: [
                BundleSlice(
                    bundle: 0, offset: 0, count: 2, entries: entries.entries,
                    payloads: entries.payloads, leafHashes: [.zero, .zero])
            ])
        let record = try world.register().accept(world.complete("1")).record
        try world.eraser().run()
        let root = try world.root()
        // A writer that was about to hand over what it had read before, to a view that begins anew.
        try world.view.erase()
        recent.keep(kept)
        try ViewMerger(logs: world.logs, view: world.view, recent: recent).catchUp()
        #expect(try world.root() == root)
        #expect(try world.logs.erasure(record.id)?.state == .finished)
        recent.forget(world.origin)
        #expect(recent.byteCount == 0)
    }
}
