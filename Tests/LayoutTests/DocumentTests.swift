import Foundation
import Testing

/// That the documents of the house hold together: what they lead to and the tests that they name are there.
@Suite struct DocumentTests {
    static let root = ImportOrderTests.root

    struct Page {
        let url: URL
        let text: String

        /// Of its headings, as links name them.
        var anchors: Set<String> {
            Set(
                text.matches(of: /(?m)^#+ (.+)$/).map { match in
                    String(
                        match.output.1.lowercased().replacing(" ", with: "-")
                            .filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
                })
        }
    }

    static func texts(in folder: URL, ending: String) throws -> [Page] {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var pages: [Page] = []
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == ending else { continue }
            pages.append(Page(url: file, text: try String(contentsOf: file, encoding: .utf8)))
        }
        return pages
    }

    static func pages() throws -> [Page] {
        let readme = root.appending(path: "README.md")
        return try texts(in: root.appending(path: "docs"), ending: "md")
            + [Page(url: readme, text: try String(contentsOf: readme, encoding: .utf8))]
    }

    @Test("no page has the marks of a merge")
    func merged() throws {
        for page in try Self.pages() {
            #expect(
                page.text.firstMatch(of: /(?m)^(?:<{7} |={7}$|>{7} )/) == nil, "\(page.url.path)")
        }
    }

    @Test("each link within the house leads to a file that is there, and to a heading that it has")
    func links() throws {
        let pages = try Self.pages()
        #expect(pages.count > 50)
        let byPath = Dictionary(uniqueKeysWithValues: pages.map { ($0.url.standardized.path, $0) })
        for page in pages {
            for match in page.text.matches(of: /\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/) {
                let path = String(match.output.1)
                let url =
                    path.isEmpty
                    ? page.url : page.url.deletingLastPathComponent().appending(path: path)
                let target = url.standardized.path
                #expect(
                    FileManager.default.fileExists(atPath: target),
                    "\(page.url.lastPathComponent): \(match.output.0)")
                guard let anchor = match.output.2, let other = byPath[target] else { continue }
                #expect(
                    other.anchors.contains(String(anchor)),
                    "\(page.url.lastPathComponent): \(match.output.0)")
            }
        }
    }

    @Test("each test that is named to show something is there")
    func tests() throws {
        let tests = try Self.texts(in: Self.root.appending(path: "Tests"), ending: "swift")
        var functions: [Substring: Set<Substring>] = [:]
        for file in tests {
            let names = file.text.matches(of: /func (\w+)/).map(\.output.1)
            for suite in file.text.matches(of: /(?:struct|class|extension|enum) (\w+)/) {
                functions[suite.output.1, default: []].formUnion(names)
            }
        }
        var count = 0
        for page in try Self.pages() {
            for match in page.text.matches(of: /`(\w+Tests)((?:\.\w+)?)`((?:, `\.\w+`)*)/) {
                let known = try #require(
                    functions[match.output.1], "\(page.url.lastPathComponent): \(match.output.1)")
                let named = (match.output.2 + match.output.3).matches(of: /\.(\w+)/).map(\.output.1)
                for name in named {
                    count += 1
                    #expect(
                        known.contains(name),
                        "\(page.url.lastPathComponent): \(match.output.1).\(name)")
                }
            }
        }
        #expect(count > 1_000)
    }
}
