import Foundation
import Testing

/// docs/transparency-log.md names a test for each requirement; this keeps the names true.
@Suite struct FormatPageTests {
    @Test("every test that the format page names exists")
    func named() throws {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let page = try String(
            contentsOf: tests.appendingPathComponent("../../docs/transparency-log.md"),
            encoding: .utf8)
        let names = page.matches(of: /`([A-Z][A-Za-z0-9]+(?:Tests|Laws))\.([A-Za-z0-9]+)`/)
        #expect(names.count > 50)
        for name in names {
            let file = tests.appendingPathComponent("\(name.1).swift")
            let source = try String(contentsOf: file, encoding: .utf8)
            #expect(source.contains("func \(name.2)("), "\(name.0)")
        }
    }
}
