import Crypto
import Foundation
import SwiftASN1
import Testing
import TransparencyLog
import X509

/// ECDSA as certificates and requests are verified here, against C2SP Wycheproof. Ed25519, which notes
/// and cosignatures are signed with, has its cases in `Ed25519RuleTests`.
@Suite struct WycheproofTests {
    private struct File: Decodable {
        struct Group: Decodable {
            struct Case: Decodable {
                let tcId: Int
                let comment: String
                let msg: String
                let sig: String
                let result: String
            }

            let publicKeyDer: String
            let tests: [Case]
        }

        let numberOfTests: Int
        let testGroups: [Group]
    }

    private static let folder = URL(fileURLWithPath: LimboTests.path)
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "wycheproof")
    static let isThere = FileManager.default.fileExists(atPath: folder.path())

    @Test(
        "every ECDSA case has its expected result",
        .enabled(if: isThere, "the vectors folder wycheproof is absent"),
        arguments: [
            (
                "ecdsa_secp256r1_sha256_test.json", Certificate.SignatureAlgorithm.ecdsaWithSHA256,
                484
            ),
            ("ecdsa_secp384r1_sha384_test.json", .ecdsaWithSHA384, 504),
        ])
    func ecdsa(
        name: String, algorithm: Certificate.SignatureAlgorithm, count: Int
    ) throws {
        let data = try Data(contentsOf: Self.folder.appending(path: name))
        let file = try JSONDecoder().decode(File.self, from: data)
        #expect(file.numberOfTests == count)
        var (seen, valid) = (0, 0)
        for group in file.testGroups {
            let key = try Certificate.PublicKey(
                derEncoded: #require(Hex.decode(group.publicKeyDer)))
            for test in group.tests {
                let (message, signature) = (
                    try #require(Hex.decode(test.msg)), try #require(Hex.decode(test.sig))
                )
                let isValid = key.isValidSignature(
                    signature, for: message, signatureAlgorithm: algorithm)
                #expect(isValid == (test.result == "valid"), "\(test.tcId): \(test.comment)")
                seen += 1
                valid += isValid ? 1 : 0
            }
        }
        #expect(seen == count && valid > 150)
    }

    @Test(
        "no other hash or curve is taken for what a signature says",
        .enabled(if: isThere, "the vectors folder wycheproof is absent"))
    func otherAlgorithm() throws {
        let data = try Data(
            contentsOf: Self.folder.appending(path: "ecdsa_secp256r1_sha512_test.json"))
        let file = try JSONDecoder().decode(File.self, from: data)
        for group in file.testGroups {
            let key = try Certificate.PublicKey(
                derEncoded: #require(Hex.decode(group.publicKeyDer)))
            for test in group.tests {
                let (message, signature) = (
                    try #require(Hex.decode(test.msg)), try #require(Hex.decode(test.sig))
                )
                #expect(
                    !key.isValidSignature(
                        signature, for: message, signatureAlgorithm: .ecdsaWithSHA256),
                    "\(test.tcId): \(test.comment)")
            }
        }
    }
}
