import AllianceNames
import AllianceNode
import GS1
import Logging
import NodeAPI
import Peering
import ProductAuthentication
import Replication
import Roster
import Synchronization
import Testing
import TransparencyLog

/// `maison` takes no connections; `customs` and `rival` ask it through `hub`, which may be dishonest.
private final class RoutedWorld: PeerTransport, RelayTransport {
    static let hub = MemberID(unchecked: "hub")
    static let rival = MemberID(unchecked: "rival")
    let roster: VerifiedRoster
    let maison = QuestionAlliance.Brand(QuestionAlliance.maison, seed: 10)
    let relay = QuestionRelay(nonce: 1, absence: .seconds(3_600))
    /// What the hub makes of a question on its way.
    let altered = Mutex<(@Sendable ([UInt8]) -> [UInt8])?>(nil)
    let answerAltered = Mutex<(@Sendable ([UInt8]) -> [UInt8])?>(nil)
    let passed = Mutex<[[UInt8]]>([])

    init() throws {
        let authority = try QuestionAlliance.signer("ally.example/authority", 1)
        var draft = RosterDraft(
            alliance: QuestionAlliance.alliance, authority: [authority.verifierKey],
            issuedAt: try UTCTimestamp(parsing: "2026-11-01T00:00:00Z"),
            expiresAt: try UTCTimestamp(parsing: "2027-11-01T00:00:00Z"))
        for (name, seed) in [("hub", UInt8(40)), ("customs", 30), ("rival", 50), ("maison", 10)] {
            var descriptor = MemberDescriptor(
                alliance: QuestionAlliance.alliance, id: MemberID(unchecked: name), name: name,
                certificateRequest: "-")
            descriptor.roles = [name == "hub" ? .platform : .brand]
            descriptor.logKeys = [
                try Member.LogKey(
                    epoch: Epoch(1),
                    publicKey: QuestionAlliance.signer("log", seed).verifierKey.publicKey)
            ]
            descriptor.answerKey =
                try QuestionAlliance.signer("\(name)/answers", seed + 1).verifierKey
            if name == "maison" { descriptor.prefixes = [try CompanyPrefix(parsing: "4006381")] }
            if name == "hub" {
                descriptor.endpoint = try PeerEndpoint(parsing: "https://127.0.0.1:7400")
            }
            try draft.admit(descriptor, tlsKey: Digest.sha256([seed]))
        }
        var chain = RosterChain(
            trusting: [authority.verifierKey], alliance: QuestionAlliance.alliance)
        _ = try chain.accept(draft.signed(by: [authority]))
        guard let newest = chain.newest else { throw PeerError.malformed("no roster") }
        roster = newest
    }

    // MARK: The wire, all of it through the hub

    func fetch(
        _ resource: PeerResource, from peer: MemberID, deadline: Duration
    ) async throws(PeerError) -> [UInt8] {
        guard case .waitingQuestions = resource, peer == Self.hub else {
            throw .malformed("questions only")
        }
        while !Task.isCancelled {
            if case .questions(let waiting) = relay.poll(QuestionAlliance.maison, wake: nil),
                !waiting.questions.isEmpty
            {
                return waiting.bytes
            }
            try? await Task.sleep(for: .milliseconds(2))
        }
        throw .unreachable("cancelled")
    }

    func ask(
        _ question: [UInt8], of peer: MemberID, deadline: Duration
    ) async throws(PeerError) -> [UInt8] {
        throw .unreachable("\(peer) is not called")
    }

    func route(
        _ question: [UInt8], to member: MemberID, through relay: MemberID, deadline: Duration
    ) async throws(PeerError) -> [UInt8] {
        passed.withLock { $0.append(question) }
        let question = altered.withLock { $0 }?(question) ?? question
        do {
            let answer = try await self.relay.ask(
                question, of: member, by: MemberID(unchecked: "whoever"),
                // A busy machine is waited for.
                deadline: .seconds(1_200))
            return answerAltered.withLock { $0 }?(answer) ?? answer
        } catch {
            throw .refused(status: error.status, detail: error.detail)
        }
    }

    func giveBack(
        _ answer: [UInt8], isRefusal: Bool, to question: String, at relay: MemberID,
        deadline: Duration
    ) async throws(PeerError) {
        let result: Result<[UInt8], PeerProblem> =
            isRefusal ? .failure(try PeerProblem(parsing: answer)) : .success(answer)
        guard self.relay.answer(question, by: QuestionAlliance.maison, result) else {
            throw .refused(status: 404, detail: "gone")
        }
    }

    // MARK: Members

