import AllianceNode
import Foundation
import ImageRecognition

/// An image that somebody names on the command line.
struct NamedImage {
    private let path: String
    private let file: ImageFile

    /// - Throws: a sentence that says which file, and what is wrong with it.
    init(_ path: String) throws {
        self.path = path
        let handle = try InputFile.open(path)
        let data = try handle.read(upToCount: ImageFile.bytesMax + 1) ?? Data()
        do throws(ImageError) {
            file = try ImageFile([UInt8](data))
        } catch {
            throw CommandError("\(InputFile.name(path)): \(error)")
        }
    }

    /// It is in a private folder for as long as it is decoded, and nowhere else.
    func likeness() throws -> ImageLikeness {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "touchstone-images-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            return try ImageDecoder(folder: folder.path()).likeness(of: file)
        } catch let error as ImageError {
            throw CommandError("\(InputFile.name(path)): \(error)")
        } catch let error as ImageDecodingError {
            throw CommandError("\(InputFile.name(path)): \(error)")
        }
    }
}
