package import ArgumentParser
import ImageRecognition

package struct ImageHash: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "hash",
        abstract: "Print the PDQ hash of images: JPEG, PNG or WebP.",
        discussion: """
            The hash is what 'indicator add image-pdq' takes. With it comes how much there is in the \
            image, from 0 to 100; under \(ImageLikeness.qualityMin) others look like it by chance. Of a \
            picture within a plain frame the hash without the frame comes as well: report that one, since \
            others' photos of the same have another frame or none. Needs no node. The images are decoded by other programs, in processes of their own; where one is \
            missing, the message names the package that has it.

            Example: touchstone image hash photo.jpg
            """)

    @Argument(help: "The images.") var files: [String]
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() throws {
        let images = try files.map { path -> ImageHashesOutput.Image in
            .init(path, try NamedImage(path).likeness())
        }
        switch format.format {
        case .json: try Output.write(json: ImageHashesOutput(images: images))
        case .table:
            for image in images {
                Output.write("\(image.pdq) \(image.quality) \(Table.visible(image.file))")
                if let inFrame = image.inFrame {
                    Output.write("\(inFrame) without the frame of \(Table.visible(image.file))")
                }
            }
        }
    }
}

/// The JSON of `image hash`.
struct ImageHashesOutput: VersionedOutput {
    struct Image: Encodable {
        let file: String
        let pdq: String
        /// 0 to 100.
        let quality: Int
        /// The hashes of the image turned and mirrored, by how.
        let turned: [String: String]
        /// The hash of the picture within a plain frame.
        let inFrame: String?

        init(_ file: String, _ likeness: ImageLikeness) {
            self.file = file
            pdq = likeness.hash.description
            quality = likeness.quality
            inFrame = likeness.hashInFrame?.description
            turned = Dictionary(
                uniqueKeysWithValues: likeness.turned.dropFirst().map {
                    ($0.turn.rawValue, $0.hash.description)
                })
        }
    }

    let version = 1
    let images: [Image]
}
