import Synchronization

/// Threads as `BlockingCalls` takes them, that can be kept from beginning what they are given.
final class HeldThreads: Sendable {
    private struct State {
        var isHeld = false
        var works: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())

    /// What was given and waits.
    var count: Int { state.withLock { $0.works.count } }

    func hold() { state.withLock { $0.isHeld = true } }

    func release() {
        let works = state.withLock { state in
            state.isHeld = false
            defer { state.works = [] }
            return state.works
        }
        for work in works { work() }
    }

    func submit(_ work: @escaping @Sendable () -> Void) {
        let isHeld = state.withLock { state in
            if state.isHeld { state.works.append(work) }
            return state.isHeld
        }
        if !isHeld { work() }
    }
}
