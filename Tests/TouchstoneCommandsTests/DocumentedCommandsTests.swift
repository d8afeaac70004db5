import ArgumentParser
import Foundation
import Testing
import TouchstoneCommands

/// The command lines of the documents, as whoever reads them types them.
@Suite struct DocumentedCommandsTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// What stands behind `touchstone` in each example, a complaint in the place of `ENTRY`. Left out is what
    /// has something else for the reader to fill in, and the first lines of formats (`touchstone letter v1`).
    private static func lines(_ page: String) -> [String] {
        page.replacing(/\\\n\s*/, with: "").matches(of: /(?m)^ {4}touchstone (.+)$/)
            .map { String($0.output.1.replacing(/(?: {3,}| > | \| | # ).*/, with: "")) }
            .filter {
                $0.firstMatch(of: /\.\.\.|…|\bv1$|\b(?:HASH|LOG|NAME|ORDER|SHA256|VKEY)\b/) == nil
            }
            .map { $0.replacing(/\bENTRY\b/, with: "ipacc.example/desk-verel/verel/e1/42") }
    }

    /// The words of a line, as a shell has them; of a pattern for files, two of them.
    private static func words(_ line: String) -> [String] {
        line.matches(of: /"([^"]*)"|'([^']*)'|(\S+)/).flatMap { match in
            if let bare = match.output.3, bare.contains("*") {
                return ["1", "2"].map { String(bare.replacing("*", with: $0)) }
            }
            return [String(match.output.1 ?? match.output.2 ?? match.output.3 ?? "")]
        }
    }

    @Test("each command line of the documents is one that the program takes")
    func taken() throws {
        let folder = Self.root.appending(path: "docs")
        let pages = try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil
        ).filter { $0.pathExtension == "md" }
        var count = 0
        for page in pages + [Self.root.appending(path: "README.md")] {
            for line in Self.lines(try String(contentsOf: page, encoding: .utf8)) {
                count += 1
                #expect(throws: Never.self, "\(page.lastPathComponent): touchstone \(line)") {
                    try TouchstoneCommand.parseAsRoot(Self.words(line))
                }
            }
        }
        #expect(count > 140)
    }
}
