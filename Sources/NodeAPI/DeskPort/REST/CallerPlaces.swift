import Synchronization

/// Whose lists are being taken: one of each caller, so that nobody keeps all places for as long as a list may
/// take.
final class CallerPlaces: Sendable {
    private let atOnceMax: Int
    private let callers = Mutex<Set<String>>([])

    init(atOnceMax: Int) { self.atOnceMax = atOnceMax }

    /// - Returns: false where it has one, or all are taken.
    func enter(_ caller: String) -> Bool {
        callers.withLock { callers in
            callers.count < atOnceMax && callers.insert(caller).inserted
        }
    }

    func leave(_ caller: String) { callers.withLock { _ = $0.remove(caller) } }
}
