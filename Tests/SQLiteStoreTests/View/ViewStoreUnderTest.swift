import MergedView
import SQLiteStore
import Simulation
import Testing

/// Every implementation of `ViewStore`: what holds of one holds of all.
enum ViewStoreUnderTest: String, CaseIterable, CustomTestStringConvertible {
    case inMemory
    case sqlite
    case simulated

    var testDescription: String { rawValue }

    /// Runs `body` on a new, empty store.
    func with<T>(_ body: (any ViewStore) throws -> T) throws -> T {
        switch self {
        case .inMemory: return try body(InMemoryViewStore())
        case .simulated: return try body(SimulatedViewStore(disk: SimulatedDisk(seed: 1)))
        case .sqlite:
            let folder = try TemporaryFolder()
            let store = try SQLiteViewStore(path: folder.file("view.sqlite"))
            let result = try body(store)
            try store.close()
            return result
        }
    }
}
