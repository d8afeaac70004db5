import AllianceNames
import Credentials
import Foundation
import Logging
import NIOPosix
import Peering
import Replication
import Roster
import Synchronization
import TestAlliance

/// The newest roster of a test alliance.
final class TestPeerAuthority: PeerAuthority {
    private let alliance: TestAlliance
    let isExpired: Bool
    private let time = TestAuthority.now.millisecondsSince1970

    init(_ alliance: TestAlliance, isExpired: Bool = false) {
        self.alliance = alliance
        self.isExpired = isExpired
    }

    func standing() -> RosterStanding {
        RosterStanding(roster: alliance.roster, time: time, isExpired: isExpired)
    }
}

extension TestAlliance {
    func material(_ leaf: TestLeaf) -> TLSMaterial {
        TLSMaterial(
            certificateChain: [leaf.certificate], privateKeyPEM: leaf.keyPEM,
            anchors: ca.anchors)
    }

    /// Runs `body` with the client of the member `brand`, and the member `hub` at `server`.
    func withClient(
        to server: ScriptedServer?, limits: PeerClientLimits = .patient, isExpired: Bool = false,
        _ body: (PeerClient, TLSContexts) async throws -> Void
    ) async throws {
        if let server { try changeMember("hub") { $0.port = server.port } }
        let tls = try TLSContexts(material(leaf(of: "brand")), alliance: id)
        let client = PeerClient(
            authority: TestPeerAuthority(self, isExpired: isExpired), tls: tls, limits: limits,
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: Logger(label: "test"))
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(client, tls))
        } catch {
            result = .failure(error)
        }
        await client.shutdown()
        try await server?.close()
        try result.get()
    }
}

extension PeerClient {
    /// The error of a call that has to fail.
    func failure(
        _ resource: PeerResource = .roster(version: nil), from peer: String = "hub",
        deadline: Duration = .seconds(1_200), bytesMax: Int = .max
    ) async -> PeerError? {
        do {
            _ = try await fetch(
                resource, from: MemberID(unchecked: peer), deadline: deadline, bytesMax: bytesMax)
            return nil
        } catch {
            return error
        }
    }
}
