import Foundation
import JSON
import SignIn
import Testing
import TransparencyLog

/// ES256 as identity tokens are verified, whose signatures are r and s one behind the other (RFC 7518, section 3.4),
/// against C2SP Wycheproof.
@Suite struct ProviderKeyVectorTests {
    private struct File: Decodable {
        struct Group: Decodable {
            struct Key: Decodable { let uncompressed: String }
            struct Case: Decodable {
                let tcId: Int
                let comment: String
                let msg: String
                let sig: String
                let result: String
            }

            let publicKey: Key
            let tests: [Case]
        }

        let numberOfTests: Int
        let testGroups: [Group]
    }

    /// Where they are: `TOUCHSTONE_VECTORS`, else beside the project.
    private static let file: URL = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let vectors =
            ProcessInfo.processInfo.environment["TOUCHSTONE_VECTORS"].map { URL(filePath: $0) }
            ?? root.deletingLastPathComponent().appending(path: "shared/vectors")
        return vectors.appending(path: "wycheproof/ecdsa_secp256r1_sha256_p1363_test.json")
    }()
    static let isThere = FileManager.default.fileExists(atPath: file.path())

    private static func keys(_ uncompressed: [UInt8]) throws -> ProviderKeys {
        let (x, y) = (uncompressed.dropFirst().prefix(32), uncompressed.suffix(32))
        let key: JSONValue = .object([
            "kty": .string("EC"), "crv": .string("P-256"), "kid": .string("ec"),
            "x": .string(Base64URL.encode(Array(x))), "y": .string(Base64URL.encode(Array(y))),
        ])
        return try ProviderKeys(
            parsing: Array(JSONValue.object(["keys": .array([key])]).compact.utf8))
    }

    @Test(
        "every case of raw ECDSA signatures has its expected result",
        .enabled(if: isThere, "the vectors folder wycheproof is absent"))
    func rawSignatures() throws {
        let file = try JSONDecoder().decode(File.self, from: Data(contentsOf: Self.file))
        #expect(file.numberOfTests == 262)
        var (seen, valid) = (0, 0)
        for group in file.testGroups {
            let keys = try Self.keys(#require(Hex.decode(group.publicKey.uncompressed)))
            try #require(keys.has("ec", .es256))
            for test in group.tests {
                let (message, signature) = (
                    try #require(Hex.decode(test.msg)), try #require(Hex.decode(test.sig))
                )
                let isValid = keys.verify(signature, of: message, by: "ec", .es256)
                #expect(isValid == (test.result == "valid"), "\(test.tcId): \(test.comment)")
                // A key is of one algorithm, whatever a token says.
                #expect(!keys.verify(signature, of: message, by: "ec", .rs256))
                seen += 1
                valid += isValid ? 1 : 0
            }
        }
        #expect(seen == 262 && valid == 173)
    }
}
