import Foundation
import ProductAuthentication
import Testing

/// The page that people read says what the program says.
@Suite struct ReasonPageTests {
    private static func page() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(
            contentsOf: root.appending(path: "docs/product-authentication.md"), encoding: .utf8)
    }

    @Test("the page has a row for every reason, with its sentence")
    func rows() throws {
        let rows = try Self.page().split(separator: "\n").filter { $0.hasPrefix("| `") }
        for reason in ReasonCode.known {
            #expect(
                rows.contains {
                    $0.hasPrefix("| `\(reason)` |") && $0.contains("| \(reason.sentence) |")
                }, "\(reason)")
        }
    }

    @Test("every reason has a sentence of its own")
    func sentences() {
        #expect(Set(ReasonCode.known.map(\.sentence)).count == ReasonCode.known.count)
        #expect(Set(ReasonCode.known).count == ReasonCode.known.count)
        #expect(ReasonCode.known.allSatisfy { !$0.sentence.contains("does not know") })
    }

    @Test("the page has every verdict in the words of the desk")
    func verdicts() throws {
        let page = try Self.page()
        for verdict in Verdict.allCases {
            #expect(page.contains("| `\(verdict.rawValue)` | \(verdict.sentence) |"))
        }
    }
}
