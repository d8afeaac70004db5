import ComplaintYear
import Foundation
import Testing

@Suite struct YearParametersTests {
    @Test("every default is in its range and stands on the docs page")
    func documented() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(
            contentsOf: root.appending(path: "docs/complaint-year.md"), encoding: .utf8)
        let defaults = YearParameters()
        for field in YearParameters.fields {
            let value = defaults[keyPath: field.path]
            #expect(field.range.contains(value), "\(field.name)")
            #expect(
                page.contains("| `\(field.name)` | \(YearField.text(value)) |"), "\(field.name)")
        }
        #expect(Set(YearParameters.fields.map(\.name)).count == YearParameters.fields.count)
    }

    @Test(
        "a value out of its range is refused, and so is half of what is counted",
        arguments: [
            ("false", "0.91"), ("false", "-0.1"), ("false", "nan"), ("false", ""),
            ("false", "0x1p-2 "), ("complaints", "19"), ("complaints", "1000001"),
            ("complaints", "100.5"), ("days", "13"), ("days", "367"), ("ring-members", "1"),
            ("marketplaces", "11"), ("seed", "9007199254740992"), ("seed", "-1"),
            ("sloppy", "inf"), ("sloppy", "one"),
        ])
    func refused(name: String, text: String) {
        var parameters = YearParameters()
        let error = #expect(throws: YearError.self) { try parameters.set(name, to: text) }
        #expect(error?.keyword == "value")
        #expect(parameters == YearParameters())
    }

    @Test("flags are taken out, others are left, and one without a value is refused")
    func flags() throws {
        var parameters = YearParameters()
        var arguments = ["--false", "0.4", "--reviewers", "3", "--seed", "7"]
        try parameters.take(&arguments)
        #expect(arguments == ["--reviewers", "3"])
        #expect(parameters.falseShare == 0.4)
        #expect(parameters.seed == 7)
        var lacking = ["--false"]
        #expect(throws: YearError.self) { try parameters.take(&lacking) }
    }

    @Test("a file sets what it names, and leaves the rest")
    func file() throws {
        var parameters = YearParameters()
        let text = """
            {"complaints": 500, "false": 0.1,
             "marks": [{"name": "Akme", "aliases": ["艾克米"], "classes": [25, 18]}]}
            """
        try parameters.take(file: Array(text.utf8))
        #expect(parameters.complaints == 500)
        #expect(parameters.falseShare == 0.1)
        #expect(parameters.brands == YearParameters().brands)
        #expect(
            parameters.marks == [GivenMark(name: "Akme", aliases: ["艾克米"], classes: [18, 25])])
    }

    @Test(
        "a file that is not strictly one is refused",
        arguments: [
            ("[]", "file"), ("{\"false\": 0.1", "file"),
            ("{\"false\": 0.1, \"false\": 0.2}", "file"),
            ("{\"false\": \"0.1\"}", "file"), ("{\"lies\": null}", "file"),
            ("{\"falsehood\": 1}", "unknown"), ("{\"falsehood\": \"x\"}", "unknown"),
            ("{\"false\": 2}", "value"), ("{\"marks\": {}}", "marks"),
            ("{\"marks\": [{\"name\": \"A\"}]}", "marks"),
            ("{\"marks\": [{\"name\": \"A\", \"classes\": []}]}", "marks"),
            ("{\"marks\": [{\"name\": \"A\", \"classes\": [46]}]}", "marks"),
            ("{\"marks\": [{\"name\": \"A\", \"classes\": [9, 9]}]}", "marks"),
            ("{\"marks\": [{\"name\": \"\", \"classes\": [9]}]}", "marks"),
            ("{\"marks\": [{\"name\": \"A\", \"classes\": [9], \"x\": 1}]}", "marks"),
            ("{\"marks\": [{\"name\": \"A\\u0007\", \"classes\": [9]}]}", "marks"),
            ("{\"marks\": [{\"name\": \"A\", \"classes\": [9], \"aliases\": [1]}]}", "marks"),
        ])
    func fileRefused(text: String, keyword: String) {
        var parameters = YearParameters()
        let error = #expect(throws: YearError.self) { try parameters.take(file: Array(text.utf8)) }
        #expect(error?.keyword == keyword)
    }

    @Test("a file that is too long is refused before it is read as anything")
    func tooLong() {
        var parameters = YearParameters()
        let bytes = [UInt8](repeating: 0x20, count: YearParameters.fileBytesMax + 1)
        let error = #expect(throws: YearError.self) { try parameters.take(file: bytes) }
        #expect(error?.keyword == "file")
    }
}
