import Synchronization

/// The disk of one node, with the faults that were planned for it. Every store of the node asks it before
/// each write; what a write leaves behind is theirs.
package final class SimulatedDisk: Sendable {
    package enum Fault: Hashable, Sendable {
        /// Full: the write is refused, nothing has changed.
        case noSpace
        /// The sync fails (EIO): nobody knows whether the write has reached the disk, and the store
        /// takes no more until the node begins again.
        case syncFails
        /// The power fails in the middle of the write.
        case powerFails
    }

    /// Thrown by everything on a disk without power.
    package struct NoPower: Error {}
    package struct NoSpace: Error {}
    package struct SyncFailed: Error {}

    private struct State {
        var isOn = true
        var isStopped = false
        var random: SeededRandom
        /// By the number of writes before it.
        var faults: [(after: Int, fault: Fault)] = []
        var writes = 0
        var onWrite: (@Sendable () -> Void)?
    }

    private let state: Mutex<State>

    package init(seed: UInt64) { state = Mutex(State(random: SeededRandom(seed: seed))) }

    package var isOn: Bool { state.withLock { $0.isOn } }
    /// Set from a failed sync on: the node has to begin again.
    package var isStopped: Bool { state.withLock { $0.isStopped } }
    package var writes: Int { state.withLock { $0.writes } }

    /// Has a fault befall the write after the next `writes`.
    package func plan(_ fault: Fault, after writes: Int) {
        state.withLock { $0.faults.append(($0.writes + writes, fault)) }
    }

    package func forgetFaults() { state.withLock { $0.faults = [] } }

    package func turnOff() { state.withLock { $0.isOn = false } }

    package func turnOn() {
        state.withLock { state in
            (state.isOn, state.isStopped) = (true, false)
        }
    }

    /// A number that decides how much of what was not synced is there after a power cut.
    package func lot(_ range: ClosedRange<Int>) -> Int {
        state.withLock { $0.random.number(range) }
    }

    package func checkReadable() throws {
        if !isOn { throw NoPower() }
    }

    /// Calls back before each write, when whoever looks from outside sees what is there.
    package func observe(_ observer: @escaping @Sendable () -> Void) {
        state.withLock { $0.onWrite = observer }
    }

    /// - Returns: the fault that befalls this write.
    package func beginWrite() throws -> Fault? {
        state.withLock { $0.onWrite }?()
        return try state.withLock { state in
            guard state.isOn else { throw NoPower() }
            guard !state.isStopped else { throw SyncFailed() }
            let number = state.writes
            state.writes += 1
            guard let place = state.faults.firstIndex(where: { $0.after <= number }) else {
                return nil
            }
            let fault = state.faults.remove(at: place).fault
            switch fault {
            case .noSpace: throw NoSpace()
            case .syncFails: state.isStopped = true
            case .powerFails: state.isOn = false
            }
            return fault
        }
    }
}
