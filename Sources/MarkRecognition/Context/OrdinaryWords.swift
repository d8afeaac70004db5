/// Words that people use every day, first names and words of goods: a mark that is one of them says little by itself.
///
/// Looked up in the sorted text of the table as it is, so that nothing is made of it beforehand.
package enum OrdinaryWords {
    /// Of the longest that is looked up.
    private static let lettersMax = 32

    /// Whether the text is one of them, however it is written.
    package static func contains(_ text: String) -> Bool {
        let read = ReadText(text.unicodeScalars.map(\.value), as: .plain)
        return read.gaps.dropFirst().allSatisfy { $0 == .none } && contains(read.letters[...])
    }

    /// - Parameter letters: of the plain reading.
    static func contains(_ letters: ArraySlice<UInt32>) -> Bool {
        guard !letters.isEmpty, letters.count <= lettersMax else { return false }
        var key: [UInt8] = []
        key.reserveCapacity(letters.count * 2)
        for letter in letters {
            guard let scalar = Unicode.Scalar(letter) else { return false }
            key.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
        return OrdinaryWordsTable.text.withUTF8Buffer { search($0, key) }
            || GoodsWords.contains(letters)
    }

    /// Whether what stands in the place of a name is words of its own: 'unicorn', where the name is Unicom.
    ///
    /// - Parameters:
    ///   - found: scalars of the original text.
    ///   - name: letters of its plain reading.
    ///   - wordsMax: more of them are none of their own.
    static func isAnother(
        _ found: ArraySlice<UInt32>, than name: ArraySlice<UInt32>, wordsMax: Int
    ) -> Bool {
        let read = ReadText(Array(found), as: .plain)
        guard !read.letters.elementsEqual(name),
            read.gaps.dropFirst().count(where: { $0 != .none }) < wordsMax
        else { return false }
        var start = 0
        for end in 1...max(1, read.count) where end >= read.count || read.gaps[end] != .none {
            guard contains(read.letters[start..<min(end, read.count)]) else { return false }
            start = end
        }
        return true
    }

    /// Halves the table, each half beginning with a word.
    private static func search(_ bytes: UnsafeBufferPointer<UInt8>, _ key: [UInt8]) -> Bool {
        var low = 0
        var high = bytes.count
        while low < high {
            var start = (low + high) / 2
            while start > low, !isGap(bytes[start - 1]) { start -= 1 }
            var end = start
            while end < high, !isGap(bytes[end]) { end += 1 }
            let word = UnsafeBufferPointer(rebasing: bytes[start..<end])
            if word.elementsEqual(key) { return true }
            if word.lexicographicallyPrecedes(key) { low = end + 1 } else { high = start }
        }
        return false
    }

    private static func isGap(_ byte: UInt8) -> Bool { byte <= 0x20 }
}
