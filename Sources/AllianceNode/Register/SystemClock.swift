import Foundation

extension WallClock {
    /// The machine's clock.
    package static let system = WallClock {
        UInt64(max(0, Date().timeIntervalSince1970 * 1_000))
    }
}
