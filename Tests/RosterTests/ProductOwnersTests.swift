import AllianceNames
import GS1
import Roster
import Testing

@Suite struct ProductOwnersTests {
    typealias Fixture = AllianceFixture
    let fixture: AllianceFixture
    init() throws { fixture = try AllianceFixture() }

    private func gtin(_ digits: String) throws -> GTIN {
        let rest = digits.compactMap(\.wholeNumberValue)
        let sum = rest.reversed().enumerated().reduce(0) {
            $0 + $1.element * ($1.offset % 2 == 0 ? 3 : 1)
        }
        return try GTIN(parsing: digits + "\((10 - sum % 10) % 10)")
    }

    @Test("a GTIN belongs to its prefix in every length, and a case of it to the same owner")
    func lengths() throws {
        let roster = try fixture.newest()
        for digits in ["401234567890", "0401234567890", "1401234567890", "8401234567890"] {
            #expect(try roster.owners(of: gtin(digits)).current == Fixture.aurelle, "\(digits)")
        }
        for digits in ["401234667890", "140123456789", "0140123456789"] {
            #expect(try roster.owners(of: gtin(digits)).current == nil, "\(digits)")
        }
    }

    @Test("a GTIN-8 is matched whole, never by a company prefix")
    func gtin8() throws {
        let eight = try gtin("4012345")
        #expect(eight.isGTIN8)
        #expect(try fixture.newest().owners(of: eight).all.isEmpty)
        var draft = try fixture.draft()
        try draft.grant(CompanyPrefix(parsing: "00000\(eight.shortest)"), to: Fixture.borealis)
        var chain = try fixture.chain()
        _ = try chain.accept(draft.signed(by: fixture.authority))
        #expect(chain.newest?.owners(of: eight).current == Fixture.borealis)
        #expect(try chain.newest?.owners(of: gtin("4012346")).all.isEmpty == true)
    }

    @Test("after a handover the owner comes first, then former owners, the last one first")
    func handover() throws {
        let prefix = try CompanyPrefix(parsing: "4012345")
        var chain = try fixture.chain()
        let owners = [Fixture.aurelle, Fixture.borealis, Fixture.hub, Fixture.aurelle]
        for (number, (from, to)) in zip(owners, owners.dropFirst()).enumerated() {
            var draft = try fixture.draft(after: chain.newest, day: UInt64(number + 1) * 10)
            try draft.endPrefix(prefix, of: from)
            try draft.grant(prefix, to: to)
            _ = try chain.accept(draft.signed(by: fixture.authority))
        }
        let found = try #require(chain.newest).owners(of: gtin("401234567890"))
        #expect(found.current == Fixture.aurelle)
        #expect(found.former == [Fixture.hub, Fixture.borealis])
        #expect(found.all == [Fixture.aurelle, Fixture.hub, Fixture.borealis])
    }

    @Test("an extension of a former prefix has its own owner")
    func split() throws {
        var draft = try fixture.draft()
        try draft.endPrefix(CompanyPrefix(parsing: "4012345"), of: Fixture.aurelle)
        try draft.grant(CompanyPrefix(parsing: "40123456"), to: Fixture.borealis)
        var chain = try fixture.chain()
        _ = try chain.accept(draft.signed(by: fixture.authority))
        let found = try #require(chain.newest).owners(of: gtin("401234567890"))
        #expect(found.current == Fixture.borealis && found.former == [Fixture.aurelle])
        let other = try #require(chain.newest).owners(of: gtin("401234577890"))
        #expect(other.current == nil && other.former == [Fixture.aurelle])
    }

    @Test("a code scheme is found by its exact name, its owners in the same order")
    func schemes() throws {
        let scheme = try CodeScheme(parsing: "aurelle-chip")
        var chain = try fixture.chain()
        #expect(chain.newest?.owners(ofScheme: "aurelle-chip").all == [Fixture.aurelle])
        for other in ["Aurelle-chip", "aurelle", "", "aurelle-chip "] {
            #expect(chain.newest?.owners(ofScheme: other).all == [], "\(other)")
        }
        var draft = try fixture.draft(after: chain.newest)
        try draft.endScheme(scheme, of: Fixture.aurelle)
        try draft.grant(scheme, to: Fixture.borealis)
        _ = try chain.accept(draft.signed(by: fixture.authority))
        let found = try #require(chain.newest).owners(ofScheme: "aurelle-chip")
        #expect(found.current == Fixture.borealis)
        #expect(found.former == [Fixture.aurelle])
    }
}
