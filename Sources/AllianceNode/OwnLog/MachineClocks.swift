#if canImport(Glibc)
    // Compiled as a whole, the module takes `timespec` for CoreFoundation's, as `DurableFile` does `stat`.
    import CoreFoundation
    import Glibc
#else
    import Darwin
#endif

/// The machine's two clocks against each other: a virtual machine that is put back together with its memory runs
/// on where it was, and its wall clock is set forward by its host, while the time since its start is not.
package struct MachineClocks: Sendable {
    /// By how much the two may differ from before, in milliseconds: less is no step, but what slow reading and
    /// a leap second make.
    package static let stepMin: Int64 = 3_000

    /// The wall clock's time at which the machine started, by what both say now, in milliseconds since 1970. It stays
    /// the same, but where one of the two is set.
    package let startedAt: @Sendable () -> Int64

    package init(startedAt: @escaping @Sendable () -> Int64) { self.startedAt = startedAt }

    /// Whether one of the two was set between a moment and another.
    package static func haveStepped(from before: Int64, to now: Int64) -> Bool {
        let (step, isFar) = now.subtractingReportingOverflow(before)
        return isFar || step.magnitude >= UInt64(stepMin)
    }

    /// Tells of no step: for a log about which nobody could be asked.
    package static let unwatched = MachineClocks { 0 }

    package static let system = MachineClocks {
        #if os(Linux)
            // The time that the machine was asleep counts too.
            let sinceStart = CLOCK_BOOTTIME
        #else
            let sinceStart = CLOCK_MONOTONIC
        #endif
        var last = (running: read(sinceStart), wall: read(CLOCK_REALTIME))
        // Whoever was kept from running between the two readings reads again.
        for _ in 0..<10 {
            let again = read(sinceStart)
            guard again - last.running > 100 else { break }
            last = (again, read(CLOCK_REALTIME))
        }
        return last.wall - last.running
    }

    /// In milliseconds.
    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}
