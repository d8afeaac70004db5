package import ProductAuthentication
import Synchronization

/// Answers of other members that may be used again, shared by all who ask through this node.
package final class RecentAnswers: Sendable {
    package typealias Key = AnswerCache<Authentication>.Key

    private let cache = Mutex(AnswerCache<Authentication>())

    package init() {}

    package var count: Int { cache.withLock { $0.count } }

    package func find(_ key: Key, at now: UInt64) -> Authentication? {
        cache.withLock { $0.find(key, at: now) }
    }

    package func keep(_ found: Authentication, as key: Key, seconds: Int, at now: UInt64) {
        cache.withLock { $0.keep(found, as: key, seconds: seconds, at: now) }
    }
}
