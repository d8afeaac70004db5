import AllianceNames
import Testing

@Suite struct CutTests {
    @Test("a text is cut at the first mark, whatever joins it to one character")
    func cuts() throws {
        for behind in ["b", "", "\u{327}b", "\u{200d}", ":b", "b:\u{327}"] {
            let cut = try #require("a:\(behind)".cut(at: ":"))
            #expect(
                cut.before == "a" && cut.behind.unicodeScalars.elementsEqual(behind.unicodeScalars))
        }
        #expect("a b".cut(at: ":") == nil)
    }

    @Test("a text is cut between two code points, also within one character")
    func lengths() {
        let marks = "e" + String(repeating: "\u{301}", count: 1_000)
        for bytes in 0...12 {
            let prefix = marks.prefix(bytes: bytes)
            let expected = bytes == 0 ? 0 : bytes - (bytes + 1) % 2
            #expect(prefix.utf8.count == expected, "\(bytes)")
            #expect(marks.utf8.starts(with: prefix.utf8))
            #expect(marks.cut(toBytes: bytes).utf8.count <= max(bytes, "…".utf8.count))
        }
        #expect(
            marks.cut(toBytes: 10).unicodeScalars.elementsEqual(
                "e\u{301}\u{301}\u{301}…".unicodeScalars))
        #expect("abc".prefix(bytes: 3) == "abc" && "abc".cut(toBytes: 3) == "abc")
        #expect("abcd".prefix(bytes: 3) == "abc" && "abcd".cut(toBytes: 3) == "…")
    }
}
