import GS1
import SignIn

/// What pages of the console, and of the way into it, end with: what one looks things up for, who has signed in, and
/// the languages.
struct ConsoleFooter {
    let language: DeskLanguage
    /// Nil where nobody has signed in, or a program looks.
    let person: DeskPerson?
    /// Which a change of the language or of the purpose comes back to.
    let path: String

    /// - Parameter hasPurpose: whether what one looks things up for is shown.
    func html(hasPurpose: Bool = true) -> HTML {
        "\(hasPurpose ? purpose : "")\(account)\(LanguageForm(language: language, path: path).html)"
    }

    private func text(_ text: PageText) -> String { text(language) }

    /// Who has signed in, and the way out; nothing where a program or another member's system looks.
    private var account: HTML {
        guard let person else { return "" }
        return """
            <form class="account" action="\(SignInPath.signOut)" method="post">\(person.formField)
            <a href="\(SignInPath.account)"><bdi>\(person.displayName)</bdi></a>
            <button type="submit">\(text(.signOutButton))</button></form>
            """
    }

    /// What is recorded with all that is looked at here.
    private var purpose: HTML {
        guard let purpose = person?.purpose else { return "" }
        let reference: HTML = purpose.reference.map { " · <bdi>\($0)</bdi>" } ?? ""
        let back = PercentEncoding.segment(path)
        return
            "<p>\(text(.purposeTitle)): \(text(.name(of: purpose.ground)))\(reference) · <a href=\"\(PurposeRoutes.path)?next=\(back)\">\(text(.purposeChange))</a></p>"
    }
}
