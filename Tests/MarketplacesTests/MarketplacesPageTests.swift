import Foundation
import Testing

/// docs/marketplaces.md names a test for each requirement; this keeps the names true.
@Suite struct MarketplacesPageTests {
    private static let tests = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test("every test that the page names exists")
    func named() throws {
        let page = try String(
            contentsOf: Self.tests.appending(path: "../docs/marketplaces.md"), encoding: .utf8)
        let names = page.matches(of: /`([A-Z][A-Za-z0-9]+Tests)\.([A-Za-z0-9]+)`/)
        #expect(names.count > 20)
        let folders = [
            "MarketplacesTests", "ComplaintsTests/Marketplace", "NoticesTests",
            "SQLiteStoreTests/Marketplaces", "AllianceNodeTests/Marketplaces",
            "AllianceNodeTests/Complaints",
            "FuzzedParsersTests",
        ]
        let suites = try folders.flatMap { folder in
            let url = Self.tests.appending(path: folder)
            return try FileManager.default.contentsOfDirectory(atPath: url.path())
                .filter { $0.hasSuffix(".swift") }.flatMap {
                    try String(contentsOf: url.appending(path: $0), encoding: .utf8)
                        .components(separatedBy: "@Suite")
                }
        }
        for name in names {
            let suite = suites.first { $0.contains("struct \(name.1) ") }
            #expect(suite?.contains("func \(name.2)(") == true, "\(name.0)")
        }
    }
}
