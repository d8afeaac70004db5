import AllianceNames
import AllianceNode
import Credentials
import Foundation
import Peering
import Replication
import Roster
import Synchronization
import Testing
import TransparencyLog

@Suite struct RosterRegisterTests {
    let authority: RosterAuthority
    let store = InMemoryLogStore()
    init() throws { authority = try RosterAuthority() }

    /// How often observers are told, and of what.
    private final class Told: Sendable {
        private let state = Mutex<(versions: [UInt64], forks: [RosterFork])>(([], []))
        var versions: [UInt64] { state.withLock { $0.versions } }
        var forks: [RosterFork] { state.withLock { $0.forks } }

        init(_ register: RosterRegister) {
            register.observe { roster in self.state.withLock { $0.versions.append(roster.version) }
            }
            register.observeFork { fork in self.state.withLock { $0.forks.append(fork) } }
        }
    }

    @Test("what is refused is neither kept nor seen, in this run or the next")
    func checksBeforeKeeping() throws {
        let chain = try authority.chain(of: 2)
        let register = try authority.register(chain.notes, in: store)
        let told = Told(register)
        let stranger = try RosterAuthority().signer
        let bad: [SignedNote] = [
            try authority.next(after: chain, day: 3, signedBy: []),
            try authority.next(after: chain, day: 3, signedBy: [stranger]),
            // Two versions ahead, of a chain that skips one.
            try authority.next(after: authority.chain(of: 3), day: 4),
            try SignedNote(text: "no roster\n"),
        ]
        for note in bad { #expect(throws: (any Error).self) { try register.accept(note) } }
        #expect(try store.rosters().map(\.version) == [1, 2])
        #expect(register.newest?.version == 2 && told.versions.isEmpty)
        #expect(try authority.register([], in: store).newest == register.newest)
    }

    @Test("judging takes nothing, and says what accepting will")
    func judge() throws {
        let chain = try authority.chain(of: 3)
        let register = try authority.register(Array(chain.notes.prefix(2)), in: store)
        let told = Told(register)
        #expect(try register.judge(chain.notes[1]) == .alreadyHeld)
        #expect(try register.judge(chain.notes[2]) == .extended)
        let unsigned = try authority.next(after: authority.chain(of: 2), day: 3, signedBy: [])
        #expect(throws: RosterError.self) { try register.judge(unsigned) }
        let rival = try authority.next(after: authority.chain(of: 1), day: 9)
        guard case .forked = try register.judge(rival) else {
            Issue.record("the rival of version 2 is no fork")
            return
        }
        #expect(try register.newest?.version == 2 && store.rosters().count == 2)
        #expect(register.fork == nil && told.versions.isEmpty && told.forks.isEmpty)
        #expect(try register.accept(chain.notes[2]) == .extended)
    }

    @Test("a roster that could not be kept is not seen, and is taken at the next offer")
    func keepingFails() throws {
        let chain = try authority.chain(of: 1)
        _ = try authority.register(chain.notes, in: store)
        // Of the register's calls: reading the record, then keeping the note.
        let faulty = FaultyLogStore(store, failing: .before, call: 1)
        let register = try authority.register([], in: faulty)
        let told = Told(register)
        let second = try authority.next(after: chain, day: 2)
        #expect(throws: FaultyLogStore.Fault.self) { try register.accept(second) }
        #expect(register.newest?.version == 1 && told.versions.isEmpty)
        #expect(try authority.register([second], in: store).newest?.version == 2)
    }

    @Test("an old roster, shown again, changes nothing, in this run or the next")
    func rollback() throws {
        let chain = try authority.chain(of: 4)
        let register = try authority.register(chain.notes, in: store)
        let told = Told(register)
        for note in chain.notes { #expect(try register.accept(note) == .alreadyHeld) }
        #expect(register.newest?.version == 4 && told.versions.isEmpty)
        let again = try authority.register(Array(chain.notes.prefix(2)), in: store)
        #expect(again.newest?.version == 4)
    }

    @Test("a fork is told once, kept with both notes, and found again at the next start")
    func fork() throws {
        var chain = try authority.chain(of: 2)
        let rival = try authority.next(after: chain, day: 9)
        _ = try chain.accept(authority.next(after: chain, day: 3))
        _ = try chain.accept(authority.next(after: chain, day: 4))
        let register = try authority.register(chain.notes, in: store)
        let told = Told(register)
        for _ in 0..<3 {
            guard case .forked = try register.accept(rival) else {
                Issue.record("the rival of version 3 is no fork")
                return
            }
        }
        #expect(told.forks.map(\.version) == [3] && told.versions.isEmpty)
        #expect(told.forks.first?.held == chain.notes[2] && told.forks.first?.other == rival)
        // Frozen at the newest, not at the version that was forked.
        let again = try authority.register([], in: store)
        #expect(again.newest?.version == 4 && again.fork == register.fork)
        let fifth = try authority.next(after: chain, day: 5)
        #expect(throws: RosterError.frozen(version: 2)) { try again.accept(fifth) }
        #expect(Told(again).forks.count == 1, "whoever comes later is told too")
    }

    @Test(
        "what goes to others is the chain without a rival, or the end of it that the authority's keys vouch for"
    )
    func provingNotes() throws {
        var chain = try authority.chain(of: 2)
        let rival = try authority.next(after: chain, day: 9)
        for day in UInt64(3)...5 { _ = try chain.accept(authority.next(after: chain, day: day)) }
        let register = try authority.register(chain.notes + [rival], in: store)
        #expect(try store.rosters().count == 6)
        let whole = register.provingNotes(countMax: 5, bytesMax: .max)
        #expect(whole == chain.notes)
        var read = RosterChain(
            trusting: [authority.signer.verifierKey], alliance: RosterAuthority.alliance)
        for note in whole { #expect(try read.accept(note) == .extended) }
        #expect(register.provingNotes(countMax: 4, bytesMax: .max) == [chain.notes[4]])
        let bytes = chain.notes.reduce(0) { $0 + $1.bytes.count }
        #expect(register.provingNotes(countMax: 5, bytesMax: bytes - 1) == [chain.notes[4]])
    }

    @Test(
        "a folder that is given the keys of another authority than it began under reads its record, and one that begins with them passes over what they do not vouch for"
    )
    func handedOn() throws {
        let heir = try RosterAuthority().signer
        var chain = try authority.chain(of: 2)
        _ = try chain.accept(
            authority.next(after: chain, day: 3, signedBy: [authority.signer, heir]) {
                $0.setAuthority([heir.verifierKey], threshold: 1)
            })
        _ = try chain.accept(authority.next(after: chain, day: 4, signedBy: [heir]))
        _ = try authority.register(chain.notes, in: store)
        func register(_ key: NoteSigner, _ store: any LogStore) throws -> RosterRegister {
            let time = RosterAuthority.start.adding(days: 5).millisecondsSince1970
            return try RosterRegister(
                trusting: [key.verifierKey], alliance: RosterAuthority.alliance, store: store,
                clock: WallClock { time })
        }
        for key in [authority.signer, heir] {
            let again = try register(key, store)
            #expect(
                again.notes == chain.notes && again.everyVersion.map(\.version) == [1, 2, 3, 4])
        }
        #expect(throws: RosterError.self) { try register(RosterAuthority().signer, store) }

        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let peers = HomeFolder(folder.path()).peers
        for (place, note) in chain.notes.enumerated() {
            try peers.write(roster: note, version: UInt64(place + 1))
        }
        for hasNewest in [false, true] {
            if hasNewest { try peers.write(roster: chain.notes[3]) }
            let joiner = try register(heir, InMemoryLogStore())
            try joiner.takeUp(peers)
            #expect(joiner.notes == Array(chain.notes[2...]))
            let stranger = try register(RosterAuthority().signer, InMemoryLogStore())
            #expect(
                throws: NodeError.registerRefused(
                    path: peers.roster(version: 1), .signatures(of: 1, needed: 1, found: 0))
            ) { try stranger.takeUp(peers) }
            #expect(stranger.newest == nil)
        }
    }

    @Test("a file that is not taken up does not keep a running node from those behind it")
    func strayBeforeNewer() throws {
        let chain = try authority.chain(of: 4)
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let peers = HomeFolder(folder.path()).peers
        let register = try authority.register(Array(chain.notes.prefix(2)), in: store)
        let stray = try authority.next(
            after: authority.chain(of: 2), day: 9, signedBy: [RosterAuthority().signer])
        try peers.write(roster: stray, version: 3)
        try peers.write(roster: chain.notes[2])
        var refused: [NodeError] = []
        try register.takeUp(peers) { refused.append($0) }
        #expect(register.newest?.version == 3)
        #expect(
            refused == [
                .registerRefused(
                    path: peers.roster(version: 3), .signatures(of: 2, needed: 1, found: 0))
            ])
    }

