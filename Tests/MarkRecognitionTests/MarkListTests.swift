import MarkRecognition
import Testing

@Suite struct MarkListTests {
    @Test("rights are read from JSON, with and without aliases and classes")
    func parse() throws {
        let list = try MarkList(
            parsing: Array(
                #"""
                [{"mark":"Gucci","aliases":[{"language":"zh","name":"古驰"},{"name":"Гуччи"}],
                  "classes":[18,25],"note":"passed over"},{"mark":"Mars"}]
                """#.utf8))
        #expect(
            list.marks == [
                Mark(
                    "Gucci", aliases: [.init(language: "zh", name: "古驰"), .init(name: "Гуччи")],
                    classes: [18, 25]),
                Mark("Mars"),
            ])
    }

    @Test(
        "what is no list of rights is refused with its place",
        arguments: [
            ("{}", "not-a-list"), ("[", "json"), ("[1]", "malformed"), ("[{}]", "malformed"),
            (#"[{"mark":1}]"#, "malformed"), (#"[{"mark":"A","aliases":{}}]"#, "malformed"),
            (#"[{"mark":"A","aliases":[{"language":"zh"}]}]"#, "malformed"),
            (#"[{"mark":"A","classes":[46]}]"#, "malformed"),
            (#"[{"mark":"A","classes":["9"]}]"#, "malformed"), (#"[{"mark":" .!"}]"#, "name-empty"),
            (#"[{"mark":""}]"#, "name-empty"),
        ])
    func refused(text: String, keyword: String) throws {
        do {
            _ = try MarkList(parsing: Array(text.utf8))
            Issue.record("'\(text)' was taken")
        } catch {
            #expect(error.keyword == keyword)
            #expect(!error.description.isEmpty)
        }
    }

    @Test("a name is as long as may be, and no longer")
    func nameLength() throws {
        let name = String(repeating: "a", count: MarkList.nameScalarsMax)
        #expect(try MarkList([Mark(name)]).marks.count == 1)
        #expect(throws: RecognitionError.nameLength(mark: 0, max: MarkList.nameScalarsMax)) {
            try MarkList([Mark("A", aliases: [.init(name: name + "a")])])
        }
    }

    @Test("there are as many marks as may be, and no more")
    func count() throws {
        let marks = Array(repeating: Mark("A"), count: MarkList.marksMax)
        #expect(try MarkList(marks).marks.count == MarkList.marksMax)
        #expect(
            throws: RecognitionError.marks(count: MarkList.marksMax + 1, max: MarkList.marksMax)
        ) { try MarkList(marks + [Mark("A")]) }
    }
}
