import Foundation
import Testing

/// docs/evidence.md names a test for each requirement; this keeps the names true.
@Suite struct EvidencePageTests {
    @Test("every test that the evidence page names exists")
    func named() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../..")
        let page = try String(
            contentsOf: root.appendingPathComponent("docs/evidence.md"), encoding: .utf8)
        let tests = root.appendingPathComponent("Tests")
        var sources = ""
        for file in try FileManager.default.subpathsOfDirectory(atPath: tests.path())
        where file.hasSuffix(".swift") {
            sources += try String(
                contentsOf: tests.appendingPathComponent(file), encoding: .utf8)
        }
        let names = page.matches(
            of: /`([A-Z][A-Za-z0-9]+(?:Tests|Laws|Conformance))\.([A-Za-z0-9]+)`/)
        #expect(names.count > 20)
        for name in names {
            let suite = try #require(sources.range(of: "struct \(name.1) "), "\(name.1)")
            let rest = sources[suite.upperBound...]
            let end = rest.range(of: "\n}\n")?.lowerBound ?? rest.endIndex
            #expect(rest[..<end].contains("func \(name.2)("), "\(name.0)")
        }
    }
}
