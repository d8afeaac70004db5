import Testing
import TransparencyLog

@Suite struct VerifierKeyTests {
    private let example = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"

    @Test("the specification's example parses, and prints as it was")
    func published() throws {
        let key = try VerifierKey(parsing: example)
        #expect(key.name == "example.com/foo")
        #expect(key.keyID == 0x530d_903a)
        #expect(key.algorithm == .ed25519)
        #expect(key.publicKey.count == 32)
        #expect(key.description == example)
    }

    @Test("the public key of a seed is that of RFC 8032, Section 7.1")
    func seed() throws {
        let key = try TestKeys.log().verifierKey
        #expect(
            Hex.encode(key.publicKey)
                == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    }

    @Test("one key has another key ID for each signature type and each name")
    func keyIDs() throws {
        let keys = try [
            TestKeys.signer("a", seed: 0), TestKeys.signer("a", seed: 0, .cosignatureV1),
            TestKeys.signer("b", seed: 0), TestKeys.signer("a", seed: 1),
        ].map(\.verifierKey)
        #expect(Set(keys.map(\.keyID)).count == 4)
        for key in keys { #expect(try VerifierKey(parsing: key.description) == key) }
    }

    @Test(
        "what is not a verifier key is refused",
        arguments: [
            "", "+", "++", "name", "name+530d903a",
            "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/fob+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903a+BukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3Q==",
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n",
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k+",
            "example.com foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        ])
    func refused(text: String) throws {
        let error = try #require(throws: TransparencyLogError.self) {
            try VerifierKey(parsing: text)
        }
        #expect(error.keyword == "verifier-key")
    }

    @Test(
        "a name that a signature line cannot carry is refused",
        arguments: [
            "", " ", "a b", "a+b", "a\u{a0}b", "a\u{2003}b", "a\u{3000}b", "a\u{85}b",
            "a\u{1680}b", "a\u{2028}b", "a\nb", "a\tb", "a\u{0}b", "a\u{1f}b", "a+\u{301}b",
            String(repeating: "n", count: 256),
        ])
    func names(name: String) throws {
        let key = try TestKeys.log().verifierKey.publicKey
        #expect(throws: TransparencyLogError.verifierKey(.name, found: name)) {
            try VerifierKey(name: name, algorithm: .ed25519, publicKey: key)
        }
    }

    @Test(
        "any other name is taken, up to 255 bytes",
        arguments: ["a", "\u{e9}", "\u{200b}", "x/y", String(repeating: "n", count: 255)])
    func takenNames(name: String) throws {
        let key = try TestKeys.signer(name, seed: 0).verifierKey
        #expect(try VerifierKey(parsing: key.description) == key)
    }

    @Test("canonically equivalent names in other bytes are other keys")
    func unicodeNames() throws {
        let composed = try TestKeys.signer("caf\u{e9}", seed: 0)
        let decomposed = try TestKeys.signer("cafe\u{301}", seed: 0)
        #expect(composed.name == decomposed.name, "Swift takes the two strings for one")
        #expect(composed.verifierKey != decomposed.verifierKey)
        let forged = NoteSignature(
            name: decomposed.name, keyID: composed.verifierKey.keyID, bytes: [1])
        #expect(!composed.verifierKey.isClaimed(by: forged))
    }
}
