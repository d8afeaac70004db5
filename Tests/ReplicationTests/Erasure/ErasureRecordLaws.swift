import Replication
import Testing
import TransparencyLog

@Suite("records of one erasure certificate form a join-semilattice")
struct ErasureRecordLaws {
    private static func some(
        _ fixture: ErasureFixture, _ random: inout ReplayableRandom
    ) throws -> ErasureRecord {
        var signers = ([fixture.author] + fixture.authority).filter { _ in random.chance(50) }
        if signers.isEmpty { signers = [fixture.author] }
        signers.shuffle(using: &random)
        let judged = try fixture.signed(by: signers).judged(by: fixture.roster)
        var record = ErasureRecord(judged)
        if record.state == .complete {
            switch Int.random(in: 0..<3, using: &random) {
            case 1: record = record.reaching(.wiped)
            case 2: record = record.reaching(.wiped).reaching(.finished, at: random.next() >> 1)
            default: break
            }
        }
        return record
    }

    @Test("joins commute, associate and repeat without effect", arguments: UInt64(1)...40)
    func laws(seed: UInt64) throws {
        var random = ReplayableRandom(seed: seed)
        let fixture = try ErasureFixture()
        let (a, b, c) = (
            try Self.some(fixture, &random), try Self.some(fixture, &random),
            try Self.some(fixture, &random)
        )
        #expect(a.joined(with: b) == b.joined(with: a))
        #expect(a.joined(with: b).joined(with: c) == a.joined(with: b.joined(with: c)))
        #expect(a.joined(with: a) == a)
        #expect(a.joined(with: b).state >= max(a.state, b.state))
    }

    @Test("a key that signs again and again takes no other's place")
    func crowding() throws {
        let fixture = try ErasureFixture()
        let one = ErasureRecord(
            try fixture.signed(by: [fixture.author]).judged(by: fixture.roster))
        let two = ErasureRecord(
            try fixture.signed(by: Array(fixture.authority)).judged(by: fixture.roster))
        let joined = one.joined(with: two).joined(with: one)
        #expect(joined.signed.note.signatures.count == 4)
        #expect(try joined.signed.verified(by: fixture.roster).signed == joined.signed)
    }
}
