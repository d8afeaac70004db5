import AllianceNames
import Credentials
import Crypto
import Foundation
import Testing
import TransparencyLog
import X509

/// An independent implementation takes what we make: Debian's OpenSSL. These tests fail, and do not
/// skip, where it is missing.
@Suite struct OpenSSLTests {
    typealias Fixture = CredentialsFixture
    let fixture: CredentialsFixture
    let folder: TemporaryFolder
    let home: HomeFolder

    /// A home with everything in it. OpenSSL has the machine's clock, so the times are around it.
    init() throws {
        fixture = try Fixture()
        folder = try TemporaryFolder()
        home = HomeFolder(folder.path)
        let now = UTCNow.now
        let authority = try home.certs.createAuthority(for: Fixture.alliance, at: now)
        let keys = try home.certs.createMemberKeys()
        let request = try CertificateRequest(for: Fixture.spiffeID, key: keys.tls)
        try home.certs.write(
            certificate: authority.ca.issue(request, for: Fixture.spiffeID, at: now))
        _ = try folder.write(request.pem, to: "request.pem")
    }

    @Test(
        "openssl verify -x509_strict takes the chain, as server and as client",
        arguments: ["sslserver", "sslclient"])
    func verify(purpose: String) throws {
        let output = try OpenSSL.run([
            "verify", "-x509_strict", "-check_ss_sig", "-purpose", purpose, "-CAfile",
            home.certs.allianceCA, home.certs.tlsCertificate,
        ])
        #expect(output.status == 0, "\(output.text)")
        #expect(output.text.hasSuffix(": OK\n"))
    }

    @Test("openssl verify refuses the certificate under another CA")
    func verifyOther() throws {
        let other = try folder.write(fixture.ca.certificate.pem, to: "other.pem")
        let output = try OpenSSL.run([
            "verify", "-x509_strict", "-CAfile", other, home.certs.tlsCertificate,
        ])
        #expect(output.status != 0)
    }

    @Test("openssl x509 prints the leaf as the SPIFFE rules have it")
    func leafText() throws {
        let text = try OpenSSL.run([
            "x509", "-in", home.certs.tlsCertificate, "-noout", "-text",
        ]).text
        let expected = [
            "Version: 3", "Signature Algorithm: ecdsa-with-SHA256",
            "X509v3 Basic Constraints: critical\n                CA:FALSE",
            "X509v3 Key Usage: critical\n                Digital Signature\n",
            "X509v3 Extended Key Usage: \n                TLS Web Server Authentication, TLS Web Client Authentication",
            "X509v3 Subject Alternative Name: \n                URI:spiffe://ipacc.example/member/aurelle\n",
            "NIST CURVE: P-256", "X509v3 Subject Key Identifier", "X509v3 Authority Key Identifier",
            "Subject: O = ipacc.example, CN = aurelle",
        ]
        for part in expected { #expect(text.contains(part), "\(part)\n\(text)") }
    }

    @Test("openssl x509 prints the CA as one that has no CA below it")
    func authorityText() throws {
        let text = try OpenSSL.run(["x509", "-in", home.certs.allianceCA, "-noout", "-text"]).text
        let expected = [
            "X509v3 Basic Constraints: critical\n                CA:TRUE, pathlen:0",
            "X509v3 Key Usage: critical\n                Certificate Sign, CRL Sign",
            "X509v3 Subject Key Identifier", "Subject: O = ipacc.example, CN = Alliance CA",
        ]
        for part in expected { #expect(text.contains(part), "\(part)\n\(text)") }
    }

    @Test("openssl req -verify takes the certificate request")
    func request() throws {
        let output = try OpenSSL.run([
            "req", "-in", folder.file("request.pem"), "-verify", "-noout", "-text",
        ])
        #expect(output.status == 0 && output.text.contains("verify OK"), "\(output.text)")
        #expect(output.text.contains("URI:spiffe://ipacc.example/member/aurelle"))
    }

    @Test("our CA certifies a request that openssl made")
    func foreignRequest() throws {
        let made = try OpenSSL.run([
            "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", folder.file("foreign.key"), "-subj", "/CN=aurelle", "-addext",
            "subjectAltName=URI:spiffe://ipacc.example/member/aurelle",
        ])
        #expect(made.status == 0, "\(made.text)")
        let start = try #require(made.text.range(of: "-----BEGIN CERTIFICATE REQUEST"))
        let request = try CertificateRequest(pem: String(made.text[start.lowerBound...]))
        let authority = try home.certs.certificateAuthority()
        let leaf = try authority.issue(request, for: Fixture.spiffeID, at: UTCNow.now)
        let path = try folder.write(leaf.pem, to: "foreign.pem")
        #expect(
            try OpenSSL.run(["verify", "-x509_strict", "-CAfile", home.certs.allianceCA, path])
                .status == 0)
        // A key as openssl writes it, in the place of ours.
        try FileManager.default.removeItem(atPath: home.certs.tlsKey)
        try DurableFile.write(
            DurableFile.read(folder.file("foreign.key")), to: home.certs.tlsKey, mode: .secret)
        try home.certs.write(certificate: leaf)
        #expect(try home.certs.tlsIdentity().spkiDigest == request.spkiDigest)
    }

    @Test("openssl pkey reads every key file, and the digest of a TLS key is that of its SPKI")
    func keys() throws {
        let certs = home.certs
        for (path, name) in [
            (certs.logKey(Epoch(1)), "ED25519"), (certs.cosignerKey, "ED25519"),
            (certs.answerKey, "ED25519"), (certs.authorityKey, "ED25519"),
            (certs.caKey, "P-256"), (certs.tlsKey, "P-256"),
        ] {
            let output = try OpenSSL.run(["pkey", "-in", path, "-noout", "-text"])
            #expect(output.status == 0 && output.text.contains(name), "\(path): \(output.text)")
        }
        let der = folder.file("spki.der")
        _ = try OpenSSL.run([
            "pkey", "-in", certs.tlsKey, "-pubout", "-outform", "DER", "-out", der,
        ])
        #expect(
            try Digest.sha256(DurableFile.read(der)) == home.certs.tlsIdentity().spkiDigest)
    }

