import AllianceNode
import Synchronization

/// A wall clock that stands still until it is told how much time has passed.
final class SettableTime: Sendable {
    private let seconds = Mutex<UInt64>(WitnessWorld.start / 1_000)

    var clock: WallClock { WallClock { self.now * 1_000 } }
    /// In seconds since 1970.
    var now: UInt64 { seconds.withLock { $0 } }

    func pass(_ more: UInt64) { seconds.withLock { $0 += more } }
    /// Somebody has set it right.
    func goBack(_ less: UInt64) { seconds.withLock { $0 -= less } }
}
