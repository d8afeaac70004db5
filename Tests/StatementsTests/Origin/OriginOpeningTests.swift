import AllianceNames
import Statements
import Testing
import TransparencyLog

@Suite("What opens the origin of a report")
struct OriginOpeningTests {
    private static let origin = LogOrigin(
        alliance: AllianceID(unchecked: "demo"), channel: .alliance,
        member: MemberID(unchecked: "hidden"), epoch: Epoch(1))
    private static let publisher = LogOrigin(
        alliance: AllianceID(unchecked: "demo"), channel: .alliance,
        member: MemberID(unchecked: "neutral"), epoch: Epoch(1))
    private static let salt = [UInt8](repeating: 9, count: OriginOpening.saltBytes)

    private static func signer(_ origin: LogOrigin = origin, seed: UInt8 = 3) throws -> NoteSigner {
        try NoteSigner(
            name: origin.description, seed: [UInt8](repeating: seed, count: 32))
    }

    private static func report(_ domain: String = "shop.example") throws -> IndicatorAssertion {
        IndicatorAssertion(
            indicator: try Indicator(.domain, parsing: domain), basis: .testBuy, confidence: 80,
            tlp: .amber, marks: ["Verel"], note: "bought twice")
    }

    private static func opening(
        of report: IndicatorAssertion, salt: [UInt8] = salt
    ) throws -> OriginOpening {
        try OriginOpening(
            of: report, in: origin, through: publisher.member, salt: salt, signedBy: signer())
    }

    private static func sealed(
        _ report: IndicatorAssertion, _ opening: OriginOpening
    ) -> IndicatorAssertion {
        var sealed = report
        sealed.originCommitment = opening.commitment
        return sealed
    }

    @Test("a report keeps its commitment, and one of another length is refused")
    func field() throws {
        let report = try Self.report()
        let sealed = Self.sealed(report, try Self.opening(of: report))
        let payload = Statement.assertIndicator(sealed).payload()
        #expect(
            try Statement.decode(kind: .assertIndicator, payload: payload)
                == .assertIndicator(sealed))
        // Field 16, which earlier versions keep without knowing it: the bytes before are the same.
        let bare = Statement.assertIndicator(report).payload()
        #expect(payload.starts(with: bare))
        #expect(
            Array(payload.dropFirst(bare.count))
                == [0x82, 0x01, 32] + (sealed.originCommitment?.bytes ?? []))
        let short = bare + [0x82, 0x01, 31] + [UInt8](repeating: 1, count: 31)
        #expect(throws: StatementError.self) {
            try Statement.decode(kind: .assertIndicator, payload: short)
        }
    }

    @Test("it opens what was published as it was asked for, and what the publisher changed")
    func opens() throws {
        let report = try Self.report()
        let opening = try OriginOpening(parsing: Self.opening(of: report).bytes)
        let verified = try opening.verified(by: Self.signer().verifierKey)
        #expect(verified.member == Self.origin.member)
        var published = Self.sealed(report, opening)
        #expect(verified.relation(to: published, in: Self.publisher) == .same)
        published.note = "bought three times"
        #expect(verified.relation(to: published, in: Self.publisher) == .changed)
    }

    @Test("nobody else's report is opened by it, wherever its commitment is put")
    func others() throws {
        let report = try Self.report()
        let opening = try Self.opening(of: report)
        let verified = try opening.verified(by: Self.signer().verifierKey)
        let sealed = Self.sealed(report, opening)
        #expect(verified.relation(to: report, in: Self.publisher) == .none(.noCommitment))
        let salted = try Self.opening(of: report, salt: [UInt8](repeating: 8, count: 32))
        #expect(
            verified.relation(to: Self.sealed(report, salted), in: Self.publisher)
                == .none(.otherCommitment))
        // Somebody copies the commitment into a report of its own, of another channel, or of another shop.
        let thief = LogOrigin(
            alliance: AllianceID(unchecked: "demo"), channel: .alliance,
            member: MemberID(unchecked: "thief"), epoch: Epoch(1))
        #expect(verified.relation(to: sealed, in: thief) == .none(.otherPublisher))
        let elsewhere = LogOrigin(
            alliance: AllianceID(unchecked: "demo"), channel: ChannelID(unchecked: "luxury"),
            member: Self.publisher.member, epoch: Epoch(1))
        #expect(verified.relation(to: sealed, in: elsewhere) == .none(.otherChannel))
        let other = Self.sealed(try Self.report("other.example"), opening)
        #expect(verified.relation(to: other, in: Self.publisher) == .none(.otherIdentifier))
    }

    @Test("it is refused unless the member that it names signed it")
    func signature() throws {
        let report = try Self.report()
        // The publisher, or anybody, attributes a report to a member that never asked for it.
        let forged = try OriginOpening(
            of: report, in: Self.origin, through: Self.publisher.member, salt: Self.salt,
            signedBy: Self.signer(seed: 4))
        #expect(throws: TransparencyLogError.self) {
            try forged.verified(by: Self.signer().verifierKey)
        }
        #expect(throws: TransparencyLogError.self) {
            try Self.opening(of: report).verified(by: Self.signer(Self.publisher).verifierKey)
        }
    }

    @Test("with any byte altered it opens nothing")
    func altered() throws {
        let report = try Self.report()
        let opening = try Self.opening(of: report)
        let (sealed, key) = (Self.sealed(report, opening), try Self.signer().verifierKey)
        for place in opening.bytes.indices {
            var bytes = opening.bytes
            bytes[place] ^= 1
            guard let read = try? OriginOpening(parsing: bytes),
                let verified = try? read.verified(by: key)
            else { continue }
            if case .none = verified.relation(to: sealed, in: Self.publisher) { continue }
            Issue.record("byte \(place) altered, and it opens")
        }
        #expect(throws: StatementError.self) {
            try OriginOpening(parsing: opening.bytes + opening.bytes)
        }
        #expect(throws: StatementError.self) {
            try OriginOpening(parsing: [UInt8](repeating: 10, count: OriginOpening.bytesMax + 1))
        }
    }

    @Test("what a log's key signs here is no checkpoint of that log")
    func separation() throws {
        let opening = try Self.opening(of: Self.report())
        #expect(throws: (any Error).self) { try SignedCheckpoint(parsing: opening.bytes) }
        let checkpoint = try SignedCheckpoint(
            signing: Checkpoint(
                origin: Self.origin.description, size: TreeSize(1), root: .sha256([1])),
            by: Self.signer())
        #expect(throws: StatementError.self) {
            try OriginOpening(parsing: checkpoint.note.bytes)
        }
    }
}
