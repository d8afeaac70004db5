import AllianceNames
import Credentials
import Dispatch
import Roster
import Synchronization
import TransparencyLog

extension FuzzedParser {
    static let credentials = [certificateChain, certificateRequest, keyFiles, authorityKeys]

    /// What a peer shows in the handshake: certificates in DER, each behind its length in two bytes.
    private static let certificateChain = FuzzedParser(
        "certificate-chain",
        bytes: [
            chain([SampleCertificates.leafDER]),
            chain([SampleCertificates.leafDER, SampleCertificates.anchorDER]),
            chain([SampleCertificates.anchorDER]),
        ],
        words: ["\u{6}\u{3}U\u{1d}\u{11}", "spiffe://", "\u{30}\u{0}", "\u{5}\u{0}"]
    ) { input in
        guard let alliance = try? AllianceID(parsing: Sample.alliance),
            let time = try? UTCTimestamp(parsing: "2027-01-01T00:00:00Z"),
            let anchors = try? TrustAnchors(pem: SampleCertificates.anchor, path: "")
        else { throw BrokenPromise("the sample's own anchor is not read") }
        let chain = certificates(input)
        let verifier = PeerVerifier(anchors: anchors, alliance: alliance)
        let found = try understood { () throws(CredentialsError) in
            try waiting { () throws(CredentialsError) in
                try await verifier.verify(chainDER: chain, at: time)
            }
        }
        let leaf = try chain.first.flatMap { leaf in
            try understood { try verifier.identity(ofLeafDER: leaf, at: time) }
        }
        if let found {
            try promise(found == leaf, "without waiting it is somebody else")
        }
        if leaf != nil {
            // Whatever the signature's bytes, what was signed is what the anchor signed.
            try promise(
                chain[0].dropFirst(4).starts(with: SampleCertificates.signedPart),
                "a certificate is believed that nobody signed")
        }
        return found != nil
    }

    private static func chain(_ certificates: [[UInt8]]) -> [UInt8] {
        var bytes: [UInt8] = []
        for certificate in certificates { EntryBundle.append(entry: certificate, to: &bytes) }
        return bytes
    }

    private static func certificates(_ input: [UInt8]) -> [[UInt8]] {
        var found: [[UInt8]] = []
        var rest = input[...]
        while let high = rest.popFirst(), let low = rest.popFirst() {
            let length = Int(high) << 8 | Int(low)
            found.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return found
    }

    private static let certificateRequest = FuzzedParser(
        "certificate-request", samples: [SampleCertificates.request],
        words: ["-----BEGIN CERTIFICATE REQUEST-----\n", "-----END ", "MIIB", "\r\n"]
    ) { input in
        guard let text = text(input),
            let request = try understood({ try CertificateRequest(pem: text) })
        else { return false }
        try promise(
            request.spiffeID.description == "spiffe://sample.example/member/maison",
            "a request is taken that nobody signed")
        let again = try understood { try CertificateRequest(pem: request.pem) }
        try promise(again?.spiffeID == request.spiffeID, "it is printed as another")
        return true
    }

    /// Files of `certs/`: a private key, or certificates.
    private static let keyFiles = FuzzedParser(
        "key-files",
        samples: [
            "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB\n-----END PRIVATE KEY-----\n",
            SampleCertificates.anchor, SampleCertificates.anchor + SampleCertificates.leaf,
        ],
        words: ["-----BEGIN PRIVATE KEY-----\n", "-----END CERTIFICATE-----\n", "MC4C"]
    ) { input in
        guard let text = text(input) else { return false }
        if let key = Ed25519PEM.parse(text) {
            let printed = Ed25519PEM.print(key)
            try promise(
                Ed25519PEM.parse(printed).map(Ed25519PEM.print) == printed,
                "a key is printed as another")
            return true
        }
        guard let anchors = try understood({ try TrustAnchors(pem: text, path: "") }) else {
            return false
        }
        let again = try understood { try TrustAnchors(pem: anchors.pem, path: "") }
        try promise(
            again?.certificates == anchors.certificates, "certificates are printed as others")
        return true
    }

    /// What the authority hands over, and what somebody offers who is to sign with it.
    private static let authorityKeys = FuzzedParser(
        "authority-keys",
        samples: [
            AuthorityKeys([Sample.authority.verifierKey]).fileText,
            AuthorityKeys(
                [Sample.authority.verifierKey, Sample.answer.verifierKey], threshold: 2
            ).fileText,
            AuthorityKeys([Sample.authority.verifierKey], settled: [7: .zero, 12: .zero]).fileText,
            (try? offer())?.note.description ?? "",
        ],
        words: [
            "threshold 2\n", "register 7 ", "# ", "/authority-key\n", "\u{2014} ",
            "sample.example/authority",
        ]
    ) { input in
        let alliance = try AllianceID(parsing: Sample.alliance)
        if let offer = try understood({ () throws(CredentialsError) in
            try AuthorityKeyOffer(parsing: input, path: "", of: alliance)
        }) {
            try Sample.checkUnforged(offer.note)
            return true
        }
        guard let text = text(input),
            let keys = try understood({ () throws(CredentialsError) in
                try AuthorityKeys(parsing: text, path: "")
            })
        else { return false }
        try promise((1...keys.all.count).contains(keys.threshold), "none, or more than all, sign")
        try readsAgain(
            keys, { Array($0.fileText.utf8) },
            { try AuthorityKeys(parsing: String(decoding: $0, as: UTF8.self), path: "") })
        return true
    }

    private static func offer() throws -> AuthorityKeyOffer {
        let alliance = try AllianceID(parsing: Sample.alliance)
        return try AuthorityKeyOffer(by: Sample.authority, of: alliance)
    }

    /// Path validation is asynchronous by its signature. It runs on a thread of its own: waited for on one
    /// of the few that tasks share, it might never come to run.
    private static func waiting<Value: Sendable, Failure: Error>(
        _ body: @escaping @Sendable () async throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let done = DispatchSemaphore(value: 0)
        let box = Box<Value, Failure>()
        Task(executorPreference: ThreadOfItsOwn.shared) {
            do throws(Failure) {
                let value = try await body()
                box.result.withLock { $0 = .success(value) }
            } catch {
                box.result.withLock { $0 = .failure(error) }
            }
            done.signal()
        }
        done.wait()
        guard let result = box.result.withLock({ $0 }) else {
            preconditionFailure("it was signalled before it was there")
        }
        return try result.get()
    }

    private final class Box<Value: Sendable, Failure: Error>: Sendable {
        let result = Mutex<Result<Value, Failure>?>(nil)
    }
}

private final class ThreadOfItsOwn: TaskExecutor {
    static let shared = ThreadOfItsOwn()
    private let queue = DispatchQueue(label: "touchstone-fuzz")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
