import Foundation
import GS1

/// Folders of vectors that nobody of this project wrote, where they are there.
enum Vectors {
    static func folder(_ name: String) -> URL? {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let shared =
            ProcessInfo.processInfo.environment["TOUCHSTONE_VECTORS"].map { URL(filePath: $0) }
            ?? root.appending(path: "../shared/vectors")
        let folder = shared.appending(path: name)
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }

    static let syntaxEngine = folder("gs1-syntax-engine")
    static let solidsoft = folder("gs1dl-solidsoft/Tests/Features")
}

extension StringProtocol {
    /// One byte for each character, as C programs hold them.
    var latin1: [UInt8] { unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }
}
