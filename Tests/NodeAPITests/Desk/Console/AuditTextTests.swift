import Accounts
import Foundation
import NodeAPI
import Testing

/// What records are about is told in people's words, in every language: no name that the program writes is passed over.
@Suite struct AuditTextTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../../Sources").standardized

    private struct Source {
        let name: String
        let text: String

        /// Whether it is worth looking closer at.
        var isAboutRecords: Bool {
            ["AuditNote", "AuditRecord", "administer(", "recordLook(", "etails", "narrowedTo"]
                .contains { text.contains($0) } || text.contains("-> [String: String]")
        }
    }

    /// Of the targets that write records.
    private static func read() throws -> [Source] {
        try ["AuditTrail", "NodeAPI", "AllianceNode", "TouchstoneCommands"].flatMap { target in
            let files = FileManager.default.enumerator(
                at: sources.appending(path: target), includingPropertiesForKeys: nil)
            var found: [Source] = []
            while let file = files?.nextObject() as? URL {
                guard file.pathExtension == "swift" else { continue }
                found.append(
                    Source(
                        name: file.lastPathComponent,
                        text: try String(contentsOf: file, encoding: .utf8)))
            }
            return found
        }
    }

    /// From behind an opening bracket to the one that closes it.
    private static func enclosed(_ text: Substring, from start: String.Index) -> Substring {
        let open = text[text.index(before: start)]
        let close: Character = open == "(" ? ")" : open == "[" ? "]" : "}"
        var depth = 1
        var index = start
        while depth > 0, index < text.endIndex {
            if text[index] == open { depth += 1 } else if text[index] == close { depth -= 1 }
            index = text.index(after: index)
        }
        return text[start..<index]
    }

    /// The names of details in what makes records, with the file of each.
    private static func names() throws -> [String: String] {
        let makers =
            /(?:AuditNote|AuditRecord|administer|recordLook)\s*\(|[dD]etails(?:: \[String: String\])? = \[(?!String)|-> \[String: String\]\s*\{|(?:details|narrowedTo): \[String: String\] \{/
        var names: [String: String] = [:]
        for source in try read() where source.isAboutRecords {
            let text = source.text[...]
            for maker in text.matches(of: makers) {
                let opened = text.index(before: maker.range.upperBound)
                // From the bracket on, which may stand before a first name.
                let body =
                    String(text[opened]) + enclosed(text, from: maker.range.upperBound)
                for name in body.matches(of: /[\[,]\s*"([^"\\]+)"\s*:/) {
                    names[String(name.output.1)] = source.name
                }
            }
            for name in text.matches(of: /[dD]etails\[\s*"([^"]+)"\s*\]\s*=/) {
                names[String(name.output.1)] = source.name
            }
        }
        return names
    }

    @Test("each name of a detail that the program writes is known to the catalogues")
    func details() throws {
        let names = try Self.names()
        // Where records are made otherwise than this finds, it finds few.
        #expect(names.count > 90)
        for (name, file) in names {
            #expect(AuditDetail(rawValue: name) != nil, "\(name) in \(file)")
        }
    }

    @Test("each word that is written for what was said or done is known to the catalogues")
    func words() throws {
        let written =
            /(?:"(?:what|did|notices|held|reported|filed|checked)": |\bnote\((?:folder\.)?id, (?:isAgain \? )?|note\(item, |change\(request, cases, |[\s(]form: )"([^"\\]+)"/
        var words: [String: String] = [:]
        for source in try Self.read() {
            for word in source.text.matches(of: written) {
                words[String(word.output.1)] = source.name
            }
        }
        #expect(words.count > 30)
        for word in ["begun", "change name", "change sign-in", "not registered"] {
            words[word] = "what is chosen between two"
        }
        for step in ComplaintStep.allCases { words[step.rawValue] = "ComplaintStep" }
        for (word, file) in words {
            let isKnown =
                AuditWord(rawValue: word) != nil || AccountTransition(rawValue: word) != nil
            #expect(isKnown, "\(word) in \(file)")
        }
    }

    @Test("each language has its own words for all of them")
    func languages() {
        for language in DeskLanguage.allCases where language != .english {
            for detail in AuditDetail.allCases {
                #expect(!detail(language).isEmpty, "\(detail)")
                #expect(
                    detail(language) != detail(.english) || detail == .sha256, "\(detail)")
            }
            for word in AuditWord.allCases {
                #expect(!word(language).isEmpty && word(language) != word(.english), "\(word)")
            }
        }
    }
}
