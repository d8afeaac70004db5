import SignIn

/// A field in which one of those who may work on something is chosen.
struct ColleagueSelect {
    let colleagues: [Person]

    /// - Parameters:
    ///   - id: of the field in its page.
    ///   - nobody: what the choice of nobody is called.
    ///   - chosen: by the name at sign-in; nobody where that is no one of them.
    func html(
        id: String, name: String = "person", nobody: String, chosen: String?,
        isNeeded: Bool = false
    ) -> HTML {
        let options = colleagues.map { person -> HTML in
            let isChosen: HTML = person.id.rawValue == chosen ? " selected" : ""
            return
                "<option value=\"\(person.id.rawValue)\"\(isChosen)>\(ShownValue.plain(person.displayName, max: 60)) (\(person.id.rawValue))</option>"
        }
        let needed: HTML = isNeeded ? " required" : ""
        return
            "<select id=\"\(id)\" name=\"\(name)\"\(needed)><option value=\"\">\(nobody)</option>\(HTML.joined(options))</select>"
    }
}
