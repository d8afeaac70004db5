package import Replication

/// The clocks and random numbers that replication runs on.
package struct ReplicationTime: Sendable {
    /// Time since some fixed start, never running backwards.
    package let uptime: @Sendable () -> Duration
    package let wall: WallClock
    /// Sixty-four fresh random bits.
    package let random: @Sendable () -> UInt64
    /// Returns after that time, or sooner if the task is cancelled.
    package let sleep: @Sendable (Duration) async -> Void

    package init(
        uptime: @escaping @Sendable () -> Duration, wall: WallClock,
        random: @escaping @Sendable () -> UInt64,
        sleep: @escaping @Sendable (Duration) async -> Void
    ) {
        self.uptime = uptime
        self.wall = wall
        self.random = random
        self.sleep = sleep
    }

    package var moment: Moment {
        Moment(uptime: uptime(), wall: wall.now(), random: random())
    }

    /// The machine's clocks, counted from now.
    package static func system(wall: WallClock = .system) -> ReplicationTime {
        let start = ContinuousClock.now
        return ReplicationTime(
            uptime: { ContinuousClock.now - start }, wall: wall,
            random: {
                var generator = SystemRandomNumberGenerator()
                return generator.next()
            },
            sleep: { try? await Task.sleep(for: $0) })
    }
}