    /// Runs `body` while the owner's node fetches questions.
    func whileServed(
        logger: Logger = WitnessWorld.quiet, _ body: () async throws -> Void
    ) async throws {
        let service = RoutedQuestions(
            member: QuestionAlliance.maison, roster: { self.roster }, transport: self,
            questions: PeerQuestions(
                responder: try maison.responder(), logger: WitnessWorld.quiet),
            calls: .concurrent(label: "test"), now: { QuestionAlliance.now },
            logger: logger)
        let task = Task { try await service.run() }
        while !relay.isConnected(QuestionAlliance.maison) {
            try await Task.sleep(for: .milliseconds(2))
        }
        do {
            try await body()
        } catch {
            task.cancel()
            throw error
        }
        task.cancel()
        _ = await task.result
    }

    func asking(_ member: MemberID, seed: UInt8) throws -> RoutedAsking {
        let signer = try QuestionAlliance.signer("\(member)/answers", seed + 1)
        return RoutedAsking(
            member: member, roster: { self.roster }, direct: self, signer: { signer },
            now: { QuestionAlliance.now })
    }

    func router(_ member: MemberID = QuestionAlliance.customs, seed: UInt8 = 30) throws
        -> QuestionRouter
    {
        QuestionRouter(
            member: member, roster: { self.roster }, transport: try asking(member, seed: seed),
            responder: try QuestionAlliance.Brand(member, seed: seed).responder(),
            knowledge: FixedKnowledge(), calls: .concurrent(label: "test"),
            now: { QuestionAlliance.now })
    }
}

