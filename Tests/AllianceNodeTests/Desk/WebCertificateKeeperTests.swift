import AllianceNode
import Foundation
import Logging
import NodeAPI
import Peering
import TestAlliance
import Testing

@Suite struct WebCertificateKeeperTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    private let files: WebCertificateFiles
    private let alliance: TestAlliance

    init() throws {
        alliance = try TestAlliance()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        files = WebCertificateFiles(
            certificate: folder.appending(path: "chain.pem").path(),
            key: folder.appending(path: "key.pem").path())
    }

    private func keeper() throws -> WebCertificateKeeper {
        try WebCertificateKeeper(
            files, contexts: TLSContexts(alliance.material("hub"), alliance: alliance.id),
            calls: BlockingCalls { $0() },
            logger: Logger(label: "test") { _ in
                SwiftLogNoOpLogHandler()
            })
    }

    private func write(certificate: TestLeaf? = nil, key: TestLeaf? = nil) throws {
        if let certificate {
            try Data(certificate.certificatePEM.utf8)
                .write(to: URL(filePath: files.certificate))
        }
        if let key { try Data(key.keyPEM.utf8).write(to: URL(filePath: files.key)) }
    }

    private func isRefused(_ finding: WebCertificateKeeper.Finding) -> Bool {
        if case .refused = finding { true } else { false }
    }

    @Test("a renewal is taken up once both files are new, and only then")
    func renewal() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let (first, second) = (try alliance.ca.leaf(for: "a"), try alliance.ca.leaf(for: "a"))
        #expect(throws: PeeringError.self) { try self.keeper() }
        try write(certificate: first, key: first)
        let keeper = try self.keeper()
        #expect(keeper.look() == .unchanged)
        try write(certificate: second)
        #expect(isRefused(keeper.look()))
        #expect(isRefused(keeper.look()))
        try write(key: second)
        #expect(keeper.look() == .renewed)
        #expect(keeper.look() == .unchanged)
    }

    @Test("what was taken away or broken is refused, and what was there before is no news")
    func broken() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let leaf = try alliance.ca.leaf(for: "a")
        try write(certificate: leaf, key: leaf)
        let keeper = try self.keeper()
        try Data("-----BEGIN".utf8).write(to: URL(filePath: files.certificate))
        #expect(isRefused(keeper.look()))
        try FileManager.default.removeItem(atPath: files.certificate)
        #expect(isRefused(keeper.look()))
        try write(certificate: leaf)
        #expect(keeper.look() == .unchanged)
    }
}
