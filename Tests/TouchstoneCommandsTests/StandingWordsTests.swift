import Testing
import TouchstoneCommands

@Suite("Whether a statement of an evidence bundle counts, in words") struct StandingWordsTests {
    @Test("what was withdrawn is called so, whatever else became of it")
    func words() {
        let cases: [(String, [Int], String)] = [
            ("live", [], "counts"), ("suspended", [], "member suspended"),
            ("retracted", [3, 5], "withdrawn by 3, 5"), ("outOfScope", [], "does not count"),
            ("outOfScope", [3], "does not count, withdrawn by 3"), ("erased", [], "erased"),
            ("erased", [3], "erased, withdrawn by 3"),
        ]
        for (standing, numbers, words) in cases {
            #expect(StandingWords.words(standing, withdrawnBy: numbers) == words)
        }
    }
}
