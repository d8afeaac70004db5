import AllianceNames
import Evidence
import Replication
import Roster
import Statements
import TransparencyLog

extension FuzzedParser {
    static let evidenceBundles = [evidenceBundle, bundleManifest, logHistory]

    private static let bundleWords = [
        "manifest.note", "register/1.note", "statements/1/entry", "statements/1/payload",
        "statements/1/proof.tlog-proof", "ustar", "00000000000", "erasures/1.note",
    ]

    private static let evidenceBundle = FuzzedParser(
        "evidence-bundle", inputBytesMax: 16 * 1024, bytes: [SampleBundle.bundle.bytes],
        words: bundleWords
    ) { input in
        guard let bundle = try understood({ try EvidenceBundle(parsing: input) }) else {
            return false
        }
        try promise(bundle.bytes == input, "it is printed otherwise")
        try Sample.checkUnforged(bundle.note)
        // Whoever holds another key is told so, whatever stands in it.
        let judgement = bundle.judged(trusting: [Sample.answer.verifierKey])
        try promise(!judgement.holds, "a bundle holds with a key that signed no register")
        let own = bundle.judged(trusting: [Sample.authority.verifierKey])
        try promise(
            !own.holds || input == SampleBundle.bundle.bytes, "an altered bundle holds")
        return true
    }

    private static let bundleManifest = FuzzedParser(
        "bundle-manifest", samples: [SampleBundle.bundle.manifest.text, SampleBundle.part],
        words: [
            "\"part\":{\"leftOut\":{", "\"about\":", "\"captures\":[", "\"sha256\":",
            "\"made\":", "  statements/1/entry",
        ]
    ) { input in
        guard let text = text(input) else { return false }
        return try printsAsRead(
            input, { _ in try BundleManifest(parsing: text) }, { Array($0.text.utf8) })
    }

    private static let logHistory = FuzzedParser(
        "log-history",
        samples: [
            LogHistory(
                origin: Sample.origin,
                steps: [(1, 7), (7, 300)].map { from, to in
                    ConsistencyProof(
                        from: UInt64(from), to: UInt64(to),
                        path: Sample.tree.consistencyPath(from: from, in: 0..<to))
                }
            ).description
        ], words: ["touchstone/log-history/v1", " 300\n", "\n\n"]
    ) { input in
        guard let history = try understood({ try LogHistory(parsing: input) }) else {
            return false
        }
        try promise(Array(history.description.utf8) == input, "it is printed otherwise")
        let roots = [1, 7, 300].map { (UInt64($0), Sample.tree.hash(0..<$0)) }
        let known = Dictionary(uniqueKeysWithValues: roots)
        if (try? history.verify(roots: known)) != nil {
            try promise(
                history.steps.map(\.to) == [7, 300]
                    && history.steps.map(\.path)
                        == [(1, 7), (7, 300)].map {
                            Sample.tree.consistencyPath(from: $0, in: 0..<$1)
                        },
                "another proof holds")
        }
        return true
    }
}

/// A bundle of one report, small enough to be altered often.
enum SampleBundle {
    private static let time = UTCTimestamp(secondsSince1970: 1_800_000_000)

    static let bundle: EvidenceBundle = {
        do {
            return try made()
        } catch {
            preconditionFailure("the sample bundle is made: \(error)")
        }
    }()

    private static func made() throws -> EvidenceBundle {
        let alliance = try AllianceID(parsing: Sample.alliance)
        let log = try LogOrigin(parsing: Sample.origin)
        var draft = RosterDraft(
            alliance: alliance, authority: [Sample.authority.verifierKey], issuedAt: time,
            expiresAt: time.adding(days: 90))
        var descriptor = MemberDescriptor(
            alliance: alliance, id: log.member, name: "Maison", certificateRequest: "(PEM)")
        descriptor.logKeys = [
            try .init(epoch: log.epoch, publicKey: Sample.log.verifierKey.publicKey)
        ]
        descriptor.answerKey = Sample.answer.verifierKey
        try draft.admit(descriptor, tlsKey: .zero)
        let shop = try Indicator(.domain, parsing: "shop.example")
        guard let salt = Salt([UInt8](repeating: 7, count: Salt.byteCount)) else {
            preconditionFailure("a salt has 16 bytes")
        }
        let sealed = try SealedStatement.seal(
            .assertIndicator(
                IndicatorAssertion(indicator: shop, basis: .testBuy, confidence: 80, tlp: .amber)),
            issuedAt: time.millisecondsSince1970, salt: salt)
        let checkpoint = Checkpoint(
            origin: Sample.origin, size: 1, root: MerkleHash.leaf(sealed.entry))
        return try EvidenceBundle(
            EvidenceBundle.Contents(
                registers: [try draft.signed(by: [Sample.authority])],
                statements: [
                    try BundledStatement(
                        entry: sealed.entry, saltAndPayload: sealed.saltAndPayload,
                        proof: TLogProof(
                            index: 0, path: [],
                            checkpoint: SignedCheckpoint(signing: checkpoint, by: Sample.log)))
                ]),
            about: { files in
                try BundleManifest(
                    alliance: alliance, about: shop,
                    making: .init(
                        member: log.member, person: "anna", purpose: "complaint: 7", at: time),
                    captures: [
                        Capture(
                            digest: .sha256([1]), byteCount: 1, mediaType: "image/png",
                            name: "a.png", by: "bo", at: time)
                    ], files: files)
            }, signedBy: Sample.answer)
    }

    /// The manifest of one that has not all that is said.
    static var part: String {
        bundle.manifest.text.replacing(
            "\"person\":",
            with:
                "\"part\":{\"channels\":[\"luxury\"],\"leftOut\":{\"rival\":12},\"members\":[\"brand\",\"rival\"]},\"person\":"
        )
    }
}