    @Test("a stray file stops nobody who reads a record that began under other keys")
    func strayBesideRecord() throws {
        let heir = try RosterAuthority().signer
        var chain = try authority.chain(of: 2)
        _ = try authority.register(chain.notes, in: store)
        let stray = try authority.next(
            after: authority.chain(of: 1), day: 9, signedBy: [heir])
        let third = try authority.next(after: chain, day: 3, signedBy: [authority.signer, heir]) {
            $0.setAuthority([heir.verifierKey], threshold: 1)
        }
        _ = try chain.accept(third)
        let time = RosterAuthority.start.adding(days: 4).millisecondsSince1970
        let register = try RosterRegister(
            trusting: [heir.verifierKey], alliance: RosterAuthority.alliance, store: store,
            clock: WallClock { time }, later: { [stray, third] })
        #expect(register.notes == chain.notes)
        #expect(try store.rosters().count == 3)
    }

    @Test(
        "a rival of keys that were handed on is kept, also over a restart, and the register goes on"
    )
    func supersededRival() throws {
        let heir = try RosterAuthority().signer
        var chain = try authority.chain(of: 1)
        let rival = try authority.next(after: chain, day: 3)
        _ = try chain.accept(
            authority.next(after: chain, day: 2, signedBy: [authority.signer, heir]) {
                $0.setAuthority([heir.verifierKey], threshold: 1)
            })
        let register = try authority.register(chain.notes, in: store)
        let told = Told(register)
        _ = try register.accept(rival)
        #expect(told.forks.map(\.freezes) == [false] && register.fork?.other == rival)
        _ = try chain.accept(authority.next(after: chain, day: 4, signedBy: [heir]))
        let next = try #require(chain.newest?.note)
        #expect(try register.accept(next) == .extended)
        let again = try authority.register([], in: store)
        #expect(again.fork == register.fork && again.newest?.version == 3)
        _ = try chain.accept(authority.next(after: chain, day: 5, signedBy: [heir]))
        let last = try #require(chain.newest?.note)
        #expect(try again.accept(last) == .extended)
        #expect(try store.rosters().count == 5)
    }

