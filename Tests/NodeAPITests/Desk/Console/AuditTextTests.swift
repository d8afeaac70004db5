import Accounts
import AuditTrail
import Foundation
import NodeAPI
import Testing

/// What records are about is told in people's words, in every language: no word that the program writes is passed over.
@Suite struct AuditTextTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../../Sources").standardized

    /// Of the targets that write records.
    private static func sourceTexts() throws -> [String] {
        try ["AuditTrail", "NodeAPI", "AllianceNode", "TouchstoneCommands"].flatMap { target in
            let files = FileManager.default.enumerator(
                at: sources.appending(path: target), includingPropertiesForKeys: nil)
            var found: [String] = []
            while let file = files?.nextObject() as? URL {
                guard file.pathExtension == "swift" else { continue }
                found.append(try String(contentsOf: file, encoding: .utf8))
            }
            return found
        }
    }

    @Test("each word that is written for what was said or done is known to the catalogues")
    func words() throws {
        let written =
            /(?:[\[,]\s*\.(?:what|did|notices|held|reported|filed|checked): |\bnote\((?:folder\.)?id, (?:isAgain \? )?|note\(item, |change\(request, cases, |[\s(]form: )"([^"\\]+)"/
        var words: Set<String> = []
        for text in try Self.sourceTexts() {
            words.formUnion(text.matches(of: written).map { String($0.output.1) })
        }
        #expect(words.count > 30)
        // What is chosen between two.
        words.formUnion(["begun", "change name", "change sign-in", "not registered"])
        words.formUnion(ComplaintStep.allCases.map(\.rawValue))
        for word in words {
            let isKnown =
                AuditWord(rawValue: word) != nil || AccountTransition(rawValue: word) != nil
            #expect(isKnown, "\(word)")
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
