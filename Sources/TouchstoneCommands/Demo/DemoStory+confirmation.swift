import Foundation
import MergedView

extension DemoStory {
    /// A report while one witness is away, and once it is back.
    func confirm() throws {
        let author = alliance.node(.nutrition)
        let reader = alliance.node(.investigator)
        let away = alliance.node(.electronics)
        let names = DemoMember.witnesses.map(\.name).joined(separator: ", ")
        chapter("Who vouches that a report was made, and when? \(names)")
        let early = try show(reader, "seller-account", "bazario:goldriver-88")
        try eventually("what was reported at the start is independently confirmed") {
            try show(reader, "seller-account", "bazario:goldriver-88")?.confirmation
                == Confirmation.witnessed.rawValue
        }
        line(
            "\(early?.value ?? "bazario:goldriver-88"): \(ConfirmationWords.text(Confirmation.witnessed.rawValue))"
        )
        away.stop()
        line("\(away.member.name) goes offline; \(author.member.name) reports a seller meanwhile")
        let value = "bazario:night-market-7"
        try author.run("indicator", "add", "seller-account", value)
        try eventually("the report arrives at \(reader.member.name)") {
            try show(reader, "seller-account", value)?.members == [author.member.id]
        }
        let pending = try show(reader, "seller-account", value)
        try require(
            pending?.confirmation == Confirmation.pending.rawValue,
            "with a witness away the report awaits confirmation")
        line("\(value): \(ConfirmationWords.text(pending?.confirmation)), and shown all the same")
        try away.start()
        try eventually("once all witnesses have cosigned, the report is confirmed") {
            try show(reader, "seller-account", value)?.confirmation
                == Confirmation.witnessed.rawValue
        }
        line(
            "\(away.member.name) is back and cosigns: \(ConfirmationWords.text(Confirmation.witnessed.rawValue))"
        )
    }
}
