import AllianceNames
import Casework
import Statements
import TransparencyLog

/// A case as it is handed to an authority: one page to be printed, with nothing to press.
struct ReferralPage {
    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    func answer(_ referral: Referral) -> DeskAnswer {
        let value = ShownValue(context)
        let rows = referral.items.map { row($0, referral) }
        return ConsoleLayout(context).page(
            context[.caseReferral], at: .cases,
            """
            <section class="referral"><h1>\(context[.caseReferral]): \(value.text(referral.folder.title))</h1>
            <p>\(value.text(referral.member)) · \(ConsoleWords.minute(referral.at)) UTC</p>
            <p class="small">\(context[.referralLead])</p>
            <ol class="items">\(HTML.joined(rows))</ol></section>
            """)
    }

    private func row(_ item: CaseItem, _ referral: Referral) -> HTML {
        "<li>\(ConsoleWords.minute(item.at)) · <strong>\(context[.name(of: item.body.kind)])</strong> \(content(item, referral))</li>\n"
    }

    private func content(_ item: CaseItem, _ referral: Referral) -> HTML {
        let value = ShownValue(context)
        switch item.body {
        case .identifier(let indicator, let note):
            let kind = ConsoleWords(context).kind(indicator.type)
            let reports = (referral.ownReports[indicator] ?? []).map { report -> HTML in
                "<br><span class=\"small\">\(context[.referralReported]) <code>\(report.log.description) #\(String(report.index))</code> TLP:\(report.marking.name.uppercased())</span>"
            }
            return
                "\(kind): \(value.identifier(indicator, max: nil)) \(value.text(note))\(HTML.joined(reports))"
        case .note(let text), .event(_, let text), .task(let text, _, _):
            return value.text(text)
        case .person(let name, let role, let contact):
            return
                "\(value.flagged(name)) · \(value.text(role)) · \(value.text(contact))"
        case .file(let name, let sha256, let byteCount):
            return
                "\(value.text(name)) · \(ConsoleWords.grouped(byteCount)) B · <code>SHA-256 \(sha256.hex)</code>"
        case .link(let link, let reference):
            return "\(context[.name(of: link)]): \(value.text(reference))"
        }
    }
}