@Suite(.timeLimit(.minutes(30))) struct RoutedAskingTests {
    private func found(
        _ serial: String, by router: QuestionRouter
    ) async throws -> Authentication {
        try await router.authenticate(
            QuestionAlliance.item(serial), deadline: .seconds(60))
    }

    @Test("an owner that takes no connections answers through the platform, as if it were called")
    func answered() async throws {
        let world = try RoutedWorld()
        try world.maison.holds("A1")
        try await world.whileServed {
            let found = try await self.found("A1", by: world.router())
            #expect(found.judgement.verdict == .genuine)
            #expect(found.responder == QuestionAlliance.maison)
            let unknown = try await self.found("B1", by: world.router())
            #expect(unknown.judgement.verdict == .counterfeitSuspected)
        }
    }

    @Test("a hub that alters the question, or the answer, or makes one up, is not believed")
    func altered() async throws {
        let world = try RoutedWorld()
        try world.maison.holds("A1", "A2")
        try await world.whileServed {
            // Another serial, in the asker's name: the signature does not hold, and nothing is looked up.
            world.altered.withLock { alter in
                alter = { bytes in
                    Array(
                        String(decoding: bytes, as: UTF8.self).replacing(
                            "serial A1", with: "serial A2"
                        )
                        .utf8)
                }
            }
            let first = try await found("A1", by: world.router())
            #expect(first.judgement.verdict == .unknown && first.answer == nil)
            #expect(first.judgement.reasons.contains(.ownerUnreachable))
            world.altered.withLock { $0 = nil }
            // A word of the answer; then the hub's own answer, with its own key.
            world.answerAltered.withLock { alter in
                alter = { bytes in
                    Array(
                        String(decoding: bytes, as: UTF8.self)
                            .replacing("verdict genuine", with: "verdict caution").utf8)
                }
            }
            let second = try await found("A1", by: world.router())
            #expect(second.judgement.verdict == .unknown && second.answer == nil)
            #expect(second.judgement.reasons.contains(.answerNotVerified))
            let hubSigner = try QuestionAlliance.signer("maison/answers", 41)
            world.answerAltered.withLock { alter in
                alter = { bytes in
                    guard let note = try? SignedNote(parsing: bytes),
                        let forged = try? SignedNote(
                            text: note.text, signatures: [hubSigner.sign(text: note.text)])
                    else { return [] }
                    return forged.bytes
                }
            }
            let third = try await found("A1", by: world.router())
            #expect(third.judgement.reasons.contains(.answerNotVerified))
            #expect(third.judgement.verdict == .unknown, "never a suspicion")
        }
    }

    @Test("an answer to another question does not pass for the answer to this one")
    func swapped() async throws {
        let world = try RoutedWorld()
        try world.maison.holds("A1", "A2")
        try await world.whileServed {
            let kept = Mutex<[UInt8]?>(nil)
            world.answerAltered.withLock { alter in
                alter = { bytes in
                    kept.withLock { kept in
                        kept = kept ?? bytes
                        return kept ?? bytes
                    }
                }
            }
            let first = try await found("A1", by: world.router())
            #expect(first.judgement.verdict == .genuine)
            let second = try await found("A2", by: world.router())
            #expect(second.judgement.reasons.contains(.answerNotVerified))
        }
    }

    @Test("a budget counts who really asked: one member's guessing costs another nothing")
    func budget() async throws {
        let world = try RoutedWorld()
        try world.maison.holds("A1")
        try await world.whileServed {
            let customs = try world.router()
            for number in 0..<QuestionBudget.unknownsMax {
                let found = try await self.found("guess-\(number)", by: customs)
                #expect(found.judgement.reasons.contains(.serialUnknown), "\(number)")
            }
            let more = try await found("guess-more", by: customs)
            #expect(more.judgement.reasons.contains(.notDisclosed))
            let rival = try world.router(RoutedWorld.rival, seed: 50)
            let other = try await found("B1", by: rival)
            #expect(other.judgement.reasons.contains(.serialUnknown))
        }
    }

    @Test("a question that the hub repeats is not taken again, nor is one for another owner")
    func repeated() async throws {
        let world = try RoutedWorld()
        try world.maison.holds("A1")
        try await world.whileServed {
            _ = try await found("A1", by: world.router())
            let passed = try #require(world.passed.withLock { $0.first })
            func sent(_ bytes: [UInt8]) async -> Int? {
                do throws(PeerProblem) {
                    _ = try await world.relay.ask(
                        bytes, of: QuestionAlliance.maison, by: RoutedWorld.hub,
                        deadline: .seconds(1_200))
                    return nil
                } catch {
                    return error.status
                }
            }
            #expect(await sent(passed) == 422)
            let question = try RoutedQuestion(parsing: passed).question
            let signer = try QuestionAlliance.signer("customs/answers", 31)
            let elsewhere = try RoutedQuestion(
                signing: question, to: RoutedWorld.rival, at: QuestionAlliance.now, by: signer)
            #expect(await sent(elsewhere.bytes) == 422)
            // In the hub's own name another's question is none of its own.
            let own = try RoutedQuestion(
                signing: question, to: QuestionAlliance.maison, at: QuestionAlliance.now,
                by: QuestionAlliance.signer("hub/answers", 41))
            #expect(await sent(own.bytes) == 422)
        }
    }

    @Test("questions that are no member's, passed on without end, are said of once in a while")
    func refusedAgain() async throws {
        let world = try RoutedWorld()
        let lines = LoggedLines()
        try await world.whileServed(logger: lines.logger) {
            for number in 0..<30 {
                await #expect(throws: PeerProblem.self) {
                    try await world.relay.ask(
                        Array("no question \(number)".utf8), of: QuestionAlliance.maison,
                        by: RoutedWorld.hub, deadline: .seconds(1_200))
                }
            }
        }
        // Its clock stands still.
        #expect(lines.count(of: "a question that another node passed on is not taken") == 1)
    }

    @Test("that a platform's node refuses a letter is not the recipient's word: it is sent again")
    func letterRefused() async throws {
        let world = try RoutedWorld()
        try await world.whileServed {
            let asking = try world.asking(QuestionAlliance.customs, seed: 30)
            do {
                _ = try await asking.pass(
                    [1, 2, 3], to: QuestionAlliance.maison, deadline: .seconds(1_200))
                Issue.record("it was answered")
            } catch let error as PeerError {
                guard case .unreachable = error else {
                    Issue.record("final: \(error)")
                    return
                }
            }
        }
    }

    @Test(
        "an owner whose node does not run, or a hub that cannot be reached, is an owner that is away"
    )
    func away() async throws {
        let world = try RoutedWorld()
        let late = InMemoryLateQuestions()
        let router = QuestionRouter(
            member: QuestionAlliance.customs, roster: { world.roster },
            transport: try world.asking(QuestionAlliance.customs, seed: 30),
            responder: try QuestionAlliance.Brand(QuestionAlliance.customs, seed: 30).responder(),
            knowledge: FixedKnowledge(), late: LateQuestions(store: late),
            calls: .concurrent(label: "test"), now: { QuestionAlliance.now })
        let found = try await self.found("A1", by: router)
        #expect(found.judgement.verdict == .unknown)
        #expect(found.judgement.reasons == [.ownerUnreachable])
        #expect(late.owners() == [QuestionAlliance.maison], "it is told once it is back")
        // And then it is, through the hub.
        try world.maison.holds("A1")
        try await world.whileServed {
            let delivered = try await LateQuestions(store: late).deliver(
                over: world.asking(QuestionAlliance.customs, seed: 30), roster: world.roster,
                calls: .concurrent(label: "test"), at: QuestionAlliance.now)
            #expect(delivered == 1)
            #expect(late.owners().isEmpty)
        }
    }
}
