import AllianceNames
import AllianceNode
import Peering
import Replication
import Roster
import Testing
import TransparencyLog

/// A node that was away, and peers that help it or lie to it.
@Suite(.timeLimit(.minutes(30))) struct RosterCatchUpTests {
    let authority: RosterAuthority
    let world: ReplicatingAlliance
    init() throws {
        authority = try RosterAuthority()
        world = try ReplicatingAlliance()
    }

    /// A peer that holds some versions of a chain, and claims one of them to be its newest.
    private func connect(_ name: String, _ notes: [UInt64: SignedNote], newest: UInt64) {
        let time = world.time
        world.peers.connect(MemberID(unchecked: name)) { (resource, _) throws(PeerError) in
            switch resource {
            case .roster(let version):
                guard let note = notes[version.map { UInt64($0) } ?? newest] else {
                    throw .refused(status: 404, detail: "not held")
                }
                return Array(note.description.utf8)
            case .frontier(let token?, let wait) where token == "t\(newest)":
                await time.sleep(.seconds(wait))
                return FrontierAnswer(token: token, checkpoints: []).bytes
            default:
                return FrontierAnswer(token: "t\(newest)", checkpoints: []).bytes
            }
        }
    }

    private func notes(
        _ chain: RosterChain, _ versions: ClosedRange<UInt64>
    ) -> [UInt64: SignedNote] {
        Dictionary(
            uniqueKeysWithValues: versions.compactMap { version in
                chain.note(version: version).map { (version, $0) }
            })
    }

    /// Runs the node of `rival` from the rosters given, until `isDone` or for good.
    private func run(
        from notes: [SignedNote], day: UInt64 = 2, limits: Replicator.Limits = .init(),
        until isDone: @escaping @Sendable (RosterRegister, Replicator) async -> Bool
    ) async throws -> RosterRegister {
        let store = world.store(of: "rival")
        let register = try authority.register(notes, in: store, day: day)
        let replicator = try world.replicator(
            of: "rival", register: register, limits: limits)
        register.observe { _ in replicator.rosterChanged() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await replicator.run() }
            while await !isDone(register, replicator) {
                try await Task.sleep(for: .milliseconds(2))
            }
            group.cancelAll()
            try await group.waitForAll()
        }
        return register
    }

    @Test(
        "a late node climbs through expired rosters, from peers that hold only parts of the chain")
    func partsOfTheChain() async throws {
        // Each is valid for a day and a half; the node has slept for two months.
        let chain = try authority.chain(of: 60, days: 1)
        connect("hub", notes(chain, 25...60), newest: 60)
        connect("brand", notes(chain, 1...30), newest: 30)
        let register = try await run(from: [chain.notes[0]], day: 60) { register, _ in
            register.newest?.version == 60
        }
        #expect(try world.store(of: "rival").rosters().count == 60)
        #expect(!register.standing().isExpired)
    }

    @Test("more versions than are fetched in a row are fetched all the same")
    func manyVersions() async throws {
        let chain = try authority.chain(of: 45)
        connect("hub", notes(chain, 1...45), newest: 45)
        world.peers.disconnect(MemberID(unchecked: "brand"))
        var limits = Replicator.Limits()
        limits.rosterVersionsMax = 20
        _ = try await run(from: [chain.notes[0]], limits: limits) { register, _ in
            register.newest?.version == 45
        }
        #expect(try world.store(of: "rival").rosters().count == 45)
    }

    @Test("a peer that claims a version beyond all others' takes nobody there")
    func fastForward() async throws {
        let chain = try authority.chain(of: 3)
        var ahead = chain.notes[2].text
        ahead.replace(#""version": 3"#, with: #""version": 999999999"#)
        var forged = try SignedNote(text: ahead)
        forged.add(try RosterAuthority().signer.sign(text: ahead))
        connect("brand", [999_999_999: forged, 2: forged], newest: 999_999_999)
        connect("hub", notes(chain, 1...3), newest: 3)
        let register = try await run(from: [chain.notes[0]]) { register, replicator in
            let statuses = await replicator.peerStatuses
            return register.newest?.version == 3
                && statuses.contains { $0.peer.rawValue == "brand" && $0.lastRefusal != nil }
        }
        #expect(register.newest?.note == chain.notes[2])
        #expect(try world.store(of: "rival").rosters().count == 3)
    }

    @Test("a peer that shows an old roster sets nobody back")
    func rollback() async throws {
        let chain = try authority.chain(of: 5)
        connect("brand", notes(chain, 1...2), newest: 2)
        connect("hub", notes(chain, 1...5), newest: 5)
        let register = try await run(from: Array(chain.notes.prefix(3))) { register, replicator in
            let statuses = await replicator.peerStatuses
            return register.newest?.version == 5
                && statuses.contains { $0.peer.rawValue == "brand" && $0.rosterVersion == 2 }
        }
        #expect(register.newest?.version == 5)
    }

    @Test(
        "a peer on another branch leads down to where the authority signed twice",
        arguments: [4, 6, 7, 9] as [UInt64])
    func otherBranch(newest: UInt64) async throws {
        let trunk = try authority.chain(of: 3)
        var (ours, theirs) = (trunk, trunk)
        for day in UInt64(4)...6 { _ = try ours.accept(authority.next(after: ours, day: day)) }
        for version in 4...newest {
            _ = try theirs.accept(authority.next(after: theirs, day: 6 + version))
        }
        connect("hub", notes(theirs, 1...newest), newest: newest)
        world.peers.disconnect(MemberID(unchecked: "brand"))
        let register = try await run(from: ours.notes) { register, _ in register.fork != nil }
        #expect(register.fork?.version == 4)
        #expect(register.fork?.held == ours.notes[3] && register.fork?.other == theirs.notes[3])
        #expect(register.newest?.note == ours.notes.last, "nothing else is taken")
    }

    @Test("a peer whose rosters hang on nothing is refused, and proves nothing")
    func invalidBranch() async throws {
        let trunk = try authority.chain(of: 3)
        // Signed by somebody else from version 4 on, though linked to each other.
        let impostor = try RosterAuthority()
        var theirs = RosterChain(
            trusting: [impostor.signer.verifierKey], alliance: RosterAuthority.alliance)
        _ = try theirs.accept(impostor.first())
        for day in UInt64(2)...6 {
            _ = try theirs.accept(impostor.next(after: theirs, day: day))
        }
        connect("hub", notes(theirs, 1...6), newest: 6)
        world.peers.disconnect(MemberID(unchecked: "brand"))
        let register = try await run(from: trunk.notes) { _, replicator in
            await replicator.peerStatuses.contains {
                $0.peer.rawValue == "hub" && $0.lastRefusal?.keyword == "roster-not-accepted"
            }
        }
        #expect(register.fork == nil && register.newest?.note == trunk.notes.last)
    }

    @Test("a peer that gives another version than was asked for is refused")
    func otherVersion() async throws {
        let chain = try authority.chain(of: 4)
        var shifted = notes(chain, 1...4)
        shifted[2] = shifted[3]
        connect("hub", shifted, newest: 4)
        world.peers.disconnect(MemberID(unchecked: "brand"))
        let register = try await run(from: [chain.notes[0]]) { _, replicator in
            await replicator.peerStatuses.contains {
                $0.peer.rawValue == "hub" && $0.lastRefusal != nil
            }
        }
        #expect(register.newest?.version == 1)
    }
}
