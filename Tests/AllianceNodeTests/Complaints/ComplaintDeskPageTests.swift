import Foundation
import Testing

/// docs/complaint-desk.md has a test for each requirement.
@Suite struct ComplaintDeskPageTests {
    @Test("every test that the page names exists")
    func named() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let page = try String(
            contentsOf: folder.appending(path: "../../../docs/complaint-desk.md"), encoding: .utf8)
        let sources = try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil
        ).map { try String(contentsOf: $0, encoding: .utf8) }
        let names = page.matches(of: /`([A-Z][A-Za-z]+Tests)\.([A-Za-z]+)`/)
        #expect(names.count > 20)
        for name in names {
            let suite = sources.first { $0.contains("struct \(name.1) ") }
            #expect(suite?.contains("func \(name.2)(") == true, "\(name.0)")
        }
    }
}
