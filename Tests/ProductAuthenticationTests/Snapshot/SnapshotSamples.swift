import GS1
import ProductAuthentication

/// Numbers as a careful brand issues them, the same for each seed.
struct RandomSerials {
    private static let letters = Array("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func serial(_ length: Int = 14) -> String {
        let bytes = (0..<length).map { _ in
            Self.letters[Int(generator.next() % UInt64(Self.letters.count))]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    mutating func serials(_ count: Int, length: Int = 14) -> [String] {
        (0..<count).map { _ in serial(length) }
    }
}

enum SnapshotSamples {
    static let issuedAt: UInt64 = 1_795_000_000_000

    static func product() throws -> ProductKey { .gtin(try GTIN(parsing: "4006381333931")) }

    static func key(_ byte: UInt8) throws -> SnapshotKey {
        guard let key = SnapshotKey(Array(repeating: byte, count: 32)) else {
            throw SnapshotError.wrongKey
        }
        return key
    }

    static func snapshot(
        of serials: [String], key byte: UInt8 = 1, validDays: UInt64 = 30
    ) throws -> SerialSnapshot {
        try SerialSnapshot(
            of: SerialList(serials), product: product(), key: key(byte), issuedAt: issuedAt,
            validDays: validDays)
    }
}
