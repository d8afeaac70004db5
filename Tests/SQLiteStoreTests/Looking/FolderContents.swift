import Foundation

/// The files of a folder with all that is in them, and when each was last changed.
struct FolderContents: Equatable {
    struct File: Equatable {
        let content: Data
        let changed: Date
    }

    let files: [String: File]

    init(of folder: String) throws {
        var files: [String: File] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let path = "\(folder)/\(name)"
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            files[name] = File(
                content: try Data(contentsOf: URL(filePath: path)),
                changed: attributes[.modificationDate] as? Date ?? .distantPast)
        }
        self.files = files
    }
}
