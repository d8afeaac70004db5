import Foundation

/// The published event hashes, where they are: `TOUCHSTONE_VECTORS`, else beside the project.
enum Vectors {
    static let folder: URL = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let vectors =
            ProcessInfo.processInfo.environment["TOUCHSTONE_VECTORS"].map { URL(filePath: $0) }
            ?? root.deletingLastPathComponent().appending(path: "shared/vectors")
        return vectors.appending(path: "epcis-event-hash/tests")
    }()

    static let arePresent = FileManager.default.fileExists(atPath: folder.path())

    static func files(_ name: String, _ type: String) -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(
            atPath: folder.appending(path: name).path())
        return (names ?? []).filter { $0.hasSuffix(type) }.sorted()
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appending(path: path)))
    }

    static func lines(_ path: String) throws -> [String] {
        try String(contentsOf: folder.appending(path: path), encoding: .utf8)
            .split(separator: "\n").map(String.init)
    }
}
