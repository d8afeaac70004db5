import AllianceNames
import Replication
import Testing
import TransparencyLog

/// What every store promises of what others claim of own logs, whatever it is made of.
@Suite("A store of claims about own logs")
struct OwnLogClaimConformance {
    @Test(
        "keeps a claim once, and remembers that a person has set it aside",
        arguments: LogStoreUnderTest.allCases)
    func claims(kind: LogStoreUnderTest) throws {
        let origin = try WrittenLog().origin
        try kind.withWitnessStore { store in
            func claim(_ member: String, _ kind: OwnLogClaim.Kind, at: UInt64) -> OwnLogClaim {
                OwnLogClaim(
                    origin: origin, claimedBy: MemberID(unchecked: member), kind: kind, size: 7,
                    at: at)
            }
            #expect(try store.record(claim("hub", .differs, at: 1)))
            #expect(try store.record(claim("brand", .ahead, at: 2)))
            #expect(try !store.record(claim("hub", .differs, at: 3)))
            #expect(
                try store.ownLogClaims() == [
                    claim("brand", .ahead, at: 2), claim("hub", .differs, at: 1),
                ])
            #expect(
                try store.ownLogClaims().map { $0.forbidsSigning(of: origin, held: 7) }
                    == [false, true])
            #expect(
                try store.ownLogClaims().map { $0.forbidsSigning(of: origin, held: 6) }
                    == [true, true])
            try store.setAside(claimsAbout: origin)
            #expect(try !store.record(claim("hub", .differs, at: 4)))
            #expect(try store.ownLogClaims().allSatisfy(\.isSetAside))
            // Another kind of claim is a new one.
            #expect(try store.record(claim("hub", .ahead, at: 5)))
            #expect(try store.ownLogClaims().count { !$0.isSetAside } == 1)
        }
    }

    @Test(
        "takes a larger tree than was claimed for news, and any other than one that was set aside",
        arguments: LogStoreUnderTest.allCases)
    func largerClaims(kind: LogStoreUnderTest) throws {
        let origin = try WrittenLog().origin
        try kind.withWitnessStore { store in
            func claim(_ size: TreeSize, at: UInt64) throws -> Bool {
                try store.record(
                    OwnLogClaim(
                        origin: origin, claimedBy: MemberID(unchecked: "hub"), kind: .ahead,
                        size: size, at: at))
            }
            func forbids(_ held: TreeSize) throws -> Bool {
                try store.ownLogClaims().contains { $0.forbidsSigning(of: origin, held: held) }
            }
            #expect(try claim(50, at: 1))
            #expect(try !claim(50, at: 2) && !claim(40, at: 2))
            // Pulled back; then somebody signs on elsewhere.
            #expect(try !forbids(50) && !forbids(4_000))
            let token = try store.changeToken()
            #expect(try claim(5_000, at: 3))
            #expect(try forbids(4_000))
            #expect(try store.changeToken() > token)
            #expect(try store.ownLogClaims().map(\.at) == [3])
            // What is set aside stays so, however often it is said.
            try store.setAside(claimsAbout: origin)
            #expect(try !claim(5_000, at: 4) && !forbids(4_000))
            #expect(try claim(4_500, at: 5))
            #expect(try forbids(4_000))
            #expect(try claim(5_000, at: 6))
            // Nobody fills anything by saying more and more.
            for size in 5_001...5_100 as ClosedRange<TreeSize> { #expect(try claim(size, at: 7)) }
            #expect(try claim(.max, at: 8))
            try store.setAside(claimsAbout: origin)
            #expect(try !claim(.max, at: 9) && !claim(.max - 1, at: 9))
            #expect(try store.ownLogClaims().map(\.size) == [treeSizeMax])
            #expect(try !forbids(0))
        }
    }

    @Test(
        "takes a signed checkpoint for news after a mere word that was set aside",
        arguments: LogStoreUnderTest.allCases)
    func provenClaims(kind: LogStoreUnderTest) throws {
        let log = try WrittenLog(entries: 9)
        try kind.withWitnessStore { store in
            func claim(_ size: TreeSize, _ proof: VerifiedCheckpoint? = nil) -> OwnLogClaim {
                OwnLogClaim(
                    origin: log.origin, claimedBy: MemberID(unchecked: "hub"), kind: .differs,
                    size: size, at: 1, proof: proof.map { CheckpointRecord($0) })
            }
            #expect(try store.record(claim(7)))
            try store.setAside(claimsAbout: log.origin)
            // The word has the size of what this member goes on to sign.
            #expect(try !store.record(claim(8)))
            let first = claim(3, try log.checkpoint(at: 3, root: .zero))
            #expect(try store.record(first))
            #expect(try store.ownLogClaims() == [first])
            #expect(try !store.record(first) && !store.record(claim(9)))
            // While it stands another one changes nothing: nothing is signed already.
            let other = claim(4, try log.checkpoint(at: 4, root: .zero))
            #expect(try !store.record(other))
            try store.setAside(claimsAbout: log.origin)
            #expect(try !store.record(first) && !store.record(claim(9)))
            #expect(try store.ownLogClaims().map(\.proof) == [first.proof])
            #expect(try store.record(other))
            #expect(try store.ownLogClaims() == [other])
        }
    }

    @Test("remembers when own logs were compared", arguments: LogStoreUnderTest.allCases)
    func comparisons(kind: LogStoreUnderTest) throws {
        let origin = try WrittenLog().origin
        try kind.withWitnessStore { store in
            #expect(try store.ownLogComparison(of: origin) == nil)
            for record in [
                OwnLogComparisonRecord(at: 5, boot: "a", peers: 2),
                OwnLogComparisonRecord(at: 9, boot: "b", peers: 0),
            ] {
                try store.record(record, of: origin)
                #expect(try store.ownLogComparison(of: origin) == record)
            }
        }
    }
}
