import Foundation
import Testing

/// The deliberate faults of `make mutants`, which runs for too long to be run with each change.
@Suite struct MutantTests {
    static let folder = ImportOrderTests.root.appending(path: "Tests/Simulation/Mutants")

    static func patches() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".patch") }.sorted()
    }

    /// What one piece of a patch takes for granted: its lines that stay and that go, in order.
    static func taken(_ patch: String) -> [String] {
        patch.split(separator: /\n@@[^\n]*/, omittingEmptySubsequences: false).dropFirst().map {
            piece in
            // Empty lines are left out on both sides.
            piece.split(separator: "\n").filter { !$0.hasPrefix("+") }
                .map { $0.dropFirst() }.filter { !$0.isEmpty }.joined(separator: "\n")
        }
    }

    @Test("each fits the code as it is")
    func fit() throws {
        let patches = try Self.patches()
        #expect(patches.count == 12)
        for name in patches {
            let patch = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
            let path = try #require(patch.firstMatch(of: /\n\+\+\+ b\/([^\n]+)/), "\(name)")
            let source = try String(
                contentsOf: ImportOrderTests.root.appending(path: String(path.output.1)),
                encoding: .utf8)
            let pieces = Self.taken(patch)
            #expect(!pieces.isEmpty, "\(name)")
            let lines = source.split(separator: "\n").joined(separator: "\n")
            for piece in pieces { #expect(lines.contains(piece), "\(name) at\n\(piece)") }
        }
    }
}
