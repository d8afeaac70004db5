import Replication
import Synchronization

/// What others could see of a node while it was writing: its record and its fence before each write.
final class Glances: Sendable {
    struct Glance: Sendable {
        let record: InMemoryLogStore
        let fence: [UInt8]
    }

    private let glances = Mutex<[Glance]>([])

    func look(at record: InMemoryLogStore, _ fence: [UInt8]) {
        glances.withLock { $0.append(Glance(record: record, fence: fence)) }
    }

    /// Those since the last call.
    func take() -> [Glance] {
        glances.withLock { glances in
            defer { glances = [] }
            return glances
        }
    }
}
