import Foundation
import ImageRecognition

/// `touchstone-image-trial WHAT …` measures the search for images, and hashes what a decoder printed
/// (docs/images.md). A program of its own, so that it is built without the rest of the house.
///
///     touchstone-image-trial index 1000000
///     touchstone-image-trial hash photo.ppm
@main
enum ImageTrial {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            switch arguments.first {
            case "index":
                try IndexTrial.run(hashes: arguments.dropFirst().first.flatMap { Int($0) })
            case "hash": for path in arguments.dropFirst() { try hash(path) }
            default:
                FileHandle.standardError.write(
                    Data("touchstone-image-trial: name one of index, hash\n".utf8))
                exit(64)
            }
        } catch {
            FileHandle.standardError.write(Data("touchstone-image-trial: \(error)\n".utf8))
            exit(2)
        }
    }

    /// Prints hash, quality and file of a PBM, PGM or PPM image, and with it those of the image turned.
    private static func hash(_ path: String) throws {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        let words = bytes.prefix(64).split(
            maxSplits: 3, whereSeparator: { $0 == 0x20 || $0 == 0x0a })
        guard words.count >= 3, let width = Int(String(decoding: words[1], as: UTF8.self)),
            let height = Int(String(decoding: words[2], as: UTF8.self))
        else { throw TrialFailure("\(path) is no such image") }
        var hasher = try PDQHasher(width: width, height: height)
        var reader = PNMReader(width: width, height: height)
        try reader.read(bytes[...]) { hasher.add($0) }
        try reader.finish()
        let likeness = hasher.finish()
        let turned = likeness.turned.map(\.hash.description).joined(separator: " ")
        say("\(likeness.quality) \(turned) \(path)")
    }
}

/// Something that was to be measured did not happen.
struct TrialFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}
