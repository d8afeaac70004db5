package import ImageRecognition

/// Hashes images with the decoders that this machine has: each in a process of its own, within limits, with the
/// pixels coming out of a pipe and going no further than into the hash.
///
/// Orientation notes of cameras (EXIF) are not followed: the hash is of the pixels as they are stored, as the
/// reference and its users have it. A search asks for the image turned anyway.
package struct ImageDecoder: Sendable {
    private static func known(_ format: ImageHeader.Format) -> PackagedProgram {
        switch format {
        case .jpeg:
            PackagedProgram(
                name: "djpeg", package: "libjpeg-turbo-progs", arguments: ["-pnm"])
        case .png: PackagedProgram(name: "pngtopnm", package: "netpbm")
        case .webp:
            PackagedProgram(
                name: "dwebp", package: "webp", arguments: ["-quiet", "-ppm", "-o", "-"])
        }
    }

    private let programs: [ImageHeader.Format: InstalledProgram]
    private let folder: String
    private let limits: BoundedProcess.Limits

    /// - Parameters:
    ///   - programs: each prints an image of that format as PBM, PGM or PPM.
    ///   - folder: for private folders of images.
    package init(
        programs: [ImageHeader.Format: InstalledProgram] = Self.installed, folder: String,
        limits: BoundedProcess.Limits = BoundedProcess.Limits()
    ) {
        self.programs = programs
        self.folder = folder
        self.limits = limits
    }

    /// What this machine can decode.
    package var formats: Set<ImageHeader.Format> { Set(programs.keys) }

    /// Those that this machine has.
    package static var installed: [ImageHeader.Format: InstalledProgram] {
        let found = ImageHeader.Format.allCases.compactMap { format in
            known(format).installed.map { (format, $0) }
        }
        return Dictionary(uniqueKeysWithValues: found)
    }

    /// What cannot be decoded here, and what to install; nil where all can be.
    package static var missing: String? {
        let absent = ImageHeader.Format.allCases.filter { known($0).installed == nil }
        guard !absent.isEmpty else { return nil }
        return "images are not looked for by "
            + absent.map { "\($0.name) (install \(known($0).package))" }
            .joined(separator: ", ")
    }

    /// Blocks for as long as the decoder takes, twice where the image has a frame: what is in it shows only at the
    /// end.
    ///
    /// - Throws: `ImageError` for an image that is not as it should be, `ImageDecodingError` for one that cannot be
    ///   decoded here or in time, `ProgramError` where the decoder cannot be started.
    package func likeness(of file: ImageFile) throws -> ImageLikeness {
        let header = file.header
        guard let program = programs[header.format] else {
            throw ImageDecodingError.noDecoder(
                header.format, package: Self.known(header.format).package)
        }
        return try PrivateFile.with(file.bytes, in: folder) { file in
            try ImageLikeness(width: header.width, height: header.height) { take in
                try decode(header, by: program, from: file, take)
            }
        }
    }

    private func decode(
        _ header: ImageHeader, by program: InstalledProgram, from file: PrivateFile,
        _ take: ([Float]) -> Void
    ) throws {
        var reader = PNMReader(width: header.width, height: header.height)
        var refusal: ImageError?
        let outcome = try file.process(program, limits: limits).run { piece in
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
        case .notStarted(let status):
            throw ProgramError.notStarted(program: program.path, status: status)
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
