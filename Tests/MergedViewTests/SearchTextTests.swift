import MergedView
import Testing
import TransparencyLog

@Suite("the tokens of a text")
struct SearchTextTests {
    @Test(
        "are words, or single characters where a script has no spaces",
        arguments: [
            ("Cheap-GUCCI.bags", ["cheap", "gucci", "bags"]),
            ("张三", ["张", "三"]),
            ("店铺ABC店", ["店", "铺", "abc", "店"]),
            ("Hermès", ["hermes"]),
            ("He\u{300}rmes", ["hermes"]),
            ("ＧＵＣＣＩ", ["gucci"]),
            ("Гуччи 2", ["гуччи", "2"]),
            ("  --  ", []),
        ])
    func tokens(text: String, expected: [String]) {
        #expect(SearchText.tokens(of: text) == expected)
    }

    @Test("trigrams do not span a separator")
    func trigrams() {
        #expect(SearchText.trigrams(of: "gucci") == ["guc", "ucc", "cci"])
        #expect(SearchText.trigrams(of: "abc.defg") == ["abc", "|", "def", "efg"])
        #expect(SearchText.trigrams(of: "ab.cd") == [])
    }

    @Test("are bounded in length and number")
    func limits() {
        let long = SearchText.tokens(of: String(repeating: "a", count: 130))
        #expect(long.map(\.count) == [64, 64, 2])
        let many = SearchText.tokens(of: String(repeating: "a ", count: 3_000))
        #expect(many.count == SearchText.tokensMax)
        let characters = SearchText.tokens(of: String(repeating: "金", count: 3_000))
        #expect(characters.count == SearchText.tokensMax)
    }

    @Test("a page cursor reads back, and nothing else is one")
    func cursors() throws {
        let longest = [UInt8](repeating: 0xfe, count: 32)
        for place in [
            SearchCursor.Place.position(0), .position(.max), .key([1, 0xfe]), .key(longest),
            .digest(Digest.sha256(longest)),
        ] {
            let cursor = SearchCursor(place)
            #expect(cursor.description.utf8.count <= SearchCursor.charactersMax)
            #expect(try SearchCursor(parsing: cursor.description) == cursor)
        }
        let tooLong = "k" + String(repeating: "01", count: 33)
        for text in [
            "", "p", "p01", "p-1", "k", "k1", "kzz", "x1", "K01", "d", "d01", tooLong,
            "d" + String(repeating: "A", count: 64),
        ] {
            #expect(throws: MergedViewError.cursorUnreadable(found: text)) {
                try SearchCursor(parsing: text)
            }
        }
    }
}
