import Notices
import Synchronization

/// What has become of notices that left the desk since the node was started: of those that did nothing else tells,
/// once they are through.
final class DeliveryCounts: Sendable {
    enum Way: String, CaseIterable, Sendable { case webhook, mail }

    struct Counts: Sendable {
        /// Notices that a receiver, or the mail program, has taken.
        var delivered: UInt64 = 0
        /// Attempts that came to nothing, and those that were not the first.
        var failures: UInt64 = 0
        var retries: UInt64 = 0
    }

    private let counts = Mutex<[Way: Counts]>([:])

    func change(_ way: Way, _ body: (inout Counts) -> Void) {
        counts.withLock { body(&$0[way, default: Counts()]) }
    }

    subscript(way: Way) -> Counts { counts.withLock { $0[way] ?? Counts() } }

    /// One attempt at a webhook.
    func note(_ delivery: WebhookDelivery, _ outcome: DeliveryOutcome) {
        switch outcome {
        // Nobody was called.
        case .dropped, .postponed: return
        case .done, .failed, .givenUp: break
        }
        change(.webhook) { counts in
            if delivery.attempts > 0 { counts.retries += 1 }
            if case .done = outcome { counts.delivered += 1 } else { counts.failures += 1 }
        }
    }
}
