/// Splits text in any script into the tokens that the free-text index holds.
///
/// Scripts that put no spaces between words (Han, kana, Hangul, Thai, Lao, Khmer, Myanmar) give one
/// token for each character, so that a name of two characters is found as a phrase, which an index
/// of trigrams cannot do; everything else gives a token for each run of letters and digits.
package enum SearchText {
    /// Stands between texts that no phrase may span. No text gives it.
    package static let gap = "|"
    /// Longest token, in scalars; longer runs are cut into pieces of it.
    package static let tokenScalarsMax = 64
    /// Most tokens taken from one text.
    package static let tokensMax = 2_000

    package static func tokens(of text: some StringProtocol) -> [String] {
        var tokens: [String] = []
        forEachToken(of: String(text)) { tokens.append(String(decoding: $0, as: UTF8.self)) }
        return tokens
    }

    /// Every three neighbouring letters or digits of a name, run by run with a gap between, so that a
    /// phrase of them is exactly a substring of a run: 'gucci' is found in 'cheapguccibags.com'.
    package static func trigrams(of text: some StringProtocol) -> [String] {
        var grams = TokenText()
        appendTrigrams(of: String(text), to: &grams)
        return grams.tokens
    }

    /// Appends the tokens of `text`, behind a gap where others stand before.
    package static func append(_ text: String, to tokens: inout TokenText) {
        var needsGap = !tokens.isEmpty
        forEachToken(of: text) { token in
            if needsGap { tokens.append(gap.utf8) }
            needsGap = false
            tokens.append(token)
        }
    }

    package static func appendTrigrams(of text: String, to grams: inout TokenText) {
        forEachToken(of: text) { token in
            // Where each scalar begins, and the end.
            let starts = token.indices.filter { token[$0] & 0xc0 != 0x80 } + [token.endIndex]
            guard starts.count > 3 else { return }
            if !grams.isEmpty { grams.append(gap.utf8) }
            for place in 0..<starts.count - 3 {
                grams.append(token[starts[place]..<starts[place + 3]])
            }
        }
    }

    /// Calls `body` with the UTF-8 of each token.
    private static func forEachToken(of text: String, _ body: (ArraySlice<UInt8>) -> Void) {
        var utf8 = Array(text.utf8)
        if utf8.allSatisfy({ $0 < 0x80 }) {
            for place in utf8.indices where (0x41...0x5a).contains(utf8[place]) {
                utf8[place] |= 0x20
            }
            forEachASCIIToken(of: utf8, body)
        } else {
            forEachScalarToken(of: FoldedText.of(text), body)
        }
    }

    private static func forEachASCIIToken(
        of utf8: [UInt8], _ body: (ArraySlice<UInt8>) -> Void
    ) {
        var (start, count) = (0, 0)
        for end in 0...utf8.count {
            let isLetter =
                end < utf8.count
                && ((0x61...0x7a).contains(utf8[end]) || (0x30...0x39).contains(utf8[end]))
            if isLetter && end - start < tokenScalarsMax { continue }
            if end > start {
                guard count < tokensMax else { return }
                count += 1
                body(utf8[start..<end])
            }
            start = isLetter ? end : end + 1
        }
    }

    private static func forEachScalarToken(
        of text: String, _ body: (ArraySlice<UInt8>) -> Void
    ) {
        var (word, scalars, count): ([UInt8], Int, Int) = ([], 0, 0)
        func end() {
            guard scalars > 0 else { return }
            if count < tokensMax { body(word[...]) }
            (word, scalars) = ([], 0)
            count += 1
        }
        for scalar in text.unicodeScalars {
            switch ScalarClass(scalar) {
            case .separator: end()
            case .character:
                end()
                word.append(contentsOf: UTF8.encode(scalar)!)
                scalars = 1
                end()
            case .letter:
                if scalars == tokenScalarsMax { end() }
                word.append(contentsOf: UTF8.encode(scalar)!)
                scalars += 1
            case .mark where scalars > 0 && scalars < tokenScalarsMax:
                word.append(contentsOf: UTF8.encode(scalar)!)
                scalars += 1
            case .mark: break
            }
            if count >= tokensMax { return }
        }
        end()
    }
}
