package import Statements
package import TransparencyLog

/// What a row of the view is found by: a space (one byte), then the name within it.
///
/// An indicator's own key bytes begin with its type, 1 to 14. The other spaces begin at 0x80:
///
/// | first byte | key of | then |
/// |---|---|---|
/// | 0x80 | a right | `Right.key`: office, `/`, registration number |
/// | 0x81 | a product | `gtin/` and GTIN-14, or `scheme/`, scheme, `/`, model |
/// | 0x82 | the rights that protect a mark | the mark, folded |
/// | 0x83 | an object of the STIX world | its id |
/// | 0x84 | the list of all rights | nothing |
/// | 0x85 | the snapshots of a product | `gtin/` and GTIN-14, or `scheme/` and its name |
/// | 0x86 | a file that statements name | its SHA-256 |
/// | 0x87 | the list of all snapshots | nothing |
/// | 0x88 | the products of a code scheme | its name |
package struct ViewKey: Hashable, Comparable, Sendable {
    package enum Space {
        package static let right: UInt8 = 0x80
        package static let product: UInt8 = 0x81
        package static let mark: UInt8 = 0x82
        package static let stixObject: UInt8 = 0x83
        package static let rights: UInt8 = 0x84
        package static let snapshot: UInt8 = 0x85
        package static let object: UInt8 = 0x86
        package static let snapshots: UInt8 = 0x87
        package static let scheme: UInt8 = 0x88
    }

    package let bytes: [UInt8]
    /// First 8 bytes, big-endian, of the SHA-256 of `bytes`. Two keys may share one: a row says which
    /// keys it belongs to.
    package let hash: UInt64

    package init(bytes: [UInt8]) {
        self.bytes = bytes
        hash = KeyHash.of(bytes)
    }

    private init(space: UInt8, _ name: String) { self.init(bytes: [space] + name.utf8) }

    package init(_ indicator: Indicator) { self.init(bytes: indicator.keyBytes) }

    /// - Parameter registration: `<office>/<number>`, as `Right.key` prints it.
    package static func right(_ registration: String) -> ViewKey {
        ViewKey(space: Space.right, registration)
    }

    package static func product(_ code: ProductRegistration.Code) -> ViewKey {
        ViewKey(space: Space.product, code.key)
    }

    /// All models of a house's own code scheme.
    package static func scheme(_ name: String) -> ViewKey { ViewKey(space: Space.scheme, name) }

    package static func mark(_ mark: String) -> ViewKey {
        ViewKey(space: Space.mark, FoldedText.of(mark))
    }

    package static func stixObject(_ id: String) -> ViewKey {
        ViewKey(space: Space.stixObject, id)
    }

    package static let allRights = ViewKey(space: Space.rights, "")

    /// - Parameter product: as `PublishedSnapshot.Product.key` prints it.
    package static func snapshot(_ product: String) -> ViewKey {
        ViewKey(space: Space.snapshot, product)
    }

    package static func object(_ file: Digest) -> ViewKey {
        ViewKey(bytes: [Space.object] + file.bytes)
    }

    package static let allSnapshots = ViewKey(space: Space.snapshots, "")

    package static func < (left: ViewKey, right: ViewKey) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}
