import JSON
import Testing
import TouchstoneCommands

/// What a holder of an authority key is shown before it signs.
@Suite struct RosterDifferencesTests {
    private func lines(_ before: String, _ after: String) throws -> [String] {
        RosterDifferences(
            from: try JSONValue(parsing: before), to: try JSONValue(parsing: after)
        ).lines
    }

    @Test(
        "says what is new, gone and another, by what it is called",
        arguments: [
            (#"{"a":1}"#, #"{"a":1}"#, []),
            (#"{"a":1,"b":2}"#, #"{"a":1,"c":{"d":[]}}"#, ["- b: 2", #"+ c: {"d":[]}"#]),
            (
                #"{"m":[{"id":"x","n":1},{"id":"y","n":2}]}"#,
                #"{"m":[{"id":"y","n":3},{"id":"z","n":4}]}"#,
                [#"- m: {"id":"x","n":1}"#, "~ m[y].n: 2 -> 3", #"+ m: {"id":"z","n":4}"#]
            ),
            // A seat that ended, and one that is given again.
            (
                #"{"s":[{"member":"x","from":"1"}]}"#,
                #"{"s":[{"member":"x","from":"1","until":"2"},{"member":"x","from":"3"}]}"#,
                [#"+ s[1 x].until: "2""#, #"+ s: {"from":"3","member":"x"}"#].map {
                    $0.replacing("s[1 x]", with: #"s["1 x"]"#)
                }
            ),
            (#"{"a":["x","y"]}"#, #"{"a":["y","x"]}"#, ["~ a: in another order"]),
            (#"{"a":[1,1]}"#, #"{"a":[1]}"#, ["~ a: [1,1] -> [1]"]),
            (#"{"a":[1]}"#, #"{"a":null}"#, ["~ a: [1] -> null"]),
            (#"{}"#, #"{"x   ~ y":1}"#, [#"+ "x   ~ y": 1"#]),
        ])
    func differences(before: String, after: String, expected: [String]) throws {
        #expect(try lines(before, after) == expected)
    }

    @Test("texts that look the same and are others are shown, in values and in names")
    func canonicallyEquivalent() throws {
        let (composed, decomposed) = ("aur\u{e9}lle", "aure\u{301}lle")
        #expect(composed == decomposed)
        for form in [#"{"a":"?"}"#, #"{"?":1}"#, #"{"a":[{"id":"?"}]}"#, #"["?"]"#] {
            let found = try lines(
                form.replacing("?", with: composed), form.replacing("?", with: decomposed))
            #expect(!found.isEmpty, "\(form)")
        }
    }
}