    @Test(
        "a record in which another version came first is read as the members have agreed, and so is what follows"
    )
    func settled() throws {
        let trunk = try authority.chain(of: 1)
        var (left, followed) = (trunk, trunk)
        for day in UInt64(2)...4 { _ = try left.accept(authority.next(after: left, day: day)) }
        for day in UInt64(6)...7 {
            _ = try followed.accept(authority.next(after: followed, day: day))
        }
        let rival = followed.notes[1]
        // With the rival in the record, and without.
        for seen in [[rival], []] {
            let store = InMemoryLogStore()
            _ = try authority.register(left.notes + seen, in: store)
            let keys = AuthorityKeys([authority.signer.verifierKey])
                .settling(2, Roster.digest(of: rival))
            func register() throws -> RosterRegister {
                let time = RosterAuthority.start.adding(days: 8).millisecondsSince1970
                return try RosterRegister(
                    trusting: keys, alliance: RosterAuthority.alliance, store: store,
                    clock: WallClock { time })
            }
            let first = try register()
            #expect(first.notes == Array(followed.notes.prefix(1 + seen.count)))
            // The branch that was left stays left, whoever shows it.
            for note in left.notes.dropFirst() {
                let keyword: String?
                do {
                    let acceptance = try first.accept(note)
                    keyword =
                        if case .forked(let fork) = acceptance, !fork.freezes { "forked" } else {
                            nil
                        }
                } catch { keyword = (error as? RosterError)?.keyword }
                #expect(
                    ["forked", "not-settled", "missing-versions", "unlinked"].contains(keyword))
            }
            for note in followed.notes { _ = try first.accept(note) }
            #expect(first.notes == followed.notes && first.fork?.freezes != true)
            let again = try register()
            #expect(again.notes == followed.notes && again.newest?.note == followed.notes[2])
            // Peers are shown what counts, not what the record has first.
            let source = StoredPeerSource(
                store, register: again,
                objects: try SnapshotWorld().served(by: QuestionAlliance.maison))
            #expect(try store.roster(version: 2)?.noteText == left.notes[1].description)
            for (version, note) in [(2, followed.notes[1]), (3, followed.notes[2]), (4, nil)] {
                #expect(try source.rosterNote(version: UInt64(version)) == note?.bytes)
            }
            let next = try authority.next(after: followed, day: 8)
            #expect(try again.accept(next) == .extended)
            #expect(try register().notes == followed.notes + [next])
            // Who has not been told goes by what came first, and stops.
            let untold = try authority.register([], in: store)
            #expect(untold.newest?.note == left.notes[3] && untold.fork?.freezes == true)
        }
    }

    @Test("two processes that take rivals at one time agree on the one that was kept first")
    func twoProcesses() throws {
        let chain = try authority.chain(of: 1)
        let (one, other) = (
            try authority.register(chain.notes, in: store),
            try authority.register(chain.notes, in: store)
        )
        let (first, second) = (
            try authority.next(after: chain, day: 2), try authority.next(after: chain, day: 3)
        )
        #expect(try one.accept(first) == .extended)
        guard case .forked(let fork) = try other.accept(second) else {
            Issue.record("the second process has taken the rival")
            return
        }
        #expect(fork.held == first && fork.other == second)
        #expect(other.newest?.note == first)
        let told = Told(one)
        try one.reload()
        #expect(one.fork == fork && one.newest?.note == first)
        #expect(told.forks == [fork] && told.versions.isEmpty)
        try one.reload()
        #expect(told.forks.count == 1)
    }

    @Test("what another process has taken is seen, and told once")
    func reload() throws {
        let chain = try authority.chain(of: 3)
        let one = try authority.register(Array(chain.notes.prefix(1)), in: store)
        let told = Told(one)
        _ = try authority.register(chain.notes, in: store)
        try one.reload()
        try one.reload()
        #expect(one.newest?.version == 3 && told.versions == [3])
        let fourth = try authority.next(after: chain, day: 4)
        #expect(try one.accept(fourth) == .extended)
    }

    @Test("a register whose newest roster has expired says so, and takes the next one")
    func expiry() throws {
        let chain = try authority.chain(of: 2)
        let register = try authority.register(chain.notes, in: store, day: 40)
        #expect(register.standing().isExpired)
        try register.accept(authority.next(after: chain, day: 39))
        #expect(!register.standing().isExpired)
    }
}
