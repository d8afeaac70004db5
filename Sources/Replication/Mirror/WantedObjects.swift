package import TransparencyLog

/// What `GET /mirror/wanted-objects` answers: files that statements of the caller name and that are missing at this
/// node, in ascending order of their digests, each once. Of each it says how many of its bytes are here already, and
/// how many it has.
///
///     {"version":1,"objects":["<SHA-256> 1048576 5242888", ...]}
package struct WantedObjects: Equatable, Sendable {
    /// In one answer; after a full one the caller asks for what follows.
    package static let objectsMax = 256
    private static let list = TextList(
        name: "objects", textsMax: objectsMax, noun: "wanted objects")

    package struct Object: Equatable, Sendable {
        package let digest: Digest
        /// Where it goes on; less than `byteCount`.
        package let held: Int
        package let byteCount: Int

        package init(digest: Digest, held: Int, byteCount: Int) {
            precondition(
                (1...PeerResource.objectBytesMax).contains(byteCount)
                    && (0..<byteCount).contains(held), "a part is less than the whole")
            self.digest = digest
            self.held = held
            self.byteCount = byteCount
        }
    }

    package let objects: [Object]

    package init(_ objects: [Object]) { self.objects = objects }

    package var bytes: [UInt8] {
        Self.list.bytes(objects.map { "\($0.digest.hex) \($0.held) \($0.byteCount)" })
    }

    /// - Throws: `PeerError.malformed` unless `bytes` is such an object, `version` 1.
    package init(parsing bytes: [UInt8]) throws(PeerError) {
        var objects: [Object] = []
        for text in try Self.list.texts(parsing: bytes) {
            let object = try Object(parsing: text)
            guard objects.last.map({ $0.digest < object.digest }) ?? true else {
                throw .malformed("wanted objects are not in ascending order")
            }
            objects.append(object)
        }
        self.objects = objects
    }
}

extension WantedObjects.Object {
    fileprivate init(parsing text: String) throws(PeerError) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, let digest = Digest(hex: words[0]),
            let byteCount = decimal(words[2], 1...PeerResource.objectBytesMax),
            let held = decimal(words[1], 0...(byteCount - 1))
        else { throw .malformed("a wanted object has no digest, or is not a part of a whole") }
        self.init(digest: digest, held: held, byteCount: byteCount)
    }
}
