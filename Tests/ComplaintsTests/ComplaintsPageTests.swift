import Complaints
import Foundation
import Statements
import Testing

/// docs/complaints.md has the tables of transitions and codes, and a test for each requirement.
@Suite struct ComplaintsPageTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()

    static func page() throws -> String {
        try String(contentsOf: folder.appending(path: "../../docs/complaints.md"), encoding: .utf8)
    }

    @Test("every test that the page names exists")
    func named() throws {
        let folders = [
            "", "../DSATests", "../StatementsTests", "../SQLiteStoreTests/Complaints",
            "../AllianceNodeTests/Complaints", "../AllianceNodeTests/Marketplaces",
        ].map { Self.folder.appending(path: $0) }
        let sources = try folders.flatMap(Self.suites)
        let names = try Self.page().matches(
            of: /`([A-Z][A-Za-z0-9]+(?:Tests|Laws))\.([A-Za-z0-9]+)`/)
        #expect(names.count > 40)
        for name in names {
            let suite = sources.first { $0.contains("struct \(name.1) ") }
            #expect(suite?.contains("func \(name.2)(") == true, "\(name.0)")
        }
    }

    @Test(
        "every transition, stage, check, refusal of a step and reason for review stands on the page"
    )
    func complete() throws {
        let page = try Self.page()
        let words =
            Transition.allCases.map(\.rawValue) + ListingStage.allCases.map(\.rawValue)
            + FilingCheck.allCases.map(\.rawValue) + Lane.ReviewReason.allCases.map(\.rawValue)
            + Deadline.Kind.allCases.map(\.rawValue) + ClockPause.Reason.allCases.map(\.name)
            + Complaint.Ground.allCases.map(\.name)
        for word in words { #expect(page.contains("`\(word)`"), "\(word)") }
    }

    private static func suites(in folder: URL) throws -> [String] {
        guard let files = FileManager.default.enumerator(atPath: folder.path) else { return [] }
        return try files.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.flatMap {
            try String(contentsOf: folder.appending(path: $0), encoding: .utf8)
                .components(separatedBy: "@Suite")
        }
    }
}
