import ProductAuthentication

extension FuzzedParser {
    static let serialSnapshot = FuzzedParser("serial-snapshot", bytes: samples()) { bytes in
        do {
            let read = try SerialSnapshot(parsing: bytes)
            guard read.bytes == bytes else { throw BrokenPromise("it is printed otherwise") }
            return "snapshot of \(read.count)"
        } catch let error as SnapshotError {
            return "\(error)".filter { !$0.isNumber }
        }
    }

    /// A snapshot of a few numbers, and only its head.
    private static func samples() -> [[UInt8]] {
        let scheme = ProductKey.scheme("chip")
        var random = Mutator(seed: 1, words: [])
        let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        let serials = SerialList(
            (0..<40).map { _ in String((0..<20).map { _ in letters[random.below(32)] }) })
        guard let key = SnapshotKey((0..<32).map { UInt8($0) }) else { return [] }
        let snapshot = try? SerialSnapshot(
            of: serials, product: scheme, key: key, issuedAt: 1_764_000_000_000, validDays: 30)
        guard let bytes = snapshot?.bytes else { return [] }
        return [bytes, Array(bytes.prefix(160))]
    }
}
