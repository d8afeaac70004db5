import Replication
import Testing
import TransparencyLog

@Suite struct WantedObjectsTests {
    private static let digests = (0..<300).map { Digest.sha256([UInt8($0 & 255), UInt8($0 >> 8)]) }
        .sorted()

    private func text(_ objects: [String], version: Int = 1) -> [UInt8] {
        let list = objects.map { "\"\($0)\"" }.joined(separator: ",")
        return Array("{\"version\":\(version),\"objects\":[\(list)]}".utf8)
    }

    @Test("what is printed is read as the same, and a full answer has room in its limit")
    func roundTrip() throws {
        for count in [0, 1, WantedObjects.objectsMax] {
            let objects = Self.digests.prefix(count).map {
                WantedObjects.Object(
                    digest: $0, held: PeerResource.objectBytesMax - 1,
                    byteCount: PeerResource.objectBytesMax)
            }
            let bytes = WantedObjects(objects).bytes
            #expect(try WantedObjects(parsing: bytes).objects == objects)
            #expect(bytes.count <= PeerResource.wantedObjectsBytesMax)
        }
    }

    @Test("what is not the form, not in order, or no part of a whole is refused")
    func refused() throws {
        let (first, second) = (Self.digests[0].hex, Self.digests[1].hex)
        _ = try WantedObjects(parsing: text(["\(first) 0 1", "\(second) 4 5"]))
        let wrong: [[UInt8]] = [
            [], Array("{}".utf8), text([], version: 2), Array("{\"version\":1}".utf8),
            text(["\(second) 0 1", "\(first) 0 1"]), text(["\(first) 0 1", "\(first) 0 1"]),
            text(["\(first) 1 1"]), text(["\(first) 0 0"]), text(["\(first) 01 5"]),
            text(["\(first) 0 \(PeerResource.objectBytesMax + 1)"]), text(["\(first) 0"]),
            text(["\(first) 0 1 2"]), text(["\(first.uppercased()) 0 1"]), text([""]),
            text(Self.digests.prefix(WantedObjects.objectsMax + 1).map { "\($0.hex) 0 1" }),
        ]
        for bytes in wrong {
            #expect(throws: PeerError.self, "\(String(decoding: bytes.prefix(200), as: UTF8.self))")
            {
                try WantedObjects(parsing: bytes)
            }
        }
    }
}
