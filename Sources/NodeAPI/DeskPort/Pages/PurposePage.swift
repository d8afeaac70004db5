import SignIn

/// Asks what somebody looks things up for: one choice, and a file number where there is one.
struct PurposePage {
    private let language: DeskLanguage
    private let person: DeskPerson
    private let next: String?
    private let layout: PageLayout

    /// - Parameter next: where to go on afterwards.
    init(_ language: DeskLanguage, _ person: DeskPerson, next: String?) {
        self.language = language
        self.person = person
        self.next = next
        let footer = ConsoleFooter(
            language: language, person: person, path: PurposeRoutes.path(next: next))
        layout = PageLayout(language, .console(language, foot: footer.html(hasPurpose: false)))
    }

    /// - Parameter refused: what came last and is no purpose; it stands there again.
    func ask(again refused: FormFields? = nil) -> DeskAnswer {
        let chosen = refused.map { $0["ground"] } ?? person.purpose?.ground.rawValue
        let reference = refused.map { $0["reference"] } ?? person.purpose?.reference
        let choices = Purpose.Ground.allCases.map { ground -> HTML in
            let checked: HTML = ground.rawValue == chosen ? " checked" : ""
            return """
                <label class="choice"><input type="radio" name="ground" value="\(ground.rawValue)" required\(checked)> \(PageText.name(of: ground)(language))</label>

                """
        }
        let back: HTML =
            next.map { "<input type=\"hidden\" name=\"next\" value=\"\($0)\">" } ?? ""
        let wrong: HTML =
            refused != nil ? "<p role=\"alert\">\(PageText.purposeWrong(language))</p>" : ""
        let content: HTML = """
            <form class="narrow" action="\(PurposeRoutes.path)" method="post">\(person.formField)\(back)
            <h1>\(PageText.purposeTitle(language))</h1>
            <p>\(PageText.purposeLead(language))</p>
            \(wrong)
            <fieldset><legend>\(PageText.purposeGround(language))</legend>
            \(HTML.joined(choices))</fieldset>
            <label for="reference">\(PageText.purposeReference(language))</label>
            <input id="reference" name="reference" maxlength="\(String(Purpose.referenceCharactersMax))" value="\(reference ?? "")" autocomplete="off">
            <button type="submit">\(PageText.goOn(language))</button>
            </form>
            """
        return layout.page(
            title: PageText.purposeTitle(language), status: refused != nil ? 400 : 200, content)
    }
}

extension PageText {
    static func name(of ground: Purpose.Ground) -> PageText {
        switch ground {
        case .investigation: .purposeInvestigation
        case .complaint: .purposeComplaint
        case .authorityRequest: .purposeAuthority
        case .monitoring: .purposeMonitoring
        case .administration: .purposeAdministration
        }
    }
}
