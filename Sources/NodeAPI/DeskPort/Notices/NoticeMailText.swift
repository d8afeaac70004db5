package import AllianceNames
import CRDT
import Notices
import Roster
import Statements

/// What a mail says. It goes through machines that are not this member's, so what is marked for persons only, or may
/// not be taken away, is counted and not told.
package struct NoticeMailText: Sendable {
    package static let linesMax = 100

    package let subject: String
    package let body: String

    /// - Parameters:
    ///   - shown: what may be told, the newest first; `.gone` is told as kept back.
    ///   - count: of all that wait.
    ///   - origin: of the desk: `https://host`; nil where the node does not know how it is reached.
    package init(
        _ shown: [ShownNotice], count: Int, names: [MemberID: String], origin: String?,
        language: String
    ) {
        let language = DeskLanguage(rawValue: language) ?? .english
        let words = NoticeWords(language)
        subject = "Touchstone: \(PageText.mailSubject(language)) (\(count))"
        var lines = [PageText.mailLead(language), ""]
        var keptBack = 0
        for notice in shown.prefix(Self.linesMax) {
            guard let line = Self.line(notice, words, names) else {
                keptBack += 1
                continue
            }
            lines.append("\(Self.minute(notice.notice.raisedAt)) UTC  \(line)")
        }
        if keptBack > 0 { lines.append("\(PageText.mailKeptBack(language)): \(keptBack)") }
        if count > shown.count {
            lines.append("\(PageText.mailMore(language)): \(count - shown.count)")
        }
        if let origin { lines += ["", origin + ConsoleRoutes.noticesPath] }
        lines.append("")
        body = lines.joined(separator: "\n")
    }

    private static func line(
        _ shown: ShownNotice, _ words: NoticeWords, _ names: [MemberID: String]
    ) -> String? {
        func name(_ member: MemberID) -> String { names[member] ?? member.rawValue }
        switch shown.content {
        case .statement(let said):
            let about =
                said.indicators.map {
                    ShownValue.plain($0.readableValue, max: ShownValue.cellCharactersMax)
                }
                + said.complaints.map {
                    "\(PageText.noticeComplaint(words.language)) \($0.index)"
                }
            let who = ShownValue.plain(name(said.dot.log.member), max: 96)
            let own = said.ownMarks.map {
                "\(PageText.noticeOwnMark(words.language)) \(ShownValue.plain($0.mark, max: 96))"
            }
            let marks = own.isEmpty ? "" : " (\(own.joined(separator: ", ")))"
            return "\(who) \(words.verb(said.kind)) \(about.joined(separator: ", "))\(marks)"
        case .clock(let reading):
            let isOfMember = reading.kind == .peerSilent || reading.kind == .memberContact
            let member =
                isOfMember ? (try? MemberID(parsing: reading.subject)) : nil
            let who = member.map { " " + ShownValue.plain(name($0), max: 96) } ?? ""
            return "\(words.clock(reading.kind))\(who) \(minute(reading.at)) UTC"
        case .webhookOff: return PageText.webhookFailed(words.language)
        case .gone: return nil
        }
    }

    private static func minute(_ time: UInt64) -> String {
        String(UTCTimestamp(millisecondsSince1970: time).description.prefix(16))
            .replacing("T", with: " ")
    }
}
