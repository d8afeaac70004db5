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
}
