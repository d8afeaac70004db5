import TransparencyLog

/// Keys from the RFC 8032, Section 7.1, test seeds, under names of the alliance's kind.
enum TestKeys {
    static let origin = "alliance.example/alliance/acme/e1"
    private static let seeds = [
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    ]

    static func signer(
        _ name: String, seed: Int, _ algorithm: VerifierKey.Algorithm = .ed25519
    ) throws -> NoteSigner {
        try NoteSigner(
            name: name, seed: Hex.decode(seeds[seed]) ?? [], algorithm: algorithm)
    }

    static func log() throws -> NoteSigner { try signer(origin, seed: 0) }
    static func witness1() throws -> NoteSigner {
        try signer("w1.example", seed: 1, .cosignatureV1)
    }
    static func witness2() throws -> NoteSigner {
        try signer("w2.example", seed: 2, .cosignatureV1)
    }
}
