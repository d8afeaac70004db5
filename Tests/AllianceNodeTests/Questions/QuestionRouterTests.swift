import AllianceNode
import ProductAuthentication
import Replication
import Statements
import Synchronization
import Testing

@Suite struct QuestionRouterTests {
    private func item(_ serial: String, _ gtin: String = "04006381333931") throws -> ProductCode {
        try QuestionAlliance.item(serial, gtin: gtin)
    }

    @Test("the owner of the prefix is asked, and its signed answer is what comes back")
    func routed() async throws {
        let alliance = try QuestionAlliance()
        try alliance.maison.holds("A1")
        let peers = try alliance.transport()
        let found = try await alliance.router(through: peers).authenticate(item("A1"))
        #expect(found.judgement.verdict == .genuine)
        #expect(found.judgement.reasons == [.serialIssued])
        #expect(found.responder == QuestionAlliance.maison)
        #expect(found.answer?.asOf?.size == 3)
        #expect(peers.asked.withLock { $0 } == [QuestionAlliance.maison])
        let signed = try #require(found.signed)
        #expect(
            try SignedAnswer(parsing: signed.bytes).verify(
                question: found.question, roster: alliance.roster
            ).answer == found.answer)
    }

    @Test("the owner's own people are answered without the network")
    func local() async throws {
        let alliance = try QuestionAlliance()
        try alliance.maison.holds("A1")
        let peers = try alliance.transport()
        let router = try alliance.router(of: QuestionAlliance.maison, through: peers)
        let found = try await router.authenticate(item("A1"))
        #expect(found.judgement.verdict == .genuine)
        #expect(found.responder == QuestionAlliance.maison)
        #expect(found.signed != nil)
        #expect(peers.asked.withLock { $0 } == [])
    }

    @Test("an unknown number of a serialised product is suspicious, by the owner's word")
    func unknownSerial() async throws {
        let alliance = try QuestionAlliance()
        try alliance.maison.holds("A1")
        let found = try await alliance.router(through: alliance.transport())
            .authenticate(item("B2"))
        #expect(found.judgement.verdict == .counterfeitSuspected)
        #expect(found.judgement.reasons == [.serialUnknown])
    }

    @Test("a number that belongs to nobody here is unknown, and nobody is asked")
    func nobody() async throws {
        let alliance = try QuestionAlliance()
        let peers = try alliance.transport()
        let found = try await alliance.router(through: peers)
            .authenticate(item("A1", "00614141123452"))
        #expect(found.judgement == Judgement([Finding(.prefixNotInAlliance)]))
        #expect(found.responder == nil)
        #expect(peers.asked.withLock { $0 } == [])
    }

    @Test(
        "an owner that gives no answer leaves the verdict unknown, and is no error",
        arguments: [
            PeerError.unreachable("connection refused"), .timeout(after: .seconds(5)),
            .refused(status: 503, detail: "busy"), .tooLarge(bytesMax: 1),
            .wrongIdentity(expected: QuestionAlliance.maison, found: "rival"),
        ])
    func unreachable(error: PeerError) async throws {
        let alliance = try QuestionAlliance()
        let found = try await alliance.router(through: ScriptedPeers { _, _ in throw error })
            .authenticate(item("A1"))
        #expect(found.judgement == Judgement([Finding(.ownerUnreachable)]))
        #expect(found.responder == nil && found.signed == nil)
        #expect(
            found.failures == [
                .init(member: QuestionAlliance.maison, detail: error.description)
            ])
    }

    @Test("an answer that does not verify is not used")
    func forged() async throws {
        let alliance = try QuestionAlliance()
        try alliance.maison.holds("A1")
        let maison = try alliance.maison.responder()
        let other = try Question(
            parsing: try await alliance.router(through: alliance.transport())
                .authenticate(item("A1")).question.bytes)
        let forgeries: [@Sendable ([UInt8]) throws -> [UInt8]] = [
            { _ in Array("not a note".utf8) },
            { _ in [] },
            // A true answer, to another question.
            { _ in try maison.respond(to: other.bytes, from: QuestionAlliance.customs) },
            // Signed by the key of a member that owns nothing.
            { bytes in
                let question = try Question(parsing: bytes)
                let answer = Answer(
                    question: question.digest, responder: QuestionAlliance.maison, answeredAt: 1,
                    judgement: Judgement([Finding(.serialIssued, .genuine, confidence: 90)]),
                    asOf: nil)
                return try SignedAnswer(
                    signing: answer, by: QuestionAlliance.signer("maison/answers", 99)
                ).bytes
            },
            { bytes in
                var answer = try maison.respond(to: bytes, from: QuestionAlliance.customs)
                answer[answer.count / 2] ^= 1
                return answer
            },
        ]
        for (position, forgery) in forgeries.enumerated() {
            let found = try await alliance.router(
                through: ScriptedPeers { bytes, _ in try forgery(bytes) }
            )
            .authenticate(item("A1"))
            #expect(
                found.judgement == Judgement([Finding(.answerNotVerified)]), "forgery \(position)")
            #expect(found.signed == nil)
        }
    }

    @Test("after a handover the former owner is asked for what the present one does not know")
    func handover() async throws {
        let alliance = try QuestionAlliance(handedOver: true)
        try alliance.maison.holds("NEW1")
        try alliance.atelier.holds("OLD1")
        let peers = try alliance.transport()
        let router = try alliance.router(through: peers)
        let old = try await router.authenticate(item("OLD1"))
        #expect(old.judgement.verdict == .genuine)
        #expect(old.responder == QuestionAlliance.atelier)
        #expect(
            peers.asked.withLock { $0 } == [QuestionAlliance.maison, QuestionAlliance.atelier])
        peers.asked.withLock { $0 = [] }
        let new = try await router.authenticate(item("NEW1"))
        #expect(new.responder == QuestionAlliance.maison)
        #expect(peers.asked.withLock { $0 } == [QuestionAlliance.maison])
        let unknown = try await router.authenticate(item("X"))
        #expect(unknown.judgement.verdict == .counterfeitSuspected)
        #expect(unknown.responder == QuestionAlliance.maison)
    }

    @Test("a former owner's word is told as what it is while the present one is away")
    func handoverAway() async throws {
        let alliance = try QuestionAlliance(handedOver: true)
        try alliance.atelier.holds("OLD1")
        let working = try alliance.transport()
        let peers = ScriptedPeers { bytes, peer in
            if peer == QuestionAlliance.maison { throw PeerError.unreachable("gone") }
            return try working.ask(bytes, of: peer, deadline: .seconds(1))
        }
        let found = try await alliance.router(through: peers).authenticate(item("OLD1"))
        #expect(
            found.judgement
                == Judgement(
                    verdict: .genuine, confidence: 60,
                    reasons: [.serialIssued, .ownerUnreachable]))
        #expect(found.responder == QuestionAlliance.atelier)
    }

    @Test("that a number is unknown is said only when all who owned the prefix have answered")
    func handoverUnreachable() async throws {
        let alliance = try QuestionAlliance(handedOver: true)
        try alliance.maison.holds("NEW1")
        try alliance.atelier.holds("OLD1")
        let working = try alliance.transport()
        for missing in [QuestionAlliance.maison, QuestionAlliance.atelier] {
            let peers = ScriptedPeers { bytes, peer in
                if peer == missing { throw PeerError.unreachable("gone") }
                return try working.ask(bytes, of: peer, deadline: .seconds(1))
            }
            let found = try await alliance.router(through: peers)
                .authenticate(item("X"))
            #expect(
                found.judgement == Judgement([Finding(.ownerUnreachable)]), "without \(missing)")
        }
    }

    @Test(
        "a seller reported where the asker may read makes a genuine number a caution, with evidence"
    )
    func seller() async throws {
        let alliance = try QuestionAlliance()
        try alliance.maison.holds("A1")
        let seller = try Indicator(.sellerAccount, parsing: "shopee:store123")
        let report = SellerReport(
            indicator: seller, members: [QuestionAlliance.atelier],
            evidence: ["ally.example/alliance/atelier/e1 7"])
        let knowledge = FixedKnowledge()
        knowledge.reported.withLock { $0 = [QuestionAlliance.customs: [report]] }
        let router = try alliance.router(knowledge: knowledge, through: alliance.transport())
        let found = try await router.authenticate(item("A1"), seller: seller)
        #expect(found.judgement.verdict == .caution)
        #expect(found.judgement.reasons == [.serialIssued, .sellerIndicated])
        #expect(found.sellerReports == [report])
        // The owner's own answer stays what it signed.
        #expect(found.answer?.judgement.verdict == .genuine)
    }

    @Test(
        "what the owner tells rests on reports that the asker may read, not on the owner's others")
    func narrowChannel() async throws {
        let alliance = try QuestionAlliance()
        try alliance.maison.holds("A1")
        let seller = try Indicator(.sellerAccount, parsing: "shopee:store123")
        alliance.maison.knowledge.reported.withLock {
            $0 = [
                QuestionAlliance.maison: [
                    SellerReport(
                        indicator: seller, members: [QuestionAlliance.maison], evidence: ["x 1"])
                ]
            ]
        }
        let found = try await alliance.router(through: alliance.transport())
            .authenticate(item("A1"), seller: seller)
        #expect(found.judgement.reasons == [.serialIssued])
    }

    @Test("the code of a house goes to the member that the register gives the scheme")
    func house() async throws {
        let alliance = try QuestionAlliance()
        alliance.maison.knowledge.registered.withLock { $0 = Facts.Product(isSerialised: true) }
        alliance.maison.registry.store([
            RegisteredItem(
                product: .scheme("maison-chip"), serial: "04:A2",
                record: ItemRecord(state: .active, updatedAt: 1))
        ])
        let router = try alliance.router(through: alliance.transport())
        let found = try await router.authenticate(
            .house(HouseCode(scheme: "maison-chip", code: "04:A2")))
        #expect(found.judgement.verdict == .genuine)
        let nobody = try await router.authenticate(.house(HouseCode(scheme: "other", code: "1")))
        #expect(nobody.judgement.reasons == [.prefixNotInAlliance])
    }
}
