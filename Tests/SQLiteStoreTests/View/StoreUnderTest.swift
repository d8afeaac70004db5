import MergedView
import SQLiteStore
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Every implementation of `ViewStore`: what holds of one holds of all.
enum StoreUnderTest: String, CaseIterable, CustomTestStringConvertible {
    case inMemory
    case sqlite

    var testDescription: String { rawValue }

    /// Runs `body` on a new, empty store.
    func with<T>(_ body: (any ViewStore) throws -> T) throws -> T {
        switch self {
        case .inMemory: return try body(InMemoryViewStore())
        case .sqlite:
            return try TemporaryFolder.with { folder in
                let store = try SQLiteViewStore(path: folder + "/view.sqlite")
                let result = try body(store)
                try store.close()
                return result
            }
        }
    }
}

/// A folder that is there as long as its test.
enum TemporaryFolder {
    static func with<T>(_ body: (String) throws -> T) throws -> T {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "touchstone-view-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder.path)
    }
}