    @Test("an Ed25519 key that openssl made is read, and signs what openssl verifies")
    func ed25519() throws {
        let path = folder.file("ed.pem")
        #expect(try OpenSSL.run(["genpkey", "-algorithm", "ed25519", "-out", path]).status == 0)
        let key = try #require(Ed25519PEM.parse(DurableFile.text(path)))
        #expect(Ed25519PEM.print(key) == (try DurableFile.text(path)))
        let message = try folder.write("message", to: "message")
        let signature = folder.file("signature")
        try key.signature(for: Data("message".utf8)).write(to: URL(fileURLWithPath: signature))
        let output = try OpenSSL.run([
            "pkeyutl", "-verify", "-rawin", "-inkey", path, "-in", message, "-sigfile", signature,
        ])
        #expect(output.text.contains("Verified Successfully"), "\(output.text)")
    }

    @Test("openssl s_server and s_client shake hands in TLS 1.3 with our files, both certified")
    func handshake() throws {
        let certs = home.certs
        let common = [
            "-CAfile", certs.allianceCA, "-cert", certs.tlsCertificate, "-key", certs.tlsKey,
        ]
        // Two connections, then it ends. The port is the system's choice, read off the output.
        let (server, output, input) = try OpenSSL.start(
            [
                "s_server", "-accept", "127.0.0.1:0", "-naccept", "2", "-tls1_3", "-Verify", "2",
                "-verify_return_error",
            ] + common)
        // SIGTERM may be blocked, as it is in the threads that tests run on.
        defer { kill(server.processIdentifier, SIGKILL) }
        var text = ""
        while !text.contains("ACCEPT 127.0.0.1:") || !text.hasSuffix("\n") {
            let data = output.fileHandleForReading.availableData
            if data.isEmpty { break }
            text += String(decoding: data, as: UTF8.self)
        }
        let port = try #require(text.split(separator: ":").last?.split(separator: "\n").first)
        let client = try OpenSSL.run(
            [
                "s_client", "-connect", "127.0.0.1:\(port)", "-tls1_3", "-verify_return_error",
                "-brief",
            ] + common, input: "Q\n")
        #expect(client.status == 0, "\(client.text)")
        for part in ["Protocol version: TLSv1.3", "Verification: OK", "CN = aurelle"] {
            #expect(client.text.contains(part), "\(part)\n\(client.text)")
        }
        // Without a certificate there is no conversation.
        let anonymous = try OpenSSL.run([
            "s_client", "-connect", "127.0.0.1:\(port)", "-tls1_3", "-ign_eof", "-CAfile",
            certs.allianceCA,
        ])
        #expect(anonymous.text.contains("certificate required"), "\(anonymous.text)")
        try input.fileHandleForWriting.close()
    }
}
