import Statements

/// Where one thing that a text says ends, and another begins.
enum TextStops {
    private static let ends = scalars(";!?\n。；！？؟؛")
    private static let stops = scalars(",.|，．｜、،").union(ends)
    private static let introductions = scalars(":：#№")
    private static let breaks = introductions.union(stops)
    private static let dashes = scalars("-–—―−")
    private static let fullStop: UInt32 = 0x2e
    /// No two words that belong together stand farther apart.
    private static let partMax = 64

    private static func scalars(_ text: String) -> Set<UInt32> {
        Set(text.unicodeScalars.map(\.value))
    }

    /// Of a full stop: not within a number or an address.
    static func endsSentence(_ place: Int, _ text: [UInt32]) -> Bool {
        let scalar = text[place]
        // What nearly every character is costs no look-up.
        guard scalar != fullStop else {
            return place + 1 == text.count || TextFolding.isWhiteSpace(text[place + 1])
        }
        return scalar < 0x41 || scalar >= 0x80 ? ends.contains(scalar) : false
    }

    /// Whether what stands before this part of a text says nothing about what stands behind it.
    static func hasStop(_ part: Range<Int>, _ text: [UInt32]) -> Bool {
        part.count > partMax || text[part].contains(where: stops.contains)
    }

    /// The same, also at a colon, or at a dash that is no hyphen: 'Gucci - Style 443497'.
    static func hasBreak(_ part: Range<Int>, _ text: [UInt32]) -> Bool {
        guard part.count <= partMax else { return true }
        return part.contains { place in
            breaks.contains(text[place])
                || dashes.contains(text[place])
                    && [place - 1, place + 1].contains {
                        text.indices.contains($0) && TextFolding.isWhiteSpace(text[$0])
                    }
        }
    }

    /// Whether it says that what follows is what was asked before it: 'style: …', 'style #…'.
    static func introduces(_ scalar: UInt32) -> Bool { introductions.contains(scalar) }
}
