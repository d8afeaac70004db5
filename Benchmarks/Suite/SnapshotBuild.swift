import Crypto
import ProductAuthentication

/// A snapshot of a million numbers that come in no order, up to its bytes: sorted, looked at for how
/// close they stand, hashed, laid out.
enum SnapshotBuild {
    static let name = "snapshot.build"

    static func run(_ bench: Workbench) async throws -> Figure {
        let serials = RandomNumbers.list(bench.entries)
        let measured = try await Measured.of { try snapshot(of: serials).snapshot.bytes.count }
        let raw = await Measured.of { hashes(bench.entries) }
        let bits = Double(measured.result) * 8 / Double(bench.entries)
        return Figure(
            name: name, value: measured.seconds * 1_000, unit: "ms",
            limit: "HMAC-SHA256 of each number, alone", limitValue: raw.seconds * 1_000,
            cpuSeconds: measured.cpuSeconds, peakMemoryBytes: measured.peakMemoryBytes,
            remarks: [
                "\(bench.entries) items, \(measured.result) bytes, "
                    + "\(Figure.rounded(bits)) bits an item"
            ])
    }

    static func snapshot(of serials: SerialList) throws -> KeyedSnapshot {
        var generator = SystemRandomNumberGenerator()
        let key = SnapshotKey(using: &generator)
        return try KeyedSnapshot(
            SerialSnapshot(
                of: serials, product: .gtin(BrandItems.gtin()), key: key,
                issuedAt: 1_795_435_200_000, validDays: 30), key: key)
    }

    /// What is read cannot be left out.
    private static func hashes(_ count: Int) -> UInt8 {
        let key = SymmetricKey(size: .bits256)
        let serial = Array(repeating: UInt8(ascii: "7"), count: 34)
        var sum: UInt8 = 0
        for _ in 0..<count {
            let code = HMAC<SHA256>.authenticationCode(for: serial, using: key)
            sum ^= code.withUnsafeBytes { $0[0] }
        }
        return sum
    }
}
