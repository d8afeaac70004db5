import Testing
import TransparencyLog

/// The rule of `VerifierKey`: canonical public keys of large order, then the cofactorless equation.
@Suite struct Ed25519RuleTests {
    /// The eight low-order points and their six alternative encodings (C2SP/CCTV `ed25519`).
    static let lowOrder: [String] = {
        let zeros = String(repeating: "0", count: 60)
        let ones = String(repeating: "f", count: 60)
        let first = "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc"
        let second = "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03"
        return [
            "00\(zeros)00", "00\(zeros)80", "01\(zeros)00", "01\(zeros)80", "\(first)05",
            "\(first)85", "\(second)7a", "\(second)fa", "ec\(ones)7f", "ec\(ones)ff",
            "ed\(ones)7f", "ed\(ones)ff", "ee\(ones)7f", "ee\(ones)ff",
        ]
    }()

    @Test("no encoding of a low-order point is a key", arguments: lowOrder)
    func lowOrderKeys(encoding: String) throws {
        let bytes = try #require(Hex.decode(encoding))
        let error = try #require(throws: TransparencyLogError.self) {
            try VerifierKey(name: "k", algorithm: .ed25519, publicKey: bytes)
        }
        #expect(error.keyword == "verifier-key")
    }

    @Test("an encoding with y from p to 2^255 - 1 is no key, whatever its sign", arguments: 0..<19)
    func nonCanonicalKeys(above: UInt8) throws {
        for sign: UInt8 in [0x7f, 0xff] {
            let bytes = [0xed + above] + [UInt8](repeating: 0xff, count: 30) + [sign]
            #expect(throws: TransparencyLogError.verifierKey(.nonCanonical, found: "k")) {
                try VerifierKey(name: "k", algorithm: .ed25519, publicKey: bytes)
            }
        }
    }

    @Test("31 and 33 bytes are no key", arguments: [0, 31, 33])
    func lengths(count: Int) {
        #expect(throws: TransparencyLogError.verifierKey(.publicKeyLength, found: "k")) {
            try VerifierKey(
                name: "k", algorithm: .ed25519, publicKey: [UInt8](repeating: 9, count: count))
        }
    }

    @Test("a signature whose S is raised by the group order is refused")
    func malleability() throws {
        let signer = try TestKeys.log()
        let message = Array("text\n".utf8)
        let signature = signer.sign(text: "text\n").bytes
        #expect(signer.verifierKey.isValid(signature, message: message))
        let order = try #require(
            Hex.decode("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010"))
        var raised = signature
        var carry = 0
        for byte in 0..<32 {
            let sum = Int(raised[32 + byte]) + Int(order[byte]) + carry
            raised[32 + byte] = UInt8(truncatingIfNeeded: sum)
            carry = sum >> 8
        }
        #expect(carry == 0)
        #expect(!signer.verifierKey.isValid(raised, message: message))
    }

    private struct CCTVCase: Decodable {
        let number: Int
        let key: String
        let sig: String
        let msg: String
        let flags: [String]?
    }

    @Test("every CCTV case is decided by its flags, as the rule has it", vectors("cctv-ed25519"))
    func cctv() throws {
        let cases = try Vectors.decoded(
            Vectors.gunzipped("cctv-ed25519/ed25519vectors.json.gz"), as: [CCTVCase].self)
        #expect(cases.count == 914)
        let refusedKeys: Set = ["low_order_A", "non_canonical_A"]
        let refusedSignatures: Set = ["non_canonical_R", "low_order_residue", "reencoded_k"]
        var accepted = 0
        for vector in cases {
            let flags = Set(vector.flags ?? [])
            let bytes = try #require(Hex.decode(vector.key))
            let key = try? VerifierKey(name: "k", algorithm: .ed25519, publicKey: bytes)
            #expect(
                (key == nil) == !flags.isDisjoint(with: refusedKeys), "case \(vector.number)")
            guard let key else { continue }
            let signature = try #require(Hex.decode(vector.sig))
            let isValid = key.isValid(signature, message: Array(vector.msg.utf8))
            #expect(isValid == flags.isDisjoint(with: refusedSignatures), "case \(vector.number)")
            if isValid { accepted += 1 }
        }
        #expect(accepted == 86)
    }

    private struct Wycheproof: Decodable {
        struct Group: Decodable {
            struct Key: Decodable { let pk: String }
            struct Case: Decodable {
                let tcId: Int
                let msg: String
                let sig: String
                let result: String
            }
            let publicKey: Key
            let tests: [Case]
        }
        let testGroups: [Group]
    }

    @Test("every Wycheproof Ed25519 case has its expected result", vectors("wycheproof"))
    func wycheproof() throws {
        let file = try Vectors.json("wycheproof/ed25519_test.json", as: Wycheproof.self)
        var count = 0
        for group in file.testGroups {
            let bytes = try #require(Hex.decode(group.publicKey.pk))
            let key = try VerifierKey(name: "k", algorithm: .ed25519, publicKey: bytes)
            for test in group.tests {
                let signature = try #require(Hex.decode(test.sig))
                let message = try #require(Hex.decode(test.msg))
                #expect(
                    key.isValid(signature, message: message) == (test.result == "valid"),
                    "case \(test.tcId)")
                count += 1
            }
        }
        #expect(count == 151)
    }
}
