import AllianceNames
import AllianceNode
import ProductAuthentication
import Replication
import Synchronization
import Testing

/// What becomes of questions whose owner is away.
@Suite struct QuestionAbsenceTests {
    private let away = ScriptedPeers { _, _ in throw PeerError.unreachable("gone") }

    private func item(_ serial: String?) throws -> ProductCode {
        try QuestionAlliance.item(serial)
    }

    /// A set of numbers that `maison` published.
    private struct Published: SnapshotSource {
        let serials: Set<String>
        var expiresAt = QuestionAlliance.now + 1
        var owner = QuestionAlliance.maison

        func newest(of product: ProductKey, by owner: MemberID) -> HeldSnapshot? {
            guard owner == self.owner else { return nil }
            return HeldSnapshot(
                owner: owner, issuedAt: 1, expiresAt: expiresAt, evidence: "x 1",
                contains: { [serials] in serials.contains($0) })
        }
    }

    @Test("a number in the published set is genuine, less surely, and it is said why")
    func published() async throws {
        let router = try QuestionAlliance().router(
            snapshots: Published(serials: ["A1"]), through: away)
        let found = try await router.authenticate(item("A1"))
        #expect(found.judgement.verdict == .genuine)
        #expect(found.judgement.confidence == HeldSnapshot.confidenceOfHit)
        #expect(
            found.judgement.reasons == [.ownerUnreachable, .serialIssued, .answeredFromSnapshot])
        #expect(found.responder == nil && found.signed == nil)
    }

    @Test(
        "a number that is not in the set, an old set and no set leave it unknown, with the reason")
    func absent() async throws {
        let alliance = try QuestionAlliance()
        func reasons(_ snapshots: any SnapshotSource) async throws -> [ReasonCode] {
            let found = try await alliance.router(snapshots: snapshots, through: away)
                .authenticate(item("B2"))
            #expect(found.judgement.verdict == .unknown)
            return found.judgement.reasons
        }
        #expect(
            try await reasons(Published(serials: ["A1"])) == [
                .ownerUnreachable, .answeredFromSnapshot,
            ])
        #expect(
            try await reasons(Published(serials: ["B2"], expiresAt: QuestionAlliance.now)) == [
                .ownerUnreachable, .snapshotExpired,
            ])
        #expect(try await reasons(NoSnapshots()) == [.ownerUnreachable])
    }

    @Test("an answer that does not verify is not replaced by the set: somebody is there")
    func forged() async throws {
        let peers = ScriptedPeers { _, _ in Array("not a note".utf8) }
        let late = InMemoryLateQuestions()
        let found = try await QuestionAlliance().router(
            snapshots: Published(serials: ["A1"]), late: late, through: peers
        ).authenticate(item("A1"))
        #expect(found.judgement == Judgement([Finding(.answerNotVerified)]))
        #expect(late.count() == 0)
    }

    @Test("after a handover the set of a former owner counts where the present one is away")
    func handover() async throws {
        let alliance = try QuestionAlliance(handedOver: true)
        let late = InMemoryLateQuestions()
        let found = try await alliance.router(
            snapshots: Published(serials: ["OLD1"], owner: QuestionAlliance.atelier), late: late,
            through: away
        ).authenticate(item("OLD1"))
        #expect(found.judgement.verdict == .genuine)
        #expect(late.owners() == [QuestionAlliance.atelier, QuestionAlliance.maison])
    }

    @Test("a question waits for its owner and is delivered once, as late, when it is back")
    func delivered() async throws {
        let alliance = try QuestionAlliance()
        try alliance.maison.holds("A1")
        let store = InMemoryLateQuestions()
        let asked = try await alliance.router(late: store, through: away).authenticate(item("A1"))
        _ = try await alliance.router(late: store, through: away).authenticate(item(nil))
        _ = try await alliance.router(late: store, through: away).authenticate(
            item("stranger's"), mayWait: false)
        #expect(store.waiting(for: QuestionAlliance.maison, limit: 9) == [asked.question])

        let late = LateQuestions(store: store)
        func deliver(_ peers: ScriptedPeers) async throws -> Int {
            try await late.deliver(
                over: peers, roster: alliance.roster, calls: BlockingCalls { $0() },
                at: QuestionAlliance.now)
        }
        #expect(try await deliver(away) == 0)
        #expect(store.count() == 1)
        let heard = Mutex<[Question]>([])
        let working = try alliance.transport()
        let back = ScriptedPeers { bytes, peer in
            heard.withLock { $0.append((try? Question(parsing: bytes)) ?? asked.question) }
            return try working.ask(bytes, of: peer, deadline: .seconds(1))
        }
        #expect(try await deliver(back) == 1)
        #expect(heard.withLock { $0 } == [asked.question.late])
        #expect(try await deliver(back) == 0)
        #expect(store.count() == 0)
    }

    @Test("what an owner refuses for good, or what is too old, waits no longer")
    func givenUp() async throws {
        let alliance = try QuestionAlliance()
        for (status, now, left) in [
            (400, QuestionAlliance.now, 0), (403, QuestionAlliance.now, 0),
            (503, QuestionAlliance.now, 1),
            (503, QuestionAlliance.now + LateQuestionLimits.ageMillisecondsMax, 1),
            (503, QuestionAlliance.now + LateQuestionLimits.ageMillisecondsMax + 1, 0),
        ] {
            let store = InMemoryLateQuestions()
            _ = try await alliance.router(late: store, through: away).authenticate(item("A1"))
            let peers = ScriptedPeers { _, _ in throw PeerError.refused(status: status, detail: "")
            }
            let delivered = try await LateQuestions(store: store).deliver(
                over: peers, roster: alliance.roster, calls: BlockingCalls { $0() }, at: now)
            #expect(store.count() == left, "status \(status) at \(now)")
            #expect(delivered == (status < 500 ? 1 : 0))
        }
    }

    @Test("the deadline covers all owners: one that hangs leaves half of the time to the others")
    func deadline() async throws {
        let alliance = try QuestionAlliance(handedOver: true)
        let clock = Mutex(QuestionAlliance.now)
        let peers = ScriptedPeers { _, peer in
            clock.withLock { $0 += peer == QuestionAlliance.maison ? 400 : 0 }
            throw PeerError.timeout(after: .milliseconds(400))
        }
        let router = try alliance.router(clock: { clock.withLock { $0 } }, through: peers)
        let found = try await router.authenticate(item("A1"), deadline: .milliseconds(1_000))
        #expect(found.question.deadlineMilliseconds == 1_000)
        #expect(
            peers.deadlines.withLock { $0 } == [.milliseconds(500), .milliseconds(600)])
        #expect(found.judgement.reasons == [.ownerUnreachable])
        await #expect(throws: ProductAuthenticationError.deadline(found: 0, max: 60_000)) {
            try await router.authenticate(item("A1"), deadline: .zero)
        }
    }

    @Test("an answer is used again for the same question as long as it says, and for no other")
    func cached() async throws {
        let alliance = try QuestionAlliance()
        try alliance.maison.holds("A1", "A2")
        let clock = Mutex(QuestionAlliance.now)
        let peers = try alliance.transport()
        let router = try alliance.router(clock: { clock.withLock { $0 } }, through: peers)
        func isAsked(_ serial: String, place: String? = nil) async throws -> Bool {
            let before = peers.asked.withLock { $0.count }
            _ = try await router.authenticate(
                item(serial), place: place.map { try Place(parsing: $0) })
            return peers.asked.withLock { $0.count } > before
        }
        #expect(try await isAsked("A1"))
        #expect(try await !isAsked("A1"))
        #expect(try await isAsked("A2"))
        #expect(try await isAsked("A1", place: "DE"))
        clock.withLock { $0 += UInt64(AnswerKeeping.genuineSeconds) * 1_000 }
        #expect(try await isAsked("A1"))
        // A suspicion, and what is not disclosed, is asked anew each time.
        #expect(try await isAsked("guess"))
        #expect(try await isAsked("guess"))
    }

    @Test("under a role neither purpose nor the place within the country leaves the node")
    func underRole() async throws {
        let alliance = try QuestionAlliance()
        alliance.maison.knowledge.authorities.withLock { $0 = [QuestionAlliance.customs] }
        try alliance.maison.holds("A1")
        let sent = Mutex("")
        let working = try alliance.transport()
        let peers = ScriptedPeers { bytes, peer in
            sent.withLock { $0 = String(decoding: bytes, as: UTF8.self) }
            return try working.ask(bytes, of: peer, deadline: .seconds(1))
        }
        let found = try await alliance.router(through: peers).authenticate(
            item("A1"), place: Place(parsing: "DE Hamburg, officer Weber"),
            purpose: "inspection by Weber", isUnderRole: true)
        #expect(found.judgement.verdict == .genuine)
        let text = sent.withLock { $0 }
        #expect(text.contains("role authority\n") && text.contains("place DE\n"))
        #expect(!text.contains("Weber") && !text.contains("Hamburg") && !text.contains("purpose"))
    }
}
