import GS1
import TransparencyLog

/// The file, version 1; integers are big endian.
///
///     0  16  "touchstone-snap\n"
///    16   1  version: 1
///    17   1  method: 1, binary fuse filter with three places, HMAC-SHA256
///    18   1  bits of a fingerprint: 24
///    19   1  0
///    20   8  issued at, ms since 1970
///    28   8  expires at, ms since 1970
///    36   8  items
///    44   8  seed
///    52   4  slots of a segment, a power of two from 4 to 262,144
///    56   4  segments where an item may begin, at least 1
///    60  32  SHA-256 of the key
///    92   2  bytes of the product's name
///    94   .  product: "gtin/" and 14 digits, or "scheme/" and its name
///     .   .  (segments + 2) × slots of a segment × 3 bytes of fingerprints
extension SerialSnapshot {
    /// The whole file: 16,000,000 items at 1.125 slots of 3 bytes, and a head.
    package static let fileBytesMax = 64 << 20
    private static let magic = Array("touchstone-snap\n".utf8)
    private static let version: UInt8 = 1
    private static let method: UInt8 = 1
    private static let headBytes = 94
    private static let productBytesMax = 7 + 512

    package var bytes: [UInt8] {
        let name = Array(product.description.utf8)
        var bytes = Self.magic
        bytes.reserveCapacity(Self.headBytes + name.count + filter.slots.count)
        bytes += [Self.version, Self.method, UInt8(BinaryFuseFilter.fingerprintBits), 0]
        for value in [issuedAt, expiresAt, count, filter.shape.seed] { Self.append(value, &bytes) }
        Self.append(filter.shape.segmentLength, &bytes)
        Self.append(filter.shape.segmentCount, &bytes)
        keyDigest.append(to: &bytes)
        Self.append(UInt16(name.count), &bytes)
        return bytes + name + filter.slots
    }

    private static func append(_ value: some FixedWidthInteger, _ bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// So much of a file tells when it ends.
    package static let expiryHeadBytes = 36

    /// When a file ends, ms since 1970, from its first bytes; nil for what does not begin as one.
    package static func expiry(inHead head: [UInt8]) -> UInt64? {
        guard head.count >= expiryHeadBytes, head.starts(with: magic), head[16] == version else {
            return nil
        }
        return read(head, 28)
    }

    /// - Throws: `SnapshotError`: every length and range is checked before anything is set aside.
    package init(parsing file: [UInt8]) throws(SnapshotError) {
        guard file.count <= Self.fileBytesMax else {
            throw .fileLength(found: file.count, expected: Self.fileBytesMax)
        }
        guard file.count >= Self.headBytes else {
            throw .fileLength(found: file.count, expected: Self.headBytes)
        }
        guard file.starts(with: Self.magic) else {
            throw .notASnapshot(
                field: "its first line", found: "another", expected: "touchstone-snap")
        }
        try Self.check("the version", UInt64(file[16]), 1...1)
        try Self.check("the method", UInt64(file[17]), 1...1)
        try Self.check("the fingerprint's bits", UInt64(file[18]), 24...24)
        try Self.check("byte 19", UInt64(file[19]), 0...0)
        let issuedAt: UInt64 = Self.read(file, 20)
        let expiresAt: UInt64 = Self.read(file, 28)
        let count: UInt64 = Self.read(file, 36)
        let shape = BinaryFuseFilter.Shape(
            seed: Self.read(file, 44), segmentLength: Self.read(file, 52),
            segmentCount: Self.read(file, 56))
        let longest = Self.validityDaysMax * Self.millisecondsPerDay
        try Self.check("the time of issue", issuedAt, 0...Self.timeMax)
        try Self.check("the time of expiry", expiresAt, issuedAt + 1...issuedAt + longest)
        try Self.check("the number of items", count, 1...UInt64(Self.itemsMax))
        try Self.check(
            "the length of a segment", UInt64(shape.segmentLength),
            4...UInt64(BinaryFuseFilter.segmentLengthMax))
        guard shape.segmentLength.nonzeroBitCount == 1 else {
            throw .notASnapshot(
                field: "the length of a segment", found: "\(shape.segmentLength)",
                expected: "a power of two")
        }
        try Self.check(
            "the number of segments", UInt64(shape.segmentCount), 1...UInt64(Self.fileBytesMax))
        let name: UInt16 = Self.read(file, 92)
        try Self.check(
            "the length of the product's name", UInt64(name), 1...UInt64(Self.productBytesMax))
        let start = Self.headBytes + Int(name)
        let expected = start + shape.slots * BinaryFuseFilter.slotBytes
        guard file.count == expected else {
            throw .fileLength(found: file.count, expected: expected)
        }
        guard count <= UInt64(shape.slots) else {
            throw .notASnapshot(
                field: "the number of items", found: "\(count)",
                expected: "no more than its \(shape.slots) slots")
        }
        guard let text = String(validating: file[Self.headBytes..<start], as: UTF8.self),
            let product = ProductKey(name: text)
        else {
            throw .notASnapshot(
                field: "the product", found: "another name", expected: "gtin/ or scheme/")
        }
        guard let keyDigest = Digest(file[60..<92]) else {
            throw .fileLength(found: file.count, expected: Self.headBytes)
        }
        self.init(
            product: product, count: count, issuedAt: issuedAt, expiresAt: expiresAt,
            keyDigest: keyDigest,
            filter: BinaryFuseFilter(shape: shape, slots: Array(file[start...])))
    }

    /// The last millisecond of the year 9999, so that no sum of times overflows.
    private static let timeMax: UInt64 = 253_402_300_799_999

    private static func read<Value: FixedWidthInteger>(_ file: [UInt8], _ at: Int) -> Value {
        file.withUnsafeBytes {
            Value(bigEndian: $0.loadUnaligned(fromByteOffset: at, as: Value.self))
        }
    }

    private static func check(
        _ field: String, _ found: UInt64, _ accepted: ClosedRange<UInt64>
    ) throws(SnapshotError) {
        guard accepted.contains(found) else {
            throw .notASnapshot(
                field: field, found: "\(found)",
                expected: accepted.count == 1
                    ? "\(accepted.lowerBound)" : "\(accepted.lowerBound) to \(accepted.upperBound)")
        }
    }
}

extension ProductKey {
    /// As `description` prints it; nil for anything else.
    package init?(name: String) {
        if name.hasPrefix("gtin/") {
            guard let gtin = try? GTIN(parsing: name.dropFirst("gtin/".count)) else { return nil }
            self = .gtin(gtin)
        } else {
            guard name.hasPrefix("scheme/"),
                let scheme = try? ProductKey.checkedScheme(String(name.dropFirst("scheme/".count)))
            else { return nil }
            self = .scheme(scheme)
        }
        guard description == name else { return nil }
    }
}
