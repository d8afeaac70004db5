/// A clock on the wall that stands still in some stretches.
package struct RunningClock: Equatable, Sendable {
    /// Milliseconds since 1970.
    package let start: UInt64
    /// Disjoint, ascending, none empty.
    package let pauses: [Range<UInt64>]

    /// - Parameter pauses: in any order, also over each other.
    package init(start: UInt64, pauses: [Range<UInt64>]) {
        self.start = start
        var merged: [Range<UInt64>] = []
        for pause in pauses.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            let from = max(pause.lowerBound, start)
            guard from < pause.upperBound else { continue }
            if let last = merged.last, from <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, pause.upperBound)
            } else {
                merged.append(from..<pause.upperBound)
            }
        }
        self.pauses = merged
    }

    /// When it has run for so long.
    package func time(afterRunning milliseconds: UInt64) -> UInt64 {
        var end = start + milliseconds
        for pause in pauses {
            guard pause.lowerBound < end else { break }
            end += pause.upperBound - pause.lowerBound
        }
        return end
    }

    /// How long it has run at a time.
    package func running(at time: UInt64) -> UInt64 {
        guard time > start else { return 0 }
        return pauses.reduce(time - start) { rest, pause in
            guard pause.lowerBound < time else { return rest }
            return rest - (min(pause.upperBound, time) - pause.lowerBound)
        }
    }

    package func isPaused(at time: UInt64) -> Bool { pauses.contains { $0.contains(time) } }
}
