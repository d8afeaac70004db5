import Foundation
import NodeAPI
import Peering
import Replication
import Testing

/// docs/peer-protocol.md names tests, limits and keywords; this keeps the names true.
@Suite struct ProtocolPageTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../..")

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    @Test("every test that the protocol page names exists")
    func tests() throws {
        let page = try Self.text("docs/peer-protocol.md")
        var sources = ""
        for folder in ["NodeAPITests", "PeeringTests", "ReplicationTests"] {
            let files = try FileManager.default.contentsOfDirectory(
                atPath: Self.root.appendingPathComponent("Tests/\(folder)").path())
            for file in files where file.hasSuffix(".swift") {
                sources += try Self.text("Tests/\(folder)/\(file)")
            }
        }
        let names = page.matches(
            of: /`((?:Peer|Frontier|OpenSSL|ConnectionRoom)[A-Za-z0-9]+)\.([A-Za-z0-9]+)`/)
        #expect(names.count > 50)
        for name in names {
            let suite = try #require(sources.range(of: "struct \(name.1) "), "\(name.1)")
            let rest = sources[suite.upperBound...]
            let end = rest.range(of: "\n}\n")?.lowerBound ?? rest.endIndex
            #expect(rest[..<end].contains("func \(name.2)("), "\(name.0)")
        }
    }

    @Test("every keyword that the port answers with stands on the protocol page")
    func keywords() throws {
        let page = try Self.text("docs/peer-protocol.md")
        let folder = "Sources/NodeAPI/PeerPort"
        let files = try FileManager.default.contentsOfDirectory(
            atPath: Self.root.appendingPathComponent(folder).path())
        var keywords: Set<String> = []
        for file in files {
            for match in try Self.text("\(folder)/\(file)").matches(of: /keyword: "([a-z-]+)"/) {
                keywords.insert(String(match.1))
            }
        }
        #expect(keywords.count > 10)
        // No connection gets as far as a request without an identity.
        for keyword in keywords.subtracting(["no-certificate"]) {
            #expect(page.contains("`\(keyword)`"), "\(keyword)")
        }
    }

    @Test("the limits on the protocol page are those of the program")
    func limits() {
        let limits = ConnectionLimits()
        #expect(limits.silence == .seconds(60))
        #expect(limits.handshake == .seconds(10))
        #expect(limits.request == .seconds(60))
        #expect(limits.idle == .seconds(75))
        #expect(limits.headerListBytesMax == 16 * 1024)
        #expect(limits.headerFieldsMax == 64)
        #expect(limits.bodyBytesMax == 1024 * 1024)
        #expect(limits.connectionsPerMemberMax == 64)
        #expect(limits.connectionsMax == 4_096)
        #expect(limits.reservedPlaces == 1_024)
        #expect(limits.reservedPerMember == 4)
        #expect(limits.strangersMax == 2_048)
        #expect(limits.arrivalsMax == 10_240)
        #expect(limits.arrivalsPerAddressMax == 1_024)
        #expect(limits.handshakesMax == 1_024)
        #expect(limits.handshakesPerAddressMax == 256)
        #expect(PeerResource.waitSecondsMax == 60)
        #expect(PeerResource.rosterBytesMax == 1024 * 1024)
        #expect(PeerResource.frontierBytesMax == 8 * 1024 * 1024)
        #expect(PeerResource.evidenceBytesMax == 8 * 1024 * 1024)
        #expect(EvidencePage.piecesMax == 1_000)
        #expect(PeerResource.checkpointBytesMax == 64 * 1024)
        #expect(PeerResource.payloadSlotBytesMax == 16_404)
        #expect(PeerResource.answerBytesMax == 1024 * 1024)
        #expect(PeerResource.objectPieceBytesMax == 4 * 1024 * 1024)
        #expect(PeerResource.objectBytesMax == 64 * 1024 * 1024)
        #expect(PeerResource.broughtPieceBytes == limits.bodyBytesMax)
        #expect(PeerResource.wantedObjectsBytesMax == 64 * 1024)
        #expect(WantedObjects.objectsMax == 256)
        #expect(PeerResource.snapshotKeyBytesMax == 32)
        #expect(PeerClientLimits().idle < limits.idle)
    }
}
