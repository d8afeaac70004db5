import SignIn

/// Asks what somebody looks things up for: one choice, and a file number where there is one.
struct PurposePage {
    private let language: DeskLanguage
    private let layout: PageLayout

    init(_ language: DeskLanguage) {
        self.language = language
        layout = PageLayout(language)
    }

    /// - Parameters:
    ///   - next: where to go on afterwards.
    ///   - isWrong: what came last was no purpose.
    func ask(_ person: DeskPerson, next: String?, isWrong: Bool = false) -> DeskAnswer {
        let chosen = person.purpose?.ground
        let choices = Purpose.Ground.allCases.map { ground -> HTML in
            let checked: HTML = ground == chosen ? " checked" : ""
            return """
                <label class="choice"><input type="radio" name="ground" value="\(ground.rawValue)" required\(checked)> \(PageText.name(of: ground)(language))</label>

                """
        }
        let back: HTML =
            next.map { "<input type=\"hidden\" name=\"next\" value=\"\($0)\">" } ?? ""
        let wrong: HTML =
            isWrong ? "<p role=\"alert\">\(PageText.purposeWrong(language))</p>" : ""
        let content: HTML = """
            <form action="\(PurposeRoutes.path)" method="post">\(person.formField)\(back)
            <h1>\(PageText.purposeTitle(language))</h1>
            <p>\(PageText.purposeLead(language))</p>
            \(wrong)
            <fieldset><legend>\(PageText.purposeGround(language))</legend>
            \(HTML.joined(choices))</fieldset>
            <label for="reference">\(PageText.purposeReference(language))</label>
            <input id="reference" name="reference" maxlength="\(String(Purpose.referenceCharactersMax))" value="\(person.purpose?.reference ?? "")" autocomplete="off">
            <button type="submit">\(PageText.goOn(language))</button>
            </form>
            """
        return layout.page(
            title: PageText.purposeTitle(language), status: isWrong ? 400 : 200, content)
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
