import AllianceNames
import ProductAuthentication
import Roster
import Testing
import TransparencyLog

/// A question that another node passes on: who asked is its signature's word.
@Suite struct RoutedQuestionTests {
    private static let alliance = AllianceID(unchecked: "ally.example")
    private let owner = MemberID(unchecked: "brand")
    private let roster: VerifiedRoster

    init() throws {
        let authority = try Self.signer("ally.example/authority", 1)
        var draft = RosterDraft(
            alliance: Self.alliance, authority: [authority.verifierKey],
            issuedAt: try UTCTimestamp(parsing: "2026-11-01T00:00:00Z"),
            expiresAt: try UTCTimestamp(parsing: "2027-11-01T00:00:00Z"))
        for (member, seed) in [("customs", UInt8(30)), ("brand", 10), ("rival", 20)] {
            var descriptor = MemberDescriptor(
                alliance: Self.alliance, id: MemberID(unchecked: member), name: member,
                certificateRequest: "-")
            descriptor.roles = [.brand]
            descriptor.logKeys = [
                try Member.LogKey(
                    epoch: Epoch(1), publicKey: Self.signer("log", seed).verifierKey.publicKey)
            ]
            descriptor.answerKey = try Self.signer("\(member)/answers", seed + 1).verifierKey
            try draft.admit(descriptor, tlsKey: TransparencyLog.Digest.sha256([seed]))
        }
        var chain = RosterChain(trusting: [authority.verifierKey], alliance: Self.alliance)
        _ = try chain.accept(draft.signed(by: [authority]))
        roster = try #require(chain.newest)
    }

    private static func signer(_ name: String, _ seed: UInt8) throws -> NoteSigner {
        try NoteSigner(name: name, seed: [UInt8](repeating: seed, count: 32))
    }

    private func customs() throws -> NoteSigner { try Self.signer("customs/answers", 31) }

    private func routed(
        _ question: Question? = nil, at time: UInt64 = Sample.now, by signer: NoteSigner? = nil
    ) throws -> RoutedQuestion {
        try RoutedQuestion(
            signing: (question ?? Sample.question()).bytes, to: owner, at: time,
            by: signer ?? customs())
    }

    private func fault(_ body: () throws -> Void) -> RoutedQuestionFault? {
        do {
            try body()
            return nil
        } catch {
            guard case .routed(let fault) = error as? ProductAuthenticationError else {
                return nil
            }
            return fault
        }
    }

    @Test("what is signed is read as it was, and its asker is known")
    func roundTrip() throws {
        let question = try Sample.question(purpose: "customs inspection")
        let signed = try routed(question)
        let read = try RoutedQuestion(parsing: signed.bytes)
        let verified = try read.verify(askedOf: owner, roster: roster, at: Sample.now + 500)
        #expect(verified.question == question.bytes, "what an answer is bound to")
        #expect(verified.asker.rawValue == "customs")
        #expect(read.deadlineMilliseconds == question.deadlineMilliseconds)
        #expect(
            read.note.text
                == "touchstone routed question v1\nowner brand\nsent \(Sample.now)\n"
                + String(decoding: question.bytes, as: UTF8.self))
    }

    @Test("every flipped bit is refused: nobody on the way can alter the question or its asker")
    func flipped() throws {
        let bytes = try routed().bytes
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 1 << UInt8(place % 8)
            #expect(throws: (any Error).self, "byte \(place)") {
                let read = try RoutedQuestion(parsing: changed)
                let verified = try read.verify(
                    askedOf: owner, roster: roster, at: Sample.now)
                // A signature line may be spelt in two ways; what it signs may not.
                if verified.digest == (try RoutedQuestion(parsing: bytes)).digest {
                    throw Same()
                }
            }
        }
    }

    private struct Same: Error {}

    @Test("it is for one member, for a short time, and signed by whom it names")
    func verification() throws {
        let good = try routed()
        let other = MemberID(unchecked: "rival")
        #expect(
            fault { _ = try good.verify(askedOf: other, roster: roster, at: Sample.now) }
                == .otherOwner(expected: other, found: owner))
        let age = RoutedQuestion.ageMillisecondsMax
        for time in [Sample.now - age - 1, Sample.now + age + 1] {
            #expect(
                fault { _ = try good.verify(askedOf: owner, roster: roster, at: time) }
                    == .time(sent: Sample.now, now: time))
        }
        _ = try good.verify(askedOf: owner, roster: roster, at: Sample.now + age)
        let forged = try routed(by: Self.signer("customs/answers", 99))
        #expect(
            fault { _ = try forged.verify(askedOf: owner, roster: roster, at: Sample.now) }
                == .notAnAskerKey(of: MemberID(unchecked: "customs")))
        let rivals = try routed(by: Self.signer("rival/answers", 21))
        #expect(
            fault { _ = try rivals.verify(askedOf: owner, roster: roster, at: Sample.now) }
                == .notAnAskerKey(of: MemberID(unchecked: "customs")))
    }

    @Test("each is taken once; one from before the node began is not taken")
    func once() throws {
        var memory = RoutedQuestionMemory(at: Sample.now)
        let first = try routed().verify(askedOf: owner, roster: roster, at: Sample.now)
        try memory.take(first, at: Sample.now)
        #expect(fault { try memory.take(first, at: Sample.now + 1) } == .repeated)
        let again = try routed(at: Sample.now + 5)
            .verify(askedOf: owner, roster: roster, at: Sample.now)
        try memory.take(again, at: Sample.now + 5)
        let before = try routed(at: Sample.now - 1)
            .verify(askedOf: owner, roster: roster, at: Sample.now)
        #expect(fault { try memory.take(before, at: Sample.now) } == .beforeStart)
        // What is too old to be taken by its time is forgotten.
        let late = Sample.now + 2 * RoutedQuestion.ageMillisecondsMax
        let next = try routed(at: late).verify(askedOf: owner, roster: roster, at: late)
        try memory.take(next, at: late)
        #expect(memory.count == 1)
    }

    @Test("one asker cannot fill the memory of all")
    func limited() throws {
        var memory = RoutedQuestionMemory(at: Sample.now, ofOneAskerMax: 20)
        let question = try Sample.question().bytes
        let signer = try customs()
        for count in 0...20 as ClosedRange<UInt64> {
            let routed = try RoutedQuestion(
                signing: question, to: owner, at: Sample.now + count, by: signer)
            let verified = try routed.verify(askedOf: owner, roster: roster, at: Sample.now)
            let found = fault { try memory.take(verified, at: Sample.now) }
            #expect(found == (count == 20 ? .tooMany(of: MemberID(unchecked: "customs")) : nil))
        }
    }

    @Test("what is no such note is refused")
    func malformed() throws {
        let question = try Sample.question()
        let signer = try customs()
        for text in [
            "touchstone question v1\n", "touchstone routed question v1\nowner brand\n",
            "touchstone routed question v1\nowner Brand\nsent 1\n"
                + String(decoding: question.bytes, as: UTF8.self),
            "touchstone routed question v1\nowner brand\nsent 01\n"
                + String(decoding: question.bytes, as: UTF8.self),
            "touchstone routed question v1\nowner brand\nsent 1\ntouchstone answer v1\n",
        ] {
            let note = try SignedNote(text: text, signatures: [signer.sign(text: text)])
            #expect(throws: ProductAuthenticationError.self, "\(text)") {
                try RoutedQuestion(parsing: note.bytes)
            }
        }
        #expect(throws: ProductAuthenticationError.self) {
            try RoutedQuestion(
                parsing: [UInt8](repeating: 0x41, count: RoutedQuestion.bytesMax + 1))
        }
    }
}
