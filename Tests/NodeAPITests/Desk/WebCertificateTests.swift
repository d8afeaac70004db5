import Credentials
import Foundation
import NIOSSL
import NodeAPI
import Peering
import Synchronization
import TestAlliance
import Testing

/// A web certificate that is renewed while people are connected.
@Suite(.timeLimit(.minutes(30))) struct WebCertificateTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    private let files: WebCertificateFiles

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        files = WebCertificateFiles(
            certificate: folder.appending(path: "chain.pem").path(),
            key: folder.appending(path: "key.pem").path())
    }

    private func write(_ leaf: TestLeaf, keyOf other: TestLeaf? = nil) throws {
        try Data(leaf.certificatePEM.utf8).write(to: URL(filePath: files.certificate))
        try Data((other ?? leaf).keyPEM.utf8).write(to: URL(filePath: files.key))
    }

    @Test(
        "new connections see the new certificate; those that are open go on, and so does the desk")
    func renewal() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let shown = Mutex<DeskTLS?>(nil)
        let files = files
        let alliance = try TestAlliance()
        let (first, second) = (try alliance.ca.leaf(for: "hub"), try alliance.ca.leaf(for: "hub"))
        let issuer = try NIOSSLCertificate(
            bytes: Array(alliance.ca.certificatePEM.utf8), format: .pem)
        try write(first)
        try await LiveDesk.with(web: { contexts in
            let reading = try #require(try files.read())
            let tls = try DeskTLS(contexts, web: reading.certificate)
            shown.withLock { $0 = tls }
            return tls
        }) { desk in
            func connect() async throws -> RawConnection {
                // Of another alliance than the desk's, as a browser knows another issuer.
                try await desk.connect(nil) { $0.trustRoots = .certificates([issuer]) }
            }
            let tls = try #require(shown.withLock { $0 })
            let old = try await connect()
            #expect(try await old.get("/").status == 200)
            #expect(try await old.peerCertificate() == first.certificate)
            try write(second)
            let reading = try #require(try files.read())
            try tls.show(reading.certificate)
            #expect(try files.read(unless: reading.digest) == nil)
            let new = try await connect()
            let page = try await new.get("/")
            #expect(try await new.peerCertificate() == second.certificate)
            #expect(page.headers["strict-transport-security"] != nil)
            #expect(try await old.get("/").status == 200)
            // A roster change makes a new context, of the newest certificate.
            try desk.desk.rosterChanged()
            let later = try await connect()
            #expect(try await later.get("/").status == 200)
            #expect(try await later.peerCertificate() == second.certificate)
        }
    }

    @Test("a key of another certificate, or no certificate at all, is refused, and nothing changes")
    func refused() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let alliance = try TestAlliance()
        let (first, second) = (try alliance.ca.leaf(for: "hub"), try alliance.ca.leaf(for: "hub"))
        try write(first)
        let contexts = try TLSContexts(alliance.material(of: "hub"), alliance: alliance.id)
        let tls = try DeskTLS(contexts, web: try #require(try files.read()).certificate)
        // A renewal that is half done.
        try write(second, keyOf: first)
        let half = try #require(try files.read())
        #expect(throws: PeeringError.self) { try tls.show(half.certificate) }
        try Data("nothing".utf8).write(to: URL(filePath: files.certificate))
        #expect(throws: PeeringError.self) { try files.read() }
        try FileManager.default.removeItem(atPath: files.key)
        #expect(throws: PeeringError.self) { try files.read() }
    }
}
