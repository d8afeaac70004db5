import Peering
import Roster

/// What the pages of an account's holder have in common.
struct AccountLayout {
    let language: DeskLanguage
    /// Which a change of the language comes back to.
    let path: String
    let holder: DeskAccountHolder
    /// Whether complaints may be filed and followed here.
    let hasComplaints: Bool

    func text(_ text: AccountPageText) -> String { text(language) }

    /// What somebody wrote, apart from what stands around it.
    func value(_ text: String) -> HTML { "<bdi>\(ShownValue.visible(text))</bdi>" }

    static func minute(_ time: UInt64) -> String {
        String(UTCTimestamp(millisecondsSince1970: time).description.prefix(16))
            .replacing("T", with: " ") + " UTC"
    }

    static func day(_ time: UInt64) -> String {
        String(UTCTimestamp(millisecondsSince1970: time).description.prefix(10))
    }

    func page(
        _ title: AccountPageText, problem: PeerProblem? = nil, status: Int? = nil,
        _ content: HTML
    ) -> DeskAnswer {
        let wrong: HTML =
            problem.map {
                "<section role=\"alert\"><h2>\(text(.wrong))</h2>\(ProblemWords($0, language).paragraphs)</section>"
            } ?? ""
        let complaints: HTML =
            hasComplaints
            ? "<li><a href=\"\(AccountPath.complaints)\">\(text(.complaintsTitle))</a></li><li><a href=\"\(AccountPath.file)\">\(text(.fileLink))</a></li>"
            : ""
        return PageLayout(language, .account(language, at: path)).page(
            title: text(title), status: status ?? problem?.status ?? 200,
            """
            <nav><ul><li><a href="\(AccountPath.home)">\(text(.homeTitle))</a></li>\(complaints)</ul></nav>
            \(wrong)
            <h1>\(text(title))</h1>
            \(content)
            <form action="\(AccountPath.signOut)" method="post">\(holder.formField)
            <button type="submit">\(text(.signOut))</button></form>
            """)
    }
}
