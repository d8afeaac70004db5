import ComplaintEvents

/// Hashes of pictures that were never taken.
enum Picture {
    static func fresh(_ random: inout YearRandom) -> ImageHash {
        ImageHash(words: [random.next(), random.next(), random.next(), random.next()])
    }

    /// Scaled, cropped or compressed anew: up to `noiseBits` bits differ.
    static func copy(
        of picture: ImageHash, noiseBits: Int, _ random: inout YearRandom
    ) -> ImageHash {
        var copy = picture
        for _ in 0..<random.whole(0...noiseBits) {
            copy = copy.flipping(random.below(ImageHash.bitCount))
        }
        return copy
    }
}
