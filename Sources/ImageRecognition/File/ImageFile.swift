/// An image as it was sent, with no more bytes and pixels than a decoder is given.
package struct ImageFile: Hashable, Sendable {
    package static let bytesMax = 8 << 20
    package static let sideMax = 16_383
    package static let pixelsMax = 25_000_000

    package let header: ImageHeader
    package let bytes: [UInt8]

    /// - Throws: `ImageError`.
    package init(_ bytes: [UInt8]) throws(ImageError) {
        guard bytes.count <= Self.bytesMax else { throw .tooManyBytes(max: Self.bytesMax) }
        header = try ImageHeader(bytes)
        self.bytes = bytes
        guard header.width <= Self.sideMax, header.height <= Self.sideMax,
            header.width * header.height <= Self.pixelsMax
        else { throw .tooManyPixels(max: Self.pixelsMax) }
        guard min(header.width, header.height) >= PDQHasher.sideMin else {
            throw .tooSmall(sideMin: PDQHasher.sideMin)
        }
    }
}
