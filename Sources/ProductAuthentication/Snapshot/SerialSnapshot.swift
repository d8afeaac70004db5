package import TransparencyLog

/// A set of issued serial numbers of one product, in a form that answers 'is this one in it' for who
/// has the key, and lists nothing.
///
/// Of a number that was never issued it says yes in one of 2²⁴ cases. A million items take 3.4 MB.
/// docs/serial-snapshots.md has the format and what holders could do with it.
package struct SerialSnapshot: Equatable, Sendable {
    package static let itemsMax = 16_000_000
    package static let validityDaysMax: UInt64 = 90
    package static let millisecondsPerDay: UInt64 = 86_400_000

    package let product: ProductKey
    package let count: UInt64
    /// Milliseconds since 1970.
    package let issuedAt: UInt64
    package let expiresAt: UInt64
    package let keyDigest: Digest
    let filter: BinaryFuseFilter

    init(
        product: ProductKey, count: UInt64, issuedAt: UInt64, expiresAt: UInt64, keyDigest: Digest,
        filter: BinaryFuseFilter
    ) {
        self.product = product
        self.count = count
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.keyDigest = keyDigest
        self.filter = filter
    }

    /// Makes a snapshot of these numbers. A second and a half of work for a million.
    ///
    /// - Parameters:
    ///   - key: fresh for this snapshot: under a key used twice, what changed between two snapshots
    ///     could be told from their files alone.
    ///   - issuedAt: milliseconds since 1970.
    /// - Throws: `SnapshotError`: for numbers that stand too close to be published, in any case.
    package init(
        of serials: SerialList, product: ProductKey, key: SnapshotKey, issuedAt: UInt64,
        validDays: UInt64
    ) throws(SnapshotError) {
        guard (1...Self.validityDaysMax).contains(validDays) else {
            throw .validity(days: validDays, max: Self.validityDaysMax)
        }
        guard serials.count <= Self.itemsMax else {
            throw .tooManyItems(found: serials.count, max: Self.itemsMax)
        }
        let serials = serials.sorted()
        guard let density = SerialDensity(serials) else {
            throw .noItems(product: product.description)
        }
        guard !density.isTooDense else { throw .tooDense(density) }
        let hasher = SerialHasher(key, product)
        let hashes = serials.withBytes { bytes in
            (0..<serials.count).map {
                hasher.hash(UnsafeRawBufferPointer(rebasing: bytes[serials.range($0)]))
            }
        }
        guard let filter = BinaryFuseFilter(hashes) else {
            throw .notLaidOut(items: serials.count)
        }
        self.init(
            product: product, count: UInt64(serials.count), issuedAt: issuedAt,
            expiresAt: issuedAt + validDays * Self.millisecondsPerDay, keyDigest: key.digest,
            filter: filter)
    }

    package func isExpired(at now: UInt64) -> Bool { now >= expiresAt }
}

/// A snapshot with its own key: what can be asked.
package struct KeyedSnapshot: Sendable {
    package let snapshot: SerialSnapshot
    package let key: SnapshotKey

    /// - Throws: `SnapshotError.wrongKey`.
    package init(_ snapshot: SerialSnapshot, key: SnapshotKey) throws(SnapshotError) {
        guard key.digest == snapshot.keyDigest else { throw .wrongKey }
        self.snapshot = snapshot
        self.key = key
    }

    /// True for every number of the set, and for one of 2²⁴ others.
    package func contains(_ serial: String) -> Bool {
        let hasher = SerialHasher(key, snapshot.product)
        var serial = serial
        return serial.withUTF8 { snapshot.filter.contains(hasher.hash(UnsafeRawBufferPointer($0))) }
    }
}
