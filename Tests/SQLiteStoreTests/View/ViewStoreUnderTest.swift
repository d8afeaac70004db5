import MergedView
import SQLiteStore
import Testing

/// Every implementation of `ViewStore`: what holds of one holds of all.
enum ViewStoreUnderTest: String, CaseIterable, CustomTestStringConvertible {
    case inMemory
    case sqlite

    var testDescription: String { rawValue }

    /// Runs `body` on a new, empty store.
    func with<T>(_ body: (any ViewStore) throws -> T) throws -> T {
        switch self {
        case .inMemory: return try body(InMemoryViewStore())
        case .sqlite:
            let folder = try TemporaryFolder()
            let store = try SQLiteViewStore(path: folder.file("view.sqlite"))
            let result = try body(store)
            try store.close()
            return result
        }
    }
}
