import Replication
import SQLiteStore
import Simulation
import Testing

/// The implementations of the seam, each of which passes the suites called `...Conformance`.
enum LogStoreUnderTest: String, CaseIterable, CustomTestStringConvertible {
    case memory = "in memory"
    case sqlite = "log.sqlite"
    case simulated = "on a simulated disk"

    var testDescription: String { rawValue }

    /// Runs `body` on a new, empty store.
    func withStore(_ body: (any LogStore) throws -> Void) throws {
        switch self {
        case .memory: try body(InMemoryLogStore())
        case .simulated: try body(SimulatedLogStore(disk: SimulatedDisk(seed: 1)))
        case .sqlite:
            let folder = try TemporaryFolder()
            let store = try SQLiteLogStore(path: folder.file(SQLiteLogStore.fileName))
            try body(store)
            try store.close()
        }
    }

    /// A new, empty store that lives as long as its folder.
    func store(in folder: TemporaryFolder) throws -> any LogStore & WitnessStore {
        switch self {
        case .memory: InMemoryLogStore()
        case .simulated: SimulatedLogStore(disk: SimulatedDisk(seed: 1))
        case .sqlite: try SQLiteLogStore(path: folder.file(SQLiteLogStore.fileName))
        }
    }
}
