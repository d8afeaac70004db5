import AllianceNames
import Replication
import Synchronization
import Testing
import TransparencyLog

/// A peer that has one file, and serves so much of it at a time.
private final class FilePeer: PeerTransport {
    let bytes: [UInt8]
    let pieceBytes: Int
    let asked = Mutex<[PeerResource]>([])

    init(_ bytes: [UInt8], pieceBytes: Int = PeerResource.objectPieceBytesMax) {
        (self.bytes, self.pieceBytes) = (bytes, pieceBytes)
    }

    func fetch(
        _ resource: PeerResource, from peer: MemberID, deadline: Duration
    ) async throws(PeerError) -> [UInt8] {
        asked.withLock { $0.append(resource) }
        guard case .object(_, let start) = resource else { throw .unreachable("it has one file") }
        return Array(bytes[min(start, bytes.count)..<min(start + pieceBytes, bytes.count)])
    }

    func ask(
        _ question: [UInt8], of peer: MemberID, deadline: Duration
    ) async throws(PeerError) -> [UInt8] { throw .unreachable("it answers nothing") }
}

@Suite struct PeerFileTests {
    private static let whole = PeerResource.objectPieceBytesMax + 3

    private func file(_ peer: FilePeer, byteCount: Int = whole) async throws -> [UInt8] {
        try await peer.file(
            .sha256([]), byteCount: byteCount, from: MemberID(unchecked: "hub"),
            deadline: .seconds(1))
    }

    @Test("a file comes in whole pieces and a last one")
    func pieces() async throws {
        let peer = FilePeer((0..<Self.whole).map { UInt8(truncatingIfNeeded: $0 / 7) })
        #expect(try await file(peer) == peer.bytes)
        #expect(peer.asked.withLock { $0.count } == 2)
        #expect(try await file(peer, byteCount: 0) == [])
    }

    @Test(
        "what a peer serves in smaller pieces, or has no more of, is given up at once",
        arguments: [1, 4_096, PeerResource.objectPieceBytesMax - 1])
    func smaller(pieceBytes: Int) async throws {
        let peer = FilePeer([UInt8](repeating: 1, count: Self.whole), pieceBytes: pieceBytes)
        #expect(try await file(peer) == [])
        #expect(peer.asked.withLock { $0.count } == 1)
        let short = FilePeer([UInt8](repeating: 1, count: PeerResource.objectPieceBytesMax + 1))
        #expect(try await file(short).count == PeerResource.objectPieceBytesMax)
        #expect(short.asked.withLock { $0.count } == 2)
    }
}
