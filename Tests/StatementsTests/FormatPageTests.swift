import Foundation
import Testing

/// docs/statements.md names a test for each requirement; this keeps the names true.
@Suite struct FormatPageTests {
    @Test("every test that the statements page names exists")
    func named() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let page = try String(
            contentsOf: folder.appending(path: "../../docs/statements.md"), encoding: .utf8)
        let sources = try [folder, folder.appending(path: "../STIXTests")].flatMap(Self.suites)
        let names = page.matches(of: /`([A-Z][A-Za-z0-9]+(?:Tests|Laws))\.([A-Za-z0-9]+)`/)
        #expect(names.count > 50)
        for name in names {
            let suite = sources.first { $0.contains("struct \(name.1) ") }
            #expect(suite?.contains("func \(name.2)(") == true, "\(name.0)")
        }
    }

    /// The text of each suite, since a file may hold several small ones.
    private static func suites(in folder: URL) throws -> [String] {
        guard let files = FileManager.default.enumerator(atPath: folder.path) else { return [] }
        return try files.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.flatMap {
            try String(contentsOf: folder.appending(path: $0), encoding: .utf8)
                .components(separatedBy: "@Suite")
        }
    }
}
