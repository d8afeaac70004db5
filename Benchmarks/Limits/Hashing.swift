import TransparencyLog

/// SHA-256 of so many bytes, on one core.
enum Hashing {
    /// - Parameter messageBytes: of each of `count` messages.
    static func seconds(of count: Int, messageBytes: Int) -> Double {
        let message = [UInt8](repeating: 7, count: messageBytes)
        let start = ContinuousClock.now
        var last = Digest.zero
        message.withUnsafeBytes { bytes in
            for _ in 0..<count { last = Digest.sha256(bytes) }
        }
        let seconds = (ContinuousClock.now - start).inSeconds
        precondition(last != .zero || count == 0, "the work is not left out")
        return seconds
    }
}
