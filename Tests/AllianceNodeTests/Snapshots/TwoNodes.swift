import AllianceNames
import AllianceNode
import Credentials
import Foundation
import GS1
import Logging
import NodeAPI
import Replication
import Roster
import ServiceLifecycle
import Synchronization
import TransparencyLog

/// Two members with folders, keys and certificates of their own, as the commands make them: `brand`,
/// who owns a prefix and a code scheme, and `customs`.
final class TwoNodes: Sendable {
    static let gtin = "09521001000017"
    static let scheme = "brand-chip"
    let folder: URL
    let brand: HomeFolder
    let customs: HomeFolder

    /// - Parameter witness: of the two, if one is.
    init(ports: [Int], witness: String? = nil) throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "two-nodes-\(UUID().uuidString)")
        (brand, customs) = (
            HomeFolder(folder.appending(path: "brand").path()),
            HomeFolder(folder.appending(path: "customs").path())
        )
        let alliance = try AllianceID(parsing: "two.example")
        let now = UTCTimestamp(millisecondsSince1970: WallClock.system.now())
        let authorityHome = HomeFolder(folder.appending(path: "authority").path())
        try DurableFile.makeFolder(authorityHome.path)
        let authority = try authorityHome.certs.createAuthority(for: alliance, at: now)
        var draft = RosterDraft(
            alliance: alliance, authority: [authority.signer.verifierKey], issuedAt: now,
            expiresAt: now.adding(days: 30))
        for (home, name, port) in [(brand, "brand", ports[0]), (customs, "customs", ports[1])] {
            try DurableFile.makeFolder(home.path)
            let keys = try home.certs.createMemberKeys()
            _ = try SigningFence.create(at: home.certs.logFence)
            var descriptor = try keys.descriptor(
                of: MemberID(parsing: name), name: name, in: alliance)
            descriptor.roles = name == "brand" ? [.brand] : [.investigator]
            descriptor.prefixes = name == "brand" ? [try CompanyPrefix(parsing: "9521001")] : []
            descriptor.codeSchemes = name == "brand" ? [try CodeScheme(parsing: Self.scheme)] : []
            descriptor.endpoint = try PeerEndpoint(parsing: "https://127.0.0.1:\(port)")
            let request = try CertificateRequest(pem: descriptor.certificateRequest)
            try draft.admit(descriptor, tlsKey: request.spkiDigest)
            let certificate = try authority.ca.issue(request, for: request.spiffeID, at: now)
            try home.certs.write(
                authorityHome.certs.trustAnchors(),
                authorityKeys: authorityHome.certs.authorityKeys())
            try DurableFile.write(
                certificate.pem, to: home.certs.tlsCertificate, mode: .open, replacing: true)
        }
        if let witness { try draft.makeWitness(MemberID(parsing: witness)) }
        let note = try draft.signed(by: [authority.signer])
        for home in [brand, customs] { try home.peers.write(roster: note) }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// A node that runs until it is stopped.
    struct Running {
        let opened: OpenedNode
        /// Of the desk port; nil where there is none.
        let desk: Int?
        private let group: ServiceGroup
        private let task: Task<Void, any Error>

        /// - Parameters:
        ///   - port: another than the register's, for a second node of the same member.
        ///   - proxy: through which other members are called.
        ///   - hasDesk: whether it runs a desk port.
        init(
            _ home: HomeFolder, port other: Int? = nil, proxy: String? = nil, hasDesk: Bool = false,
            replication: Replicator.Limits = .init(),
            submission: WitnessSubmission.Limits = .init(), bringing: LogPush.Limits = .init(),
            logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ) async throws {
            let opened = try OpenedNode(home, proxy: proxy, patience: .seconds(600))
            if opened.standing.signs { try await opened.writer.recover([.alliance]) }
            let port = other ?? opened.roster.endpoint(of: opened.member).map { Int($0.port) }
            let address = port.map { PeerPort.Address(host: "127.0.0.1", port: $0) }
            let (running, continuation) = AsyncStream<Void>.makeStream()
            let desk = Mutex<Int?>(nil)
            let node = try Node(
                opened, listen: address,
                desk: hasDesk ? DeskSettings(address: .init(host: "127.0.0.1", port: 0)) : nil,
                replication: replication, submission: submission, bringing: bringing,
                connections: .patient, calling: .patient, logger: logger
            ) { ports in
                desk.withLock { $0 = ports.desk }
                continuation.finish()
            }
            let group = ServiceGroup(
                services: [Service(node: node, logger: logger)], logger: logger)
            self.group = group
            let hasEnded = Mutex(false)
            task = Task {
                defer {
                    hasEnded.withLock { $0 = true }
                    continuation.finish()
                }
                try await group.run()
            }
            for await _ in running {}
            self.opened = opened
            self.desk = desk.withLock { $0 }
            // A node that could not begin says why; one that runs is not waited for.
            if hasEnded.withLock({ $0 }) { try await task.value }
        }

        /// As SIGTERM would: answers under way finish first.
        func stop() async {
            await group.triggerGracefulShutdown()
            _ = await task.result
        }
    }

    private struct Service: ServiceLifecycle.Service {
        let node: Node
        let logger: Logger

        func run() async throws { try await node.run(logger: logger) }
    }
}
