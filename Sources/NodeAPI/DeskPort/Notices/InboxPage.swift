import AllianceNames
import CRDT
import MergedView
import Notices
import SignIn
import Statements

/// What somebody was told, the newest first.
struct InboxPage {
    static let shownMax = 50

    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    func answer(_ page: NoticePage) -> DeskAnswer {
        var table = DataTable(
            "\(context[.navNotices])",
            [
                context[.noticeWhat], context[.noticeBecause], context[.auditWhen],
                context[.draftSteps],
            ])
        for shown in page.notices {
            let isNew: HTML =
                shown.notice.readAt == nil
                ? "<span class=\"badge disputed\">\(context[.noticeNew])</span> " : ""
            table.append([
                "\(isNew)\(what(shown.content))", shown.topic.map(context.shown) ?? "",
                ConsoleWords.minute(shown.notice.raisedAt),
                shown.notice.readAt == nil ? readOne(shown.notice.number) : "",
            ])
        }
        let found: HTML =
            table.isEmpty
            ? "<section><p>\(context[.noticesNone])</p></section>"
            : "<section><div class=\"scroll hits\">\(table.html)</div>\(paging(page))</section>"
        return ConsoleLayout(context).page(
            context[.navNotices], at: .notices,
            """
            <h1>\(context[.navNotices])</h1>
            <p class="lead">\(context[.noticesLead])</p>
            <p><a href="\(ConsoleRoutes.noticeSettingsPath)">\(context[.followHeading])</a></p>
            \(readAll(page))
            \(found)
            """)
    }

    private func what(_ content: ShownNotice.Content) -> HTML {
        let (value, words) = (ShownValue(context), NoticeWords(context.language))
        switch content {
        case .statement(let said):
            let about = said.indicators.map { value.link($0) } + complaints(said)
            let standing: HTML =
                said.standing == .live
                ? ""
                : " <span class=\"badge\">\(ConsoleWords(context).standing(said.standing))</span>"
            return
                "\(value.text(context.name(said.dot.log.member))) \(words.verb(said.kind)) \(HTML.joined(about, by: ", "))\(standing)\(ownMarks(said)) <span class=\"small\">\(said.dot.log.channel.rawValue) · TLP:\(said.marking.name.uppercased())</span>"
        case .clock(let reading): return clock(reading)
        case .webhookOff(let address):
            let place: HTML = address.map { value.text($0, max: 120) } ?? ""
            return
                "\(context[.webhookFailed]) \(place) <a href=\"\(ConsoleRoutes.noticeSettingsPath)\">\(context[.webhooksHeading])</a>"
        case .gone: return "<span class=\"small\">\(context[.noticeGone])</span>"
        }
    }

    /// Where to read on.
    private func complaints(_ said: ShownStatement) -> [HTML] {
        guard said.kind != .misuseMeasure else {
            return ["<a href=\"\(ConsoleRoutes.measuresPath)\">\(context[.navMeasures])</a>"]
        }
        return said.complaints.map { id in
            "<a href=\"\(ComplaintLink.href(id))\">\(context[.noticeComplaint]) \(String(id.index))</a>"
        }
    }

    /// Which own marks it has, where, and how they were read.
    private func ownMarks(_ said: ShownStatement) -> HTML {
        let (value, marks) = (ShownValue(context), MarkWords(context))
        return HTML.joined(
            said.ownMarks.map { match -> HTML in
                " <span class=\"badge disputed\">\(context[.noticeOwnMark]) \(value.text(match.mark, max: 60))</span> <span class=\"small\">\(marks.place(match.place)): \(value.text(match.found, max: 60)) (\(marks.rules(match.rules)))</span>"
            })
    }

    private func clock(_ reading: ClockReading) -> HTML {
        let text = NoticeWords(context.language).clock(reading.kind)
        let day = ConsoleWords.minute(reading.at)
        let subject = reading.subject
        switch reading.kind {
        case .certificate, .register:
            return "<a href=\"/console/members\">\(text)</a> \(day)"
        case .peerSilent:
            let name = (try? MemberID(parsing: subject)).map(context.name) ?? subject
            return
                "<a href=\"/console/members\">\(text)</a> \(ShownValue(context).text(name)) \(day)"
        case .secondLook:
            return "<a href=\"\(ConsoleRoutes.draftsPath)/\(subject)\">\(text)</a> \(day)"
        case .caseTask:
            let folder = String(subject.prefix { $0 != "/" })
            return "<a href=\"\(ConsoleRoutes.casesPath)/\(folder)\">\(text)</a> \(day)"
        case .inquiry:
            return "<a href=\"\(ConsoleRoutes.inquiriesPath)/\(subject)\">\(text)</a> \(day)"
        case .memberContact:
            let name = (try? MemberID(parsing: subject)).map(context.name) ?? subject
            return
                "<a href=\"\(ConsoleRoutes.onboardingPath)\">\(text)</a> \(ShownValue(context).text(name)) \(day)"
        case .rightEnds:
            return
                "<a href=\"\(ConsoleRoutes.rightsPath)\">\(text)</a> \(ShownValue(context).text(subject, max: 60)) \(day)"
        case .complaintDeadline:
            let shown = ShownValue(context).text(subject, max: 160)
            let link: HTML =
                ComplaintLink.reference(shown: subject).map {
                    "<a href=\"\(ComplaintLink.href($0))\">\(text)</a>"
                } ?? "\(text)"
            return "\(link) <span class=\"small\">\(shown)</span> \(day)"
        }
    }

    private func readOne(_ number: UInt64) -> HTML {
        """
        <form class="step" action="\(ConsoleRoutes.noticesPath)/read" method="post">\(context.tokenField)
        <input type="hidden" name="number" value="\(String(number))">
        <button class="quiet" type="submit">\(context[.noticeRead])</button></form>
        """
    }

    /// Only what the page shows and what is older: what came meanwhile stays new.
    private func readAll(_ page: NoticePage) -> HTML {
        guard context.unread ?? 0 > 0, let newest = page.notices.map(\.notice.number).max() else {
            return ""
        }
        return """
            <form class="step" action="\(ConsoleRoutes.noticesPath)/read" method="post">\(context.tokenField)
            <input type="hidden" name="number" value="\(String(newest))">
            <input type="hidden" name="before" value="yes">
            <button class="quiet" type="submit">\(context[.noticeReadAll])</button></form>
            """
    }

    private func paging(_ page: NoticePage) -> HTML {
        guard page.hasMore, let last = page.notices.last?.notice.number else { return "" }
        return
            "<p><a rel=\"next\" href=\"\(ConsoleRoutes.noticesPath)?before=\(String(last))\">\(context[.noticeOlder])</a></p>"
    }
}
