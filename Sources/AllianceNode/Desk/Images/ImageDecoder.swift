import Foundation
package import ImageRecognition

/// Hashes images with the decoders that this machine has: each in a process of its own, within limits, with the
/// pixels coming out of a pipe and going no further than into the hash.
///
/// Orientation notes of cameras (EXIF) are not followed: the hash is of the pixels as they are stored, as the
/// reference and its users have it. A search asks for the image turned anyway.
package struct ImageDecoder: Sendable {
    /// A program that prints an image of one format as PBM, PGM or PPM.
    package struct Tool: Sendable {
        let format: ImageHeader.Format
        let program: String
        let arguments: [String]

        /// - Parameter arguments: of which `%` stands for the image's file.
        package init(format: ImageHeader.Format, program: String, arguments: [String]) {
            self.format = format
            self.program = program
            self.arguments = arguments
        }
    }

    /// Debian's: the program, its arguments, and the package that has it.
    private static let known:
        [(format: ImageHeader.Format, name: String, arguments: [String], package: String)] = [
            (.jpeg, "djpeg", ["-pnm", "%"], "libjpeg-turbo-progs"),
            (.png, "pngtopnm", ["%"], "netpbm"),
            (.webp, "dwebp", ["-quiet", "-ppm", "-o", "-", "%"], "webp"),
        ]

    private let tools: [ImageHeader.Format: Tool]
    private let folder: String
    private let limits: BoundedProcess.Limits

    /// - Parameter folder: for private folders of images.
    package init(
        tools: [Tool] = Self.toolsFound(), folder: String,
        limits: BoundedProcess.Limits = BoundedProcess.Limits()
    ) {
        self.tools = Dictionary(tools.map { ($0.format, $0) }) { first, _ in first }
        self.folder = folder
        self.limits = limits
    }

    /// What this machine can decode.
    package var formats: Set<ImageHeader.Format> { Set(tools.keys) }

    /// Those that this machine has, at the places where packages put them.
    package static func toolsFound() -> [Tool] {
        known.compactMap { format, name, arguments, _ in
            ["/usr/bin", "/usr/local/bin"].map { "\($0)/\(name)" }
                .first { FileManager.default.isExecutableFile(atPath: $0) }
                .map { Tool(format: format, program: $0, arguments: arguments) }
        }
    }

    /// What cannot be decoded here, and what to install; nil where all can be.
    package static var missing: String? {
        let found = Set(toolsFound().map(\.format))
        let absent = known.filter { !found.contains($0.format) }
        guard !absent.isEmpty else { return nil }
        return "images are not looked for by "
            + absent.map { "\($0.format.name) (install \($0.package))" }.joined(separator: ", ")
    }

    /// Blocks for as long as the decoder takes, twice where the image has a frame: what is in it shows only at the
    /// end.
    ///
    /// - Throws: `ImageError` for an image that is not as it should be, `ImageDecodingError` for one that cannot be
    ///   decoded here or in time, `PhotoToolError` where the decoder cannot be started.
    package func likeness(of file: ImageFile) throws -> ImageLikeness {
        let header = file.header
        guard let tool = tools[header.format] else {
            let package = Self.known.first { $0.format == header.format }?.package ?? ""
            throw ImageDecodingError.noDecoder(header.format, package: package)
        }
        let place = try PhotoFolder(in: folder)
        defer { place.remove() }
        try place.write(file.bytes)
        return try ImageLikeness(width: header.width, height: header.height) { take in
            try decode(header, by: tool, at: place, take)
        }
    }

    private func decode(
        _ header: ImageHeader, by tool: Tool, at place: PhotoFolder, _ take: ([Float]) -> Void
    ) throws {
        var reader = PNMReader(width: header.width, height: header.height)
        let process = BoundedProcess(
            program: tool.program,
            arguments: tool.arguments.map { $0 == "%" ? PhotoFolder.photo : $0 },
            folder: place.path, limits: limits)
        var refusal: ImageError?
        let outcome = try process.run { piece in
            do throws(ImageError) {
                try reader.read(piece, take)
                return true
            } catch {
                refusal = error
                return false
            }
        }
        if let refusal { throw refusal }
        switch outcome {
        // The shell's own: it could set no limits, or begin no such program.
        case .ended(_, let status) where (125...127).contains(status):
            throw PhotoToolError.notStarted(program: tool.program, status: status)
        case .ended(_, 0):
            try reader.finish()
        // A decoder that warns has made up what was missing.
        case .ended: throw ImageError.broken
        case .killed: throw ImageDecodingError.beyondLimits
        }
    }
}

/// Why an image is not hashed that may be a good one.
package enum ImageDecodingError: Error, Equatable, CustomStringConvertible {
    case noDecoder(ImageHeader.Format, package: String)
    /// It took too long, too much memory, or the decoder broke down.
    case beyondLimits

    package var description: String {
        switch self {
        case .noDecoder(let format, let package):
            "this machine has no decoder for \(format.name); install \(package)"
        case .beyondLimits: "the image could not be decoded within the limits; send a smaller one"
        }
    }
}

extension ImageHeader.Format {
    /// As people write it.
    var name: String {
        switch self {
        case .jpeg: "JPEG"
        case .png: "PNG"
        case .webp: "WebP"
        }
    }
}
