import Foundation
import NodeAPI
import Screening

/// The offers of a file, batch by batch; what cannot be read is named on standard error.
struct OfferLines {
    private static let batchListings = 1_000

    private let input: String
    private let images: String?
    private var lines = NDJSONLines()
    private var batch: [(line: Int, listing: Listing)] = []
    /// Lines that were read, and those of them that could not be.
    private(set) var count = 0
    private(set) var refused = 0

    /// - Parameter images: the folder that images are read from; nil where none are.
    init(input: String, images: String?) {
        self.input = input
        self.images = images
    }

    var isBatchFull: Bool { batch.count >= Self.batchListings }

    mutating func read(_ bytes: [UInt8]) {
        var lines = lines
        lines.read(bytes) { take($0) }
        self.lines = lines
    }

    mutating func finish() {
        var lines = lines
        lines.finish { take($0) }
        self.lines = lines
    }

    mutating func takeBatch() -> [(line: Int, listing: Listing)] {
        defer { batch = [] }
        return batch
    }

    private mutating func take(_ line: NDJSONLines.Line) {
        count += 1
        do {
            guard let bytes = line.bytes else {
                throw ListingError.lineLength(bytesMax: NDJSONLines.lineBytesMax)
            }
            let offer = try ListingLine(parsing: bytes)
            let listing = try offer.listing { path in
                guard let images else {
                    throw CommandError(
                        "an image is named as 'file'; say with --images in which folder it is")
                }
                return try NamedImage(Self.place(of: path, in: images)).likeness()
            }
            batch.append((line.number, listing))
        } catch {
            refused += 1
            Output.remark("\(InputFile.name(input)), line \(line.number): \(error)")
        }
    }

    /// Below the folder, wherever the list comes from.
    static func place(of path: String, in folder: String) throws -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) else {
            throw CommandError(
                "'file' names a place below --images, such as photos/1.jpg, without '..'")
        }
        return folder + "/" + path
    }
}
