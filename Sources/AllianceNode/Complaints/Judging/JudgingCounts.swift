package import Complaints
import Synchronization

/// What was judged and what was due since the node was started, for those who watch it.
package final class JudgingCounts: Sendable {
    package struct Counts: Hashable, Sendable {
        package var express = 0
        package var review = 0
        package var returned = 0
        /// Complaints that could not be judged, each time.
        package var failed = 0
        package var judging = Duration.zero
        package var longest = Duration.zero
        package var fired: [Deadline.Kind: Int] = [:]

        package var listings: Int { express + review + returned }
    }

    private let counts = Mutex(Counts())

    package init() {}

    package var now: Counts { counts.withLock { $0 } }

    func add(_ lanes: [Lane], took: Duration) {
        counts.withLock { counts in
            for lane in lanes {
                switch lane {
                case .express: counts.express += 1
                case .review: counts.review += 1
                case .returned: counts.returned += 1
                }
            }
            counts.judging += took
            counts.longest = max(counts.longest, took)
        }
    }

    func addFailure() { counts.withLock { $0.failed += 1 } }

    func add(_ deadlines: [Deadline]) {
        counts.withLock { counts in
            for deadline in deadlines { counts.fired[deadline.kind, default: 0] += 1 }
        }
    }
}
