import AllianceNames
import AllianceNode
import Casework
import Credentials
import Foundation
import Logging
import Peering
import Synchronization
import Testing
import TransparencyLog

/// Letters between two members' nodes, with whoever passes them on in the test's hands.
@Suite(.timeLimit(.minutes(30))) struct LetterTests {
    /// Takes all that comes, and says so.
    private final class Taking: LetterTaking {
        let taken = Mutex<[(content: [UInt8], sender: MemberID)]>([])

        func take(_ content: [UInt8], from sender: MemberID) throws -> [UInt8] {
            taken.withLock { $0.append((content, sender)) }
            return Array("taken".utf8)
        }
    }

    /// Whoever stands between: keeps what passes, and may change it.
    private final class Between: LetterPassing {
        let desk: LetterDesk
        /// Of the connection; nil for one that passes on what others sent.
        let sender: MemberID?
        let seen = Mutex<[[UInt8]]>([])
        let change: @Sendable ([UInt8], _ isAnswer: Bool) -> [UInt8]

        init(
            _ desk: LetterDesk, from sender: MemberID? = nil,
            change: @escaping @Sendable ([UInt8], Bool) -> [UInt8] = { bytes, _ in bytes }
        ) {
            self.desk = desk
            self.sender = sender
            self.change = change
        }

        func pass(
            _ text: [UInt8], to peer: MemberID, deadline: Duration
        ) async throws -> [UInt8] {
            let answer = try desk.answer(change(text, false), from: sender)
            seen.withLock { $0 += [text, answer] }
            return change(answer, true)
        }
    }

    private struct World {
        let alliance: ErasureAlliance
        let own: OpenedNode
        let other: OpenedNode
        let taking = Taking()
        let desk: LetterDesk

        init(logger: Logger = WitnessWorld.quiet) async throws {
            alliance = try await ErasureAlliance(["own", "other"])
            own = try OpenedNode(alliance.home("own"))
            other = try OpenedNode(alliance.home("other"))
            desk = other.letterDesk(taking: taking, logger: logger)
        }

        func close() throws {
            try own.close()
            try other.close()
        }
    }

    private static let secret = Array("the brand that must not be named".utf8)

    @Test(
        "what is sent arrives once, from who sent it; whoever passes it on sees who, to whom and when, and one length"
    )
    func sealed() async throws {
        let world = try await World()
        let between = Between(world.desk)
        let sending = world.own.letterSending(over: between)
        #expect(try await sending.send(Self.secret, to: world.other.member) == Array("taken".utf8))
        _ = try await sending.send([], to: world.other.member)
        let taken = world.taking.taken.withLock { $0 }
        #expect(taken.map(\.content) == [Self.secret, []])
        #expect(taken.allSatisfy { $0.sender == world.own.member })
        let seen = between.seen.withLock { $0 }
        #expect(seen.count == 8)
        for text in seen {
            #expect(text.firstRange(of: Self.secret) == nil)
            #expect(text.firstRange(of: Array(Base64.encode(Self.secret).utf8.prefix(30))) == nil)
            #expect(text.count <= Letter.bytesMax)
        }
        let lengths = seen.map { try? Letter(parsing: $0).body.count }
        #expect(Array(lengths[0..<4]) == Array(lengths[4...]), "nothing shows in the length")
        #expect(Set(seen.map { Digest.sha256($0) }).count == 8, "and nothing repeats")
        try world.close()
    }

    @Test("sent again by whoever passes it on, it is not taken again")
    func replayed() async throws {
        let world = try await World()
        let between = Between(world.desk)
        _ = try await world.own.letterSending(over: between).send(
            Self.secret, to: world.other.member)
        let letter = between.seen.withLock { $0[2] }
        let problem = #expect(throws: PeerProblem.self) {
            try world.desk.answer(letter, from: nil)
        }
        #expect(problem?.keyword == "letter-key")
        #expect(world.taking.taken.withLock { $0.count } == 1)
        try world.close()
    }

    @Test(
        "with any byte altered on its way it is not taken, and an altered answer is not believed",
        arguments: [false, true])
    func altered(isAnswer: Bool) async throws {
        let world = try await World()
        for place in stride(from: 3, to: 22_000, by: 1_733) {
            let between = Between(world.desk) { bytes, answer in
                guard answer == isAnswer, bytes.count > place else { return bytes }
                var bytes = bytes
                bytes[place] ^= 1
                return bytes
            }
            await #expect(throws: (any Error).self, "byte \(place)") {
                try await world.own.letterSending(over: between).send(
                    Self.secret, to: world.other.member)
            }
        }
        if !isAnswer { #expect(world.taking.taken.withLock { $0.isEmpty }) }
        try world.close()
    }

    @Test("who sends is who the connection is, and who signed; a key is for who asked for it")
    func senders() async throws {
        let world = try await World()
        let stranger = Between(world.desk, from: MemberID(unchecked: "third"))
        await #expect(throws: PeerProblem.self) {
            try await world.own.letterSending(over: stranger).send(
                Self.secret, to: world.other.member)
        }
        // Of somebody else's clock, to somebody else, and to oneself.
        let signer = try world.own.keys.answerSigner(
            of: world.own.member, in: world.own.alliance)
        let now = world.own.clock.now()
        let nonce = [UInt8](repeating: 1, count: Letter.nonceBytes)
        func refusal(_ letter: Letter, from sender: MemberID? = nil) -> String? {
            do {
                _ = try world.desk.answer(letter.bytes, from: sender)
                return nil
            } catch {
                return error.keyword
            }
        }
        let (own, other) = (world.own.member, world.other.member)
        #expect(
            refusal(try Letter(.ask, from: own, to: other, at: now, nonce, signedBy: signer))
                == nil)
        for (letter, keyword) in [
            (
                try Letter(
                    .ask, from: own, to: other, at: now - Letter.ageMillisecondsMax - 60_000,
                    nonce, signedBy: signer), "letter-time"
            ),
            (
                try Letter(.ask, from: own, to: own, at: now, nonce, signedBy: signer),
                "letter-recipient"
            ),
            (
                try Letter(.ask, from: other, to: other, at: now, nonce, signedBy: signer),
                "letter-sender"
            ),
            (
                try Letter(.ask, from: own, to: other, at: now, [1], signedBy: signer),
                "letter-form"
            ),
            (
                try Letter(.reply, from: own, to: other, at: now, nonce, signedBy: signer),
                "letter-form"
            ),
            (
                try Letter(.letter, from: own, to: other, at: now, nonce, signedBy: signer),
                "letter-key"
            ),
        ] {
            #expect(refusal(letter) == keyword)
        }
        #expect(throws: PeerProblem.self) { try world.desk.answer([1, 2, 3], from: own) }
        #expect(world.taking.taken.withLock { $0.isEmpty })
        try world.close()
    }

    @Test("a member that asks for keys without end is refused, and the node keeps no more of them")
    func flooded() async throws {
        let world = try await World()
        let signer = try world.own.keys.answerSigner(
            of: world.own.member, in: world.own.alliance)
        var problem: PeerProblem?
        for number in 0...LetterAllowance.ofOneMemberInHourMax {
            let letter = try Letter(
                .ask, from: world.own.member, to: world.other.member, at: world.own.clock.now(),
                [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: Letter.nonceBytes),
                signedBy: signer)
            do {
                _ = try world.desk.answer(letter.bytes, from: world.own.member)
            } catch {
                problem = error
            }
        }
        #expect(problem?.keyword == "letters-too-many" && problem?.status == 429)
        try world.close()
    }

    @Test("letters that are refused, without end, are said of once in a while")
    func refusedAgain() async throws {
        let lines = LoggedLines()
        let world = try await World(logger: lines.logger)
        let begun = ContinuousClock.now
        for number in 0..<200 {
            #expect(throws: PeerProblem.self) {
                try world.desk.answer([1, 2, UInt8(number)], from: world.own.member)
            }
        }
        let fives = Int((ContinuousClock.now - begun) / .seconds(5))
        let count = lines.count(of: "a letter is not taken")
        #expect((1...(1 + fives)).contains(count), "\(count) in \(fives) times five seconds")
        try world.close()
    }
}
